import Type, { type Static, type TProperties } from 'typebox'

/** The building blocks of an item's schema. Short text for names and labels; no control characters, so nothing hides in a list or breaks a line of a log. */
export const Line = (maxLength = 300) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f]*$' })
export const Text = (maxLength = 20_000) => Type.String({ minLength: 1, maxLength })
export const Key = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,79}$' })
export const IsoDate = Type.String({ format: 'date' })
export const Url = Type.String({ pattern: '^https?://[^\\s<>"]+$', maxLength: 1000 })
export const part = <P extends TProperties>(properties: P, named: { title?: string } = {}) =>
  Type.Object(properties, { additionalProperties: false, ...named })
export const listOf = <S extends Parameters<typeof Type.Array>[0]>(schema: S, maxItems: number) =>
  Type.Array(schema, { maxItems, default: [] })

/**
 * How long something may take. `working` days follow the working calendar of the office, `calendar` days do not, `instant`
 * is decided while the person waits (days 0). `text` is the wording of the source when it says more than the number.
 */
export const Limit = part({
  unit: Type.Enum(['instant', 'working', 'calendar']),
  days: Type.Integer({ minimum: 0, maximum: 3660 }),
  text: Type.Optional(Line()),
})
export type Limit = Static<typeof Limit>

/** A law or document an item rests on. `rank` decides what it may support: fees of licences need a law (许可法第58条). */
export const Basis = part({
  law: Line(500),
  article: Type.Optional(Line()),
  text: Type.Optional(Text(4000)),
  rank: Type.Optional(
    Type.Enum(['law', 'administrative-regulation', 'local-regulation', 'rule', 'normative-document']),
  ),
  url: Type.Optional(Url),
})
export type Basis = Static<typeof Basis>
