import Type, { type Static } from 'typebox'
import { MandateAct, mandateActs } from '../contract.ts'

const Id = Type.String({ format: 'uuid' })
const Instant = Type.String({ format: 'date-time' })

const Side = Type.Object({
  partyId: Id,
  name: Type.String(),
  kind: Type.Union([Type.Literal('natural'), Type.Literal('legal')]),
})

/** 授权委托 as both sides see it: who acts for whom, in what, until when, and how it was signed. */
export const MandateView = Type.Object(
  {
    id: Id,
    kind: Type.Union([Type.Literal('agent'), Type.Literal('parent'), Type.Literal('family')]),
    principal: Side,
    agent: Side,
    items: Type.Optional(
      Type.Array(Type.Object({ id: Id, name: Type.String() }), { description: 'Every matter when left out' }),
    ),
    acts: Type.Array(MandateAct),
    validFrom: Instant,
    validTo: Instant,
    reason: Type.String(),
    state: Type.Enum(['asked', 'in-force', 'declined', 'ended', 'over'], {
      description: '`asked` waits for the principal; `over` has come to its day',
    }),
    signed: Type.Optional(
      Type.Object({
        at: Instant,
        by: Type.String(),
        methods: Type.Array(Type.String(), { description: 'What was shown to sign, in the words of RFC 8176' }),
        digest: Type.String({ description: 'SM3 of the statement, hex; the same is a leaf of the ledger' }),
      }),
    ),
    ended: Type.Optional(Type.Object({ at: Instant, by: Type.String() })),
    may: Type.Array(Type.Union([Type.Literal('consent'), Type.Literal('end')])),
  },
  { title: 'Mandate' },
)
export type MandateView = Static<typeof MandateView>

const Person = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 50 }),
    idNumber: Type.String({ pattern: '^\\d{17}[\\dX]$', description: '居民身份证号码' }),
  },
  { additionalProperties: false },
)

const terms = {
  items: Type.Optional(
    Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true, description: 'Every matter when left out' }),
  ),
  acts: Type.Array(MandateAct, { minItems: 1, maxItems: mandateActs.length, uniqueItems: true }),
  validFrom: Type.Optional(Instant),
  validTo: Instant,
  reason: Type.String({ minLength: 2, maxLength: 500 }),
}

export const NewMandate = Type.Object(
  {
    partyId: Type.Optional(
      Type.String({ format: 'uuid', description: 'The firm I am the legal representative of; myself when left out' }),
    ),
    agent: Person,
    ...terms,
  },
  { additionalProperties: false },
)
export type NewMandate = Static<typeof NewMandate>

export const MandateRequest = Type.Object({ principal: Person, ...terms }, { additionalProperties: false })
export type MandateRequest = Static<typeof MandateRequest>

export const ChildRequest = Type.Object({ child: Person }, { additionalProperties: false })
export type ChildRequest = Static<typeof ChildRequest>

/** One thing done under a mandate. */
export const ActUnder = Type.Object(
  {
    at: Instant,
    name: Type.String(),
    nameEn: Type.String(),
    by: Type.String(),
    caseId: Id,
    caseNo: Type.String(),
    itemName: Type.String(),
  },
  { title: 'ActUnderMandate' },
)
export type ActUnder = Static<typeof ActUnder>
