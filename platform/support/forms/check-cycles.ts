import type { FormProblem } from './check-nodes.ts'
import { eachField, type Field } from './field.ts'
import { schemaPointer } from './pointer.ts'

/**
 * Fields that are shown only if they are shown: each waits for an answer to the other, so nobody ever sees either. A field
 * depends on the names its condition reads, and with them on the groups around it.
 */
export function findShowCycles(root: Field): FormProblem[] {
  const fields = eachField(root)
  const waits = new Map(fields.map((field) => [field, waitsFor(field, fields)]))
  return fields.flatMap((field): FormProblem[] => {
    if (!field.show) return []
    const path = pathBack(field, waits)
    if (!path) return []
    const names = path.map(({ key }) => `“${key}”`).join(' → ')
    return [
      {
        pointer: `${schemaPointer(field.pointer)}/x-show`,
        code: 'show-cycle',
        message: `it is shown only when it is shown: ${names}`,
        mend: 'Let one of them be shown without the other.',
        severity: 'error',
      },
    ]
  })
}

/** The fields whose answer the condition reads, the nearest of each name, and the group it stands in if that has a condition. */
function waitsFor(field: Field, fields: readonly Field[]): Field[] {
  const group = field.pointer.slice(0, field.pointer.lastIndexOf('/'))
  const around = fields.filter(({ pointer }) => pointer !== '' && pointer === group)
  const read = (field.show?.free ?? []).flatMap((name) => {
    for (let place = group; ; place = place.slice(0, place.lastIndexOf('/'))) {
      const found = fields.find(({ pointer }) => pointer === `${place}/${name}`)
      if (found) return [found]
      if (place === '') return []
    }
  })
  // What reads its own group does not wait for it: it is inside.
  return [...read.filter(({ pointer }) => !field.pointer.startsWith(`${pointer}/`)), ...around]
}

/** The shortest way from a field back to itself, itself at both ends. */
function pathBack(start: Field, waits: ReadonlyMap<Field, Field[]>): Field[] | undefined {
  const ways: Field[][] = [[start]]
  const seen = new Set<Field>()
  for (const way of ways) {
    for (const next of waits.get(way.at(-1)!) ?? []) {
      if (next === start) return [...way, start]
      if (seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  }
  return undefined
}
