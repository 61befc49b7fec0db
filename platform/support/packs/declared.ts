import type { TSchema } from 'typebox'
import type { Fault } from '#kernel/errors.ts'
import type { PackKind } from './contract.ts'
import { shapeProblems } from './shape.ts'

/** What an owner says of its YAML kind: where it lies, its schema, and what the schema cannot say. */
export type Declared<Content> = { folder: string; schema: TSchema; check(content: Content): Fault[] }

/** A kind from its owner's schema and check; faults land at the lines their pointers lead to. */
export function declaredKind<Content>(kind: string, { folder, schema, check }: Declared<Content>): PackKind {
  return {
    kind,
    folder,
    extensions: ['.yaml'],
    check(source) {
      const shape = shapeProblems(source, schema, folder)
      if (shape.length > 0) return shape
      return check(source.data as Content).map(({ pointer, rule, detail }) =>
        source.problem(pointer, {
          code: `${folder}.${rule}`,
          message: detail,
          mend: 'Change it here, or what it names elsewhere in this file.',
        }),
      )
    },
  }
}
