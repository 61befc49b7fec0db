import Type, { type Static } from 'typebox'

/** A flow and the versions of it that are installed, ascending. */
export const FlowVersions = Type.Object(
  { key: Type.String(), name: Type.String(), nameEn: Type.String(), versions: Type.Array(Type.Integer()) },
  { title: 'FlowVersions' },
)
export type FlowVersions = Static<typeof FlowVersions>

/** A place of a flow where a case can wait; cases move only between places of one kind. */
export const FlowPlace = Type.Object(
  { node: Type.String(), name: Type.String(), nameEn: Type.String(), kind: Type.String() },
  { title: 'FlowPlace' },
)
export type FlowPlace = Static<typeof FlowPlace>

/** Which cases are to change over to another version of their flow, and where their places go. */
const Mapping = {
  from: Type.Integer({ minimum: 1, description: 'The version they run under' }),
  to: Type.Integer({ minimum: 1 }),
  nodes: Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 200 }), {
    description: 'Old node to new node; what is not named goes to the node of the same id',
  }),
}

export const ChangeOverPreview = Type.Object(Mapping, { additionalProperties: false })
export type ChangeOverPreview = Static<typeof ChangeOverPreview>

export const ChangeOverInput = Type.Object(
  {
    ...Mapping,
    basis: Type.String({ minLength: 2, maxLength: 500, description: 'The article of law or rule it rests on' }),
    reason: Type.String({ minLength: 2, maxLength: 2000 }),
    caseIds: Type.Optional(
      Type.Array(Type.String({ format: 'uuid' }), {
        maxItems: 10_000,
        description: 'Only these; all that can, without it',
      }),
    ),
  },
  { additionalProperties: false },
)
export type ChangeOverInput = Static<typeof ChangeOverInput>

const Move = Type.Object({ from: Type.String(), fromName: Type.String(), to: Type.String(), toName: Type.String() })

/** One running case: where its places go, or what hinders it. It names no person. */
export const PlannedCase = Type.Object(
  {
    caseId: Type.String(),
    no: Type.String(),
    moves: Type.Array(Move),
    hindrances: Type.Array(
      Type.Object({
        node: Type.String(),
        name: Type.String(),
        why: Type.Enum(['gone', 'other-kind', 'other-place', 'asks-a-service', 'undoing']),
      }),
    ),
  },
  { title: 'PlannedCase' },
)
export type PlannedCase = Static<typeof PlannedCase>

export const ChangeOverPlan = Type.Object(
  {
    movable: Type.Integer(),
    hindered: Type.Integer(),
    cases: Type.Array(PlannedCase, { description: 'The hindered first; at most 500' }),
  },
  { title: 'ChangeOverPlan' },
)
export type ChangeOverPlan = Static<typeof ChangeOverPlan>

export const ChangedOver = Type.Object({ moved: Type.Integer(), stayed: Type.Integer() }, { title: 'ChangedOver' })
export type ChangedOver = Static<typeof ChangedOver>
