import Type, { type Static } from 'typebox'
import type { Fault } from '#kernel/errors.ts'
import { type Declared, declaredKind, PackKey, type PackKind } from '#support/packs/index.ts'
import { LifeMapKey } from './contract.ts'

const closed = { additionalProperties: false }
const Line = Type.String({ minLength: 1, maxLength: 60 })

const LifeStage = Type.Object(
  {
    key: PackKey,
    name: Line,
    nameEn: Line,
    about: Line,
    aboutEn: Line,
    icon: Type.Optional(PackKey),
    /** Themes of the catalogue that belong here, as imported items bear them. */
    themes: Type.Array(Line, { maxItems: 20, uniqueItems: true }),
    /** Items of packs that come first. */
    items: Type.Optional(Type.Array(PackKey, { maxItems: 50, uniqueItems: true })),
  },
  closed,
)
export type LifeStage = Static<typeof LifeStage>

/** Who holds a credential is likely to need these items next. */
const Suggestion = Type.Object(
  {
    after: Type.String({ description: 'Key of a kind of credential' }),
    items: Type.Array(PackKey, { minItems: 1, maxItems: 10, uniqueItems: true }),
    reason: Type.String({ minLength: 1, maxLength: 120 }),
    reasonEn: Type.String({ minLength: 1, maxLength: 200 }),
  },
  closed,
)
export type Suggestion = Static<typeof Suggestion>

/** `life-maps/<key>.yaml`: the stages of a life, the items of each, and what follows from what. */
export const LifeMap = Type.Object(
  {
    key: LifeMapKey,
    version: Type.Integer({ minimum: 1 }),
    title: Line,
    titleEn: Line,
    stages: Type.Array(LifeStage, { minItems: 1, maxItems: 40 }),
    suggestions: Type.Array(Suggestion, { maxItems: 200 }),
  },
  closed,
)
export type LifeMap = Static<typeof LifeMap>

const declared: Declared<LifeMap> = {
  folder: 'life-maps',
  schema: LifeMap,
  check({ stages, suggestions }) {
    const faults: Fault[] = []
    const known = new Set<string>()
    for (const [i, stage] of stages.entries()) {
      if (known.has(stage.key))
        faults.push({ pointer: `/stages/${i}/key`, rule: 'twice', detail: `“${stage.key}” stands twice` })
      known.add(stage.key)
      if (stage.themes.length === 0 && !stage.items?.length)
        faults.push({ pointer: `/stages/${i}`, rule: 'empty', detail: 'A stage needs themes or items' })
    }
    const pairs = new Set<string>()
    for (const [i, { after, items }] of suggestions.entries())
      for (const item of items) {
        if (pairs.has(`${after} ${item}`))
          faults.push({ pointer: `/suggestions/${i}`, rule: 'twice', detail: `${item} follows ${after} twice` })
        pairs.add(`${after} ${item}`)
      }
    return faults
  },
}

/** Items and credentials that do not exist are told when the pack is checked, not when somebody opens the page. */
export const lifeMapKind: PackKind = {
  ...declaredKind('life-map', declared),
  references: (content) => {
    const { stages, suggestions } = content as LifeMap
    return [
      ...stages.flatMap(({ items }, i) =>
        (items ?? []).map((key, j) => ({ kind: 'item', key, pointer: `/stages/${i}/items/${j}` })),
      ),
      ...suggestions.flatMap(({ after, items }, i) => [
        { kind: 'credential', key: after, pointer: `/suggestions/${i}/after` },
        ...items.map((key, j) => ({ kind: 'item', key, pointer: `/suggestions/${i}/items/${j}` })),
      ]),
    ]
  },
}

/** What somebody holds, as far as it matters here. */
export type Held = { type: string; partyId: string; inForce: boolean }

/** What follows from the credentials in force of each party, each pair of party and item once; `results` is what an item ends in. */
export function suggested(
  suggestions: readonly Suggestion[],
  held: readonly Held[],
  results: ReadonlyMap<string, string | undefined>,
): { partyId: string; item: string; suggestion: Suggestion }[] {
  const inForce = held.filter((each) => each.inForce)
  const has = (partyId: string, type: string | undefined) =>
    type !== undefined && inForce.some((each) => each.partyId === partyId && each.type === type)
  const found = new Map<string, { partyId: string; item: string; suggestion: Suggestion }>()
  for (const { partyId, type } of inForce)
    for (const suggestion of suggestions.filter(({ after }) => after === type))
      for (const item of suggestion.items) {
        const mark = `${partyId} ${item}`
        // What one has already is not proposed again, and what no city offers is not proposed at all.
        if (found.has(mark) || !results.has(item) || has(partyId, results.get(item))) continue
        found.set(mark, { partyId, item, suggestion })
      }
  return [...found.values()]
}
