import type { Net } from '#support/cases/index.ts'
import { fieldAt } from '#support/forms/index.ts'
import type { Disagreement, ReadForm } from './disagreement.ts'
import { textsOf } from './flow-names.ts'

/** Fields that a flow reads and no form of its items has: `answers.age` where nobody is asked for an age. */
export function findFieldFaults(net: Net, forms: readonly ReadForm[]): Disagreement[] {
  return textsOf(net).flatMap(({ text, ...place }) =>
    fieldsRead(text).flatMap((field): Disagreement[] => {
      const without = forms.find(({ root }) => !fieldAt(root, `/${field}`))
      if (!without) return []
      const known = without.root.children.map(({ key }) => key).join(', ')
      return [
        {
          ...place,
          code: 'flows.unknown-field',
          message: `reads “${field}”, which the form "${without.key}" does not have`,
          mend: `Correct the name or add the field. The form has ${known}.`,
        },
      ]
    }),
  )
}

/** The first steps of `answers.…` and `facts.…` in a text of FEEL, outside its strings. */
function fieldsRead(text: string): string[] {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '""')
  return [...new Set([...bare.matchAll(/(?<![\w.])(?:answers|facts)\.([A-Za-z_]\w*)/g)].map(([, name]) => name ?? ''))]
}
