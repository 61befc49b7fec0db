import { eachField, type Field } from './field.ts'
import type { Source } from './form.ts'

/** A register as far as its types matter here; forms know no registers. */
type Held = { key: string; fields: readonly { key: string; type: string }[] }

/** A mistake between a form and what it reads, at the pointer of a field's schema. */
export type SourceFault = { pointer: string; code: string; message: string; mend: string }

/** Fields filled from a register's field of another type: the value would be refused, or shown as something it is not. */
export function findTypeClashes(root: Field, registers: readonly Held[]): SourceFault[] {
  return eachField(root).flatMap((field) =>
    field.from.flatMap((source) => {
      if (!('register' in source) || !('field' in source)) return []
      const held = registers.find(({ key }) => key === source.register)?.fields.find(({ key }) => key === source.field)
      const asked = field.node.type
      const types = held && fits[held.type]
      if (!types || !asked || types.includes(asked)) return []
      return [
        {
          pointer: field.pointer,
          code: 'type-clash',
          message: `"${field.key}" is ${asked}, but ${source.register}.${source.field} is ${held.type}`,
          mend: `Give the field the type ${types[0]}, or read another field.`,
        },
      ]
    }),
  )
}

/** The types of JSON Schema that may hold what a register's type holds, the best first. */
const fits: Readonly<Record<string, string[]>> = {
  text: ['string'],
  integer: ['integer', 'number'],
  number: ['number'],
  boolean: ['boolean'],
  date: ['string'],
  timestamp: ['string'],
}

/** What every credential tells beside the elements of its type. */
const ofEveryCredential = ['number', 'issued', 'validTo']

/** Fields filled from an element that the type of credential does not have; `elementsOf` knows the types in reach. */
export function findUnknownElements(
  root: Field,
  elementsOf: (credential: string) => readonly string[] | undefined,
): SourceFault[] {
  const credentials = (source: Source): { credential: string; field: string }[] => {
    if ('credential' in source) return [source]
    return 'register' in source ? Object.values(source.key).flatMap(credentials) : []
  }
  return eachField(root).flatMap((field) =>
    field.from.flatMap(credentials).flatMap(({ credential, field: element }) => {
      const elements = elementsOf(credential)
      if (!elements || [...ofEveryCredential, ...elements].includes(element)) return []
      return [
        {
          pointer: field.pointer,
          code: 'unknown-element',
          message: `"${field.key}" reads “${element}”, which the credential "${credential}" does not have`,
          mend: `It has ${[...elements, ...ofEveryCredential].join(', ')}.`,
        },
      ]
    }),
  )
}
