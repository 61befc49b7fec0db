import Type, { type Static } from 'typebox'
import { Material } from './material-asked.ts'
import { Basis, Key, Limit, Line, listOf, part, Text } from './schema.ts'

/**
 * 变更 and 补发: what its holder may have altered on the licence of this item, or have issued again when it is lost. The form of the
 * item is carried over, only some of it is asked; the licence that comes out takes the place of the old one under its number.
 */
export const ChangeTerms = part(
  {
    key: Key,
    kind: Type.Enum(['change', 'reissue']),
    name: Line(50),
    nameEn: Type.Optional(Line(100)),
    /** When to ask for it, and within how long, in words. */
    help: Type.Optional(Text(500)),
    helpEn: Type.Optional(Text(500)),
    /** Fields of the form that are asked again; every other answer stays as it was. */
    asks: listOf(Line(80), 50),
    /** Keys of the materials of the item that must be handed in again. */
    materials: listOf(Key, 50),
    /** Materials that only this asks for. */
    added: listOf(Material, 20),
    limits: Type.Optional(part({ legal: Type.Optional(Limit), promised: Type.Optional(Limit) })),
    /** Elements of the licence that it may alter: FEEL over `answers`, `elements`, `lastDay` and `today`. */
    elements: Type.Optional(Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]{0,49}$' }), Line(1000))),
    /** The last day of the licence that comes out, FEEL; that of the old one when left out. */
    lastDay: Type.Optional(Line(500)),
    flow: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,79}$', default: 'licence-change' }),
    basis: Basis,
  },
  { title: 'ItemChange' },
)
export type ChangeTerms = Static<typeof ChangeTerms>
