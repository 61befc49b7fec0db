import type { TSchema } from 'typebox'
import { Errors } from 'typebox/schema'
import type { Source } from './contract.ts'
import type { Problem } from './problem.ts'

/**
 * What in a file does not fit a TypeBox schema, at its line. Kinds check with this first; `code` is their module's name, as
 * in `registers.shape`.
 */
export function shapeProblems(source: Source, schema: TSchema, code: string): Problem[] {
  const [, errors] = Errors(schema, source.data)
  const found = errors.map(({ instancePath, keyword, message, params }) => {
    const extra = Object.values({ ...params }).flat()
    const pointer = keyword === 'additionalProperties' ? `${instancePath}/${String(extra[0])}` : instancePath
    const where = instancePath === '' ? 'the file' : instancePath
    return source.problem(pointer, {
      code: `${code}.shape`,
      message: `${where} ${message}`,
      mend: mendFor(keyword, extra),
    })
  })
  // A value that fits none of several shapes is told once for each of them and once for all; the place alone helps.
  const seen = new Set<string>()
  return found.filter(({ line, column, message }) => {
    const mark = `${line}:${column}:${message}`
    return !seen.has(mark) && Boolean(seen.add(mark))
  })
}

function mendFor(keyword: string, extra: unknown[]): string {
  const list = extra.map(String).join(', ')
  switch (keyword) {
    case 'required':
      return `Add ${list}.`
    case 'additionalProperties':
      return `Take ${list} away, or correct its spelling.`
    case 'enum':
    case 'const':
      return `Write one of: ${list}.`
    case 'type':
      return `Write a value of type ${list}; put quotes around texts that look like numbers or dates.`
    case 'pattern':
      return `Write it to the pattern ${list}.`
    default:
      return `Mend it to satisfy ${keyword} ${list}`.trim().concat('.')
  }
}
