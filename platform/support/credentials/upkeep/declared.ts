import Type, { type Static } from 'typebox'
import { dayNumber } from '#kernel/calendar-date.ts'
import type { Fault } from '#kernel/errors.ts'

const both = { additionalProperties: false }
const MonthDay = Type.String({ pattern: '^\\d{2}-\\d{2}$' })

/** Who reads elements that are not for everybody: an office the holder lets, any office over it, the issuing office. */
export const Audience = Type.Enum(['granted', 'government', 'issuer'])

/** 公开级别: elements of a grade (GB/T 43697) and who but the holder reads them. What no level names all three read. */
export const DisclosureLevel = Type.Object(
  {
    grade: Type.Integer({ minimum: 1, maximum: 4 }),
    elements: Type.Array(Type.String(), { minItems: 1 }),
    to: Type.Array(Audience, { uniqueItems: true }),
  },
  both,
)
export type DisclosureLevel = Static<typeof DisclosureLevel>

export const UpkeepVerb = Type.Enum(['change', 'renew', 'annual-check'])
export type UpkeepVerb = Static<typeof UpkeepVerb>

/** What keeps a licence of the type true: change 变更, renewal 延续, yearly check 年检, and when its holder is reminded. */
export const Upkeep = Type.Object(
  {
    change: Type.Optional(
      Type.Object({ elements: Type.Array(Type.String(), { minItems: 1, description: 'Those that may change' }) }, both),
    ),
    renew: Type.Optional(
      Type.Object(
        { daysBefore: Type.Integer({ minimum: 0, maximum: 3650, description: 'From when, before the end' }) },
        both,
      ),
    ),
    annualCheck: Type.Optional(
      Type.Object({ from: MonthDay, to: MonthDay }, { ...both, description: 'From the year after the first' }),
    ),
    remind: Type.Optional(
      Type.Array(Type.Integer({ minimum: 0, maximum: 400 }), { minItems: 1, maxItems: 5, description: 'Days before' }),
    ),
  },
  both,
)
export type Upkeep = Static<typeof Upkeep>

type Declared = {
  elements: { properties: Record<string, unknown> }
  validity: unknown
  disclosure: { public: string[]; levels?: DisclosureLevel[] | undefined }
  upkeep?: Upkeep | undefined
}

/** What the schema cannot say of levels and upkeep: elements that exist, days of the year, an end to renew. */
export function upkeepFaults({ elements, validity, disclosure, upkeep }: Declared): Fault[] {
  const faults: Fault[] = []
  const fault = (pointer: string, rule: string, detail: string) => faults.push({ pointer, rule, detail })
  const known = (pointer: string, name: string) => {
    if (!(name in elements.properties)) fault(pointer, 'element', `"${name}" is not among the elements`)
  }
  const levelled = new Set<string>()
  for (const [i, level] of (disclosure.levels ?? []).entries())
    for (const name of level.elements) {
      const pointer = `/disclosure/levels/${i}/elements`
      known(pointer, name)
      if (levelled.has(name)) fault(pointer, 'twice', `"${name}" has two levels`)
      if (disclosure.public.includes(name)) fault(pointer, 'public', `"${name}" is public and needs no level`)
      levelled.add(name)
    }
  for (const name of upkeep?.change?.elements ?? []) known('/upkeep/change/elements', name)
  const check = upkeep?.annualCheck
  // A year without 29 February, so that the day is there every year.
  for (const key of ['from', 'to'] as const)
    if (check && dayNumber(`2026-${check[key]}`) === undefined)
      fault(`/upkeep/annualCheck/${key}`, 'date', `${check[key]} is not a day of every year`)
  if (check && check.to < check.from) fault('/upkeep/annualCheck/to', 'order', 'the check ends before it begins')
  if (upkeep?.renew && validity === 'none') fault('/upkeep/renew', 'validity', 'what has no end is not renewed')
  if (upkeep?.remind && !check && validity === 'none')
    fault('/upkeep/remind', 'due', 'there is neither an end nor a yearly check to remind of')
  return faults
}
