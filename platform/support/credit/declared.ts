import Type, { type Static } from 'typebox'

const Key = Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' })
const Name = Type.String({ minLength: 2, maxLength: 80 })
const Basis = Type.String({ minLength: 4, maxLength: 400, description: 'The article it rests on' })
const head = { key: Key, version: Type.Integer({ minimum: 1 }), name: Name, nameEn: Name }
const closed = { additionalProperties: false }

/** `credit-facts/<key>.yaml`: a kind of fact that counts for the credit of a party. */
export const FactKind = Type.Object(
  {
    ...head,
    effect: Type.Enum(['negative', 'positive', 'neutral']),
    public: Type.Boolean({ description: 'Whether everybody may read it, where it is about a firm or body' }),
    publicity: Type.Optional(Type.Enum(['permit', 'penalty'], { description: 'The table of 双公示 it belongs to' })),
    lastsMonths: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 240, description: 'How long it is shown and counts' }),
    ),
    repairableAfterMonths: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 240,
        description: 'The shortest time it is shown; absent where repair is not for it',
      }),
    ),
    basis: Basis,
    elements: Type.Array(
      Type.Object(
        {
          key: Type.String({ pattern: '^[a-zA-Z][a-zA-Z0-9]{0,40}$' }),
          name: Name,
          nameEn: Name,
          required: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
      { maxItems: 40 },
    ),
  },
  closed,
)
export type FactKind = Static<typeof FactKind>

export const Measure = Type.Object(
  {
    key: Key,
    name: Name,
    nameEn: Name,
    basis: Basis,
    businesses: Type.Array(Key, { minItems: 1, maxItems: 40, description: 'In which businesses it applies' }),
    reportDays: Type.Integer({ minimum: 1, maximum: 60, description: 'Working days in which the caller reports back' }),
  },
  closed,
)
export type Measure = Static<typeof Measure>

/** `credit-lists/<key>.yaml`: a red or black list with its measures (联合奖惩). */
export const CreditList = Type.Object(
  {
    ...head,
    colour: Type.Enum(['red', 'black']),
    basis: Basis,
    public: Type.Boolean(),
    termMonths: Type.Integer({ minimum: 1, maximum: 240 }),
    repairableAfterMonths: Type.Optional(Type.Integer({ minimum: 0, maximum: 240 })),
    measures: Type.Array(Measure, { minItems: 1, maxItems: 40 }),
  },
  closed,
)
export type CreditList = Static<typeof CreditList>

/** `credit-businesses/<key>.yaml`: what others ask about credit for. */
export const Business = Type.Object(
  { ...head, facts: Type.Array(Key, { maxItems: 40, description: 'Kinds of facts that matter in it' }) },
  closed,
)
export type Business = Static<typeof Business>

export const grades = ['A', 'B', 'C', 'D'] as const
export const Grade = Type.Enum([...grades])
export type Grade = Static<typeof Grade>

const Feel = Type.String({ minLength: 1, maxLength: 2000 })

/** `credit-models/<key>.yaml`: how facts and lists become points and a grade. FEEL over `facts`, `lists`, `entity`, `today`. */
export const ScoreModel = Type.Object(
  {
    ...head,
    appliesTo: Type.Enum(['legal', 'natural']),
    base: Type.Integer({ minimum: 0, maximum: 10_000 }),
    factors: Type.Array(Type.Object({ key: Key, name: Name, nameEn: Name, points: Feel, basis: Basis }, closed), {
      minItems: 1,
      maxItems: 60,
    }),
    ceiling: Type.Optional(
      Type.String({ minLength: 1, maxLength: 2000, description: 'FEEL: the best grade that is left, or null' }),
    ),
    grades: Type.Array(Type.Object({ grade: Grade, from: Type.Integer() }, closed), { minItems: 2, maxItems: 4 }),
    benefits: Type.Optional(
      Type.Array(Type.Object({ key: Key, name: Name, nameEn: Name, grades: Type.Array(Grade), basis: Basis }, closed), {
        maxItems: 40,
      }),
    ),
  },
  closed,
)
export type ScoreModel = Static<typeof ScoreModel>

/** `credit-stories/<key>.yaml`: a typical case for the public page (典型案例). */
export const Story = Type.Object(
  {
    ...head,
    on: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    text: Type.String({ minLength: 10, maxLength: 4000 }),
    textEn: Type.String({ minLength: 10, maxLength: 4000 }),
  },
  closed,
)
export type Story = Static<typeof Story>
