import type { Item, Material } from './item.ts'
import type { Branch, Situation, SituationOption } from './situation.ts'

/** Situation keys to keys of the options chosen. */
export type Situations = Record<string, string>

/** Whether a FEEL condition holds over these values; anything but true is no. */
export type Holds = (condition: string, scope: Record<string, unknown>) => boolean

/** What FEEL conditions of items see: the answers of the form by their names, and the situations chosen. */
export function scopeOf(situations: Situations, answers: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...answers, situations }
}

/** The questions these answers lead to, in order, each with the option chosen; what is asked later may hang on what came before. */
export function askedOf(
  item: Pick<Item, 'situations'>,
  situations: Situations,
  holds: Holds,
): { situation: Situation; chosen?: SituationOption }[] {
  const given: Situations = {}
  return item.situations.flatMap((situation) => {
    if (situation.when && !holds(situation.when, scopeOf(given))) return []
    const chosen = situation.options.find(({ key }) => key === situations[situation.key])
    if (chosen) given[situation.key] = chosen.key
    return [{ situation, ...(chosen ? { chosen } : {}) }]
  })
}

/** Only answers to questions that these answers lead to, and only options there are: the rest was never asked. */
export function answeredOf(item: Pick<Item, 'situations'>, situations: Situations, holds: Holds): Situations {
  const asked = askedOf(item, situations, holds)
  return Object.fromEntries(asked.flatMap(({ situation, chosen }) => (chosen ? [[situation.key, chosen.key]] : [])))
}

/** Whether the applicant must have a material, as the situations and answers stand. */
export function isMaterialNeeded(
  item: Pick<Item, 'situations'>,
  material: Material,
  given: { situations: Situations; answers: Record<string, unknown> },
  holds: Holds,
): boolean {
  const { key, necessity, when } = material
  // A material that may follow can have a condition too.
  if (necessity === 'required') return true
  const asked = askedOf(item, given.situations, holds)
  // A question that only helps to read the guide decides nothing until it is answered.
  const deciding = asked.filter(
    ({ situation, chosen }) =>
      (chosen || situation.ask === 'start') && situation.options.some((option) => option.materials.includes(key)),
  )
  if (when === undefined && deciding.length === 0)
    return !item.situations.some(
      (each) => each.ask === 'start' && each.options.some((one) => one.materials.includes(key)),
    )
  const byWhen = when !== undefined && holds(when, scopeOf(given.situations, given.answers))
  return byWhen || deciding.some(({ chosen }) => chosen?.materials.includes(key))
}

/** The way the item is handled under: the first branch whose condition holds. */
export function branchOf(
  item: Pick<Item, 'branches'>,
  given: { situations: Situations; answers: Record<string, unknown> },
  holds: Holds,
): Branch | undefined {
  return item.branches?.find(({ when }) => holds(when, scopeOf(given.situations, given.answers)))
}

/** The limits under a branch: its own where it states them, else the item's. */
export function limitsUnder(item: Pick<Item, 'limits'>, branch: Branch | undefined): Item['limits'] {
  return { ...item.limits, ...branch?.limits }
}

/** The fee lines that apply. */
export function feesUnder(
  item: Pick<Item, 'fee'>,
  given: { situations: Situations; answers: Record<string, unknown> },
  holds: Holds,
): Item['fee']['lines'] {
  return item.fee.lines.filter(
    ({ when }) => when === undefined || holds(when, scopeOf(given.situations, given.answers)),
  )
}
