import type { Tx } from '#ground/database/index.ts'
import type { UsableSeal } from '#support/seals/index.ts'
import type { CredentialType } from './contract.ts'
import type { Gapless } from './gapless/numbers.ts'
import { type NumberSite, numberFor, scopeOf } from './numbering.ts'
import type { Serials } from './serials.ts'
import type { CredentialRow, Store } from './store.ts'

export type NumberNeeds = { store: Store; serials: Serials; gapless: Gapless }

/** What asks for a number, unless it brings one of its own or takes the place of what had one. */
export type Numbered = {
  draft: { divisionCode?: string; stock?: { number: string } }
  type: CredentialType
  elements: Record<string, unknown>
  seal: UsableSeal
  issued: string
  previous: CredentialRow | undefined
}

/** The number of each. Stock came with numbers of its own, which the sequence of its type may still meet: those are passed over. */
export async function numbersOf(needs: NumberNeeds, tx: Tx, wanted: readonly Numbered[]): Promise<string[]> {
  const numbers: string[] = []
  let open = [...wanted.keys()]
  for (const [place, { previous, draft }] of wanted.entries()) {
    // A number that is an element changes with it: a red receipt has one of its own, not that of the receipt it takes back.
    const own =
      'element' in wanted[place]!.type.numbering ? undefined : (previous?.record.number ?? draft.stock?.number)
    if (own !== undefined) numbers[place] = own
  }
  open = open.filter((place) => numbers[place] === undefined)
  while (open.length > 0) {
    for (const place of open) numbers[place] = await newNumber(needs, tx, wanted[place]!)
    const taken = new Set<number>()
    for (const [key, places] of Map.groupBy(open, (place) => wanted[place]!.type.key)) {
      const asked = places.filter((place) => mayBeMet(wanted[place]!.type))
      if (asked.length === 0) continue
      const { realm } = wanted[asked[0]!]!.seal
      const known = await needs.store.numbersTaken(
        tx,
        realm,
        key,
        asked.map((place) => numbers[place]!),
      )
      for (const place of asked) if (known.has(numbers[place]!)) taken.add(place)
    }
    open = [...taken]
  }
  return numbers
}

/** Whether a number that comes next may have been brought by stock before. */
const mayBeMet = (type: CredentialType) => Boolean(type.collection) && !('element' in type.numbering)

async function newNumber(needs: NumberNeeds, tx: Tx, { draft, type, elements, seal, issued }: Numbered) {
  const division = (draft.divisionCode ?? seal.divisionCode).slice(0, 6)
  const site: NumberSite = { day: issued, elements, division }
  return numberFor(type, site, await nextNumber(needs, tx, type, seal, scopeOf(type, site)))
}

async function nextNumber(
  needs: NumberNeeds,
  tx: Tx,
  type: CredentialType,
  { realm, departmentId }: UsableSeal,
  scope: string,
): Promise<number> {
  const { numbering, key } = type
  if ('element' in numbering) return 0
  if ('pattern' in numbering && numbering.gapless)
    return needs.gapless.next(tx, { realm, type: key, departmentId: type.kind === 'letter' ? departmentId : '', scope })
  return needs.serials.next(realm, key, scope)
}
