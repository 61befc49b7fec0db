import type { Word } from '@zhengtong/platform/nets/service/items/contract.ts'
import type { DesignKind } from '@zhengtong/platform/support/designs/contract.ts'
import type { Option } from './options.ts'

/** `must`: without it the document is none, and the draft waits to be saved until it is written. */
type Base = { at: string; label: Word; help?: Word; wide?: boolean; must?: boolean }

/** One place of an item as the editor draws it. `at` is a pointer, below a row of a list relative to that row. */
export type FieldSpec = Base &
  (
    | { kind: 'text' | 'area' | 'number' | 'money' | 'flag' | 'limit' | 'texts' }
    | { kind: 'choice'; options: Option[]; required?: boolean }
    | { kind: 'choices'; options: Option[] }
    /** One of the published designs of a kind. */
    | { kind: 'design'; of: DesignKind }
    | { kind: 'department' }
    | {
        kind: 'rows'
        /** Drawn in the row itself, and below it when the row is opened. */
        columns: FieldSpec[]
        more?: FieldSpec[]
        blank: (index: number) => Record<string, unknown>
        add: Word
      }
    | {
        kind: 'part'
        /** Relative to the part, shown while the item has it. */
        fields: FieldSpec[]
        blank: () => Record<string, unknown>
      }
  )

export type Section = { key: string; label: Word; fields: FieldSpec[] }

export const must = (spec: FieldSpec): FieldSpec => ({ ...spec, must: true })
export const word = (zh: string, en: string): Word => ({ zh, en })
export const field =
  (kind: 'text' | 'area' | 'number' | 'money' | 'flag' | 'limit' | 'texts') =>
  (at: string, zh: string, en: string, extra: Partial<Base> = {}): FieldSpec => ({
    kind,
    at,
    label: word(zh, en),
    ...extra,
  })

export const text = field('text')
export const area = (at: string, zh: string, en: string, extra: Partial<Base> = {}) =>
  field('area')(at, zh, en, { wide: true, ...extra })
export const number = field('number')
export const money = field('money')
export const flag = field('flag')
export const limit = field('limit')
export const texts = (at: string, zh: string, en: string, extra: Partial<Base> = {}) =>
  field('texts')(at, zh, en, { wide: true, ...extra })
export const choice = (at: string, zh: string, en: string, options: Option[], required = false): FieldSpec => ({
  kind: 'choice',
  at,
  label: word(zh, en),
  options,
  required,
})
export const design = (at: string, zh: string, en: string, of: DesignKind): FieldSpec => ({
  kind: 'design',
  at,
  label: word(zh, en),
  of,
})
export const choices = (at: string, zh: string, en: string, options: Option[]): FieldSpec => ({
  kind: 'choices',
  at,
  label: word(zh, en),
  options,
  wide: true,
})
