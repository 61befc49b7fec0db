import Type, { type Static } from 'typebox'
import { Key, Line, part } from './schema.ts'

const ByName = (what: string) => Type.Optional(Type.Record(Type.String(), Line(1000), { description: what }))

/** One part of a joint matter: another item, applied for with what the form of the whole asks. */
export const PartTerms = part(
  {
    key: Key,
    name: Line(),
    nameEn: Type.Optional(Line()),
    /** Key of the item, of this pack or of one that it requires. */
    item: Key,
    /** When it is part of the matter: FEEL over the answers and `situations` of the whole; always when left out. */
    when: Type.Optional(Line(1000)),
    situations: ByName('Options of the questions of the part: FEEL'),
    answers: ByName('Fields of the part: FEEL over the answers and `situations` of the whole'),
    /** Materials of the part by its own key, and which material of the whole is handed in or confirmed for it. */
    materials: Type.Optional(Type.Record(Type.String(), Key)),
    onFailure: Type.Enum(['go-on', 'withdraw-rest'], { default: 'go-on' }),
  },
  { title: 'ItemPart' },
)
export type PartTerms = Static<typeof PartTerms>

/** 一件事 (国办发〔2022〕32号; 国发〔2024〕3号): several items in one form, each with its own office and clocks, and one result. */
export const MatterTerms = part(
  {
    parts: Type.Array(PartTerms, { minItems: 1, maxItems: 20 }),
    /** When the whole is over: FEEL over `parts`, each with key, status, outcome, ended, granted. */
    complete: Type.String({ default: 'every part in parts satisfies part.ended', maxLength: 1000 }),
    granted: Type.String({ default: 'every part in parts satisfies part.granted', maxLength: 1000 }),
  },
  { title: 'ItemMatter' },
)
export type MatterTerms = Static<typeof MatterTerms>
