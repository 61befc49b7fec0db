import Type, { type Static } from 'typebox'

const Key = Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' })
const Name = Type.String({ minLength: 2, maxLength: 100 })
const Feel = Type.String({ minLength: 1, maxLength: 1000 })
const closed = { additionalProperties: false }
const SourceName = Type.String({ pattern: '^[a-z][a-zA-Z0-9]{0,40}$', description: 'As the rules call it' })

/** Where a fact comes from: credentials of a type, records of a register, or credit as it counts in a business. */
export const Source = Type.Union([
  Type.Object(
    { credential: Key, fields: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20 })) },
    closed,
  ),
  Type.Object(
    {
      register: Key,
      by: Type.String({ maxLength: 40, description: 'The field that holds the number of the person or firm' }),
      fields: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 20 }),
    },
    closed,
  ),
  Type.Object({ credit: Key }, closed),
])
export type Source = Static<typeof Source>

/**
 * What must be so. `met` is FEEL over the named sources and `today`: true, false, or null when it cannot be told. What is not
 * met makes the answer no; when it is not `decisive`, only part of it.
 */
export const Requirement = Type.Object(
  {
    key: Key,
    name: Name,
    nameEn: Name,
    from: Type.Array(SourceName, { minItems: 1, maxItems: 6, uniqueItems: true }),
    met: Feel,
    decisive: Type.Optional(Type.Boolean()),
    reason: Type.String({ minLength: 2, maxLength: 300, description: 'What to say when it is not met' }),
    reasonEn: Type.String({ minLength: 2, maxLength: 300 }),
    basis: Type.String({ minLength: 4, maxLength: 300, description: 'The article it rests on' }),
  },
  closed,
)
export type Requirement = Static<typeof Requirement>

const Example = Type.Object(
  {
    name: Name,
    today: Type.String({ format: 'date' }),
    given: Type.Record(SourceName, Type.Unknown(), { description: 'What each source says; null: it does not answer' }),
    answer: Type.Enum(['yes', 'no', 'partly']),
    open: Type.Optional(Type.Array(Key, { description: 'Requirements that are not met, or cannot be told' })),
  },
  closed,
)

/** `qualifications/<key>.yaml`: a named check. "May this person or firm do X?" */
export const DeclaredCheck = Type.Object(
  {
    key: Key,
    version: Type.Integer({ minimum: 1 }),
    validFrom: Type.Optional(Type.String({ format: 'date' })),
    name: Name,
    nameEn: Name,
    question: Type.String({ minLength: 4, maxLength: 200 }),
    questionEn: Type.String({ minLength: 4, maxLength: 200 }),
    appliesTo: Type.Enum(['legal', 'natural']),
    /** 个人信息保护法第13条: the person agreed, or a duty that law gives needs no consent. */
    ground: Type.Enum(['consent', 'duty']),
    basis: Type.String({ minLength: 4, maxLength: 400 }),
    sources: Type.Record(SourceName, Source),
    requirements: Type.Array(Requirement, { minItems: 1, maxItems: 30 }),
    examples: Type.Array(Example, { minItems: 2, maxItems: 30 }),
  },
  closed,
)
export type DeclaredCheck = Static<typeof DeclaredCheck>
