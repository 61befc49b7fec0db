import Type, { type Static } from 'typebox'

/** One part of a joint matter as its case keeps it: a case of its own, with the office, clocks and officers of its own item. */
export const MatterPart = Type.Object(
  {
    key: Type.String(),
    name: Type.String(),
    nameEn: Type.Optional(Type.String()),
    caseId: Type.String(),
    /** What becomes of the parts still open when this one ends otherwise than granted. */
    onFailure: Type.Enum(['go-on', 'withdraw-rest']),
    /** Once it has ended. */
    outcome: Type.Optional(Type.String()),
  },
  { title: 'MatterPart' },
)
export type MatterPart = Static<typeof MatterPart>

/** 一件事: several items applied for in one form. `complete` and `granted` are FEEL over `parts`, frozen from the item. */
export const Matter = Type.Object(
  { parts: Type.Array(MatterPart), complete: Type.String(), granted: Type.String() },
  { title: 'Matter' },
)
export type Matter = Static<typeof Matter>

/** Of which joint matter a case is a part. */
export const PartOf = Type.Object(
  { caseId: Type.String(), key: Type.String(), itemName: Type.String(), itemNameEn: Type.Optional(Type.String()) },
  { title: 'PartOf' },
)
export type PartOf = Static<typeof PartOf>

/** The message that the flow of a joint matter waits for: its parts have ended as `complete` asks. */
export const partsEnded = 'parts-ended'

/** What the conditions of a joint matter see of each part. */
export type PartSeen = { key: string; status: string; outcome: string | null; ended: boolean; granted: boolean }

export const seenPart = (key: string, status: string, outcome: string | undefined): PartSeen => ({
  key,
  status,
  outcome: outcome ?? null,
  ended: status === 'closed',
  granted: status === 'closed' && outcome === 'granted',
})

export const outcomeWords: Record<string, { zh: string; en: string }> = {
  granted: { zh: '准予', en: 'granted' },
  denied: { zh: '不予许可', en: 'denied' },
  refused: { zh: '不予受理', en: 'not accepted' },
  withdrawn: { zh: '撤回', en: 'withdrawn' },
  terminated: { zh: '终止', en: 'terminated' },
}

/** The part whose failure ends the matter for the others, if there is one. */
export function failedPart(matter: Matter, seen: readonly PartSeen[]): MatterPart | undefined {
  const failed = (key: string) => seen.some((each) => each.key === key && each.ended && !each.granted)
  return matter.parts.find(({ key, onFailure }) => onFailure === 'withdraw-rest' && failed(key))
}
