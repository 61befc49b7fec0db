import { type Static, Type } from 'typebox'

// Pages judge conditions of forms by the same FEEL as the server.
export { compileFeel } from './feel/on-json.ts'

const Named = { name: Type.String(), value: Type.Unknown() }

/** One rule that fired: the row, why it is there, what let it fire and what it gave. */
export const FiredRuleTrace = Type.Object({
  decision: Type.String({ description: 'name of the decision whose table it stands in' }),
  ruleId: Type.String(),
  index: Type.Integer({ minimum: 1, description: 'row in the table, counted from 1' }),
  description: Type.String(),
  basis: Type.Optional(
    Type.String({ description: 'the legal basis, from the annotation column 法律依据, 依据 or basis' }),
  ),
  reason: Type.Optional(
    Type.String({ description: 'the reason in plain words, from the annotation column 说明 or reason' }),
  ),
  annotations: Type.Array(Type.Object({ name: Type.String(), text: Type.String() })),
  inputs: Type.Array(
    Type.Object({ expression: Type.String(), test: Type.String({ description: 'the cell' }), value: Type.Unknown() }),
  ),
  outputs: Type.Record(Type.String(), Type.Unknown(), {
    description: 'by output column; a nameless one by the decision',
  }),
})
export type FiredRuleTrace = Static<typeof FiredRuleTrace>

/** Something that made a value null, in words. */
export const RuleDiagnostic = Type.Object({ code: Type.String(), message: Type.String() })
export type RuleDiagnostic = Static<typeof RuleDiagnostic>

/** The whole account of one automatic decision: enough to show it to a person and to replay it. */
export const DecisionTrace = Type.Object({
  decision: Type.String({ description: 'name of the decision or decision service that was asked' }),
  model: Type.String(),
  modelKey: Type.Optional(Type.String()),
  modelVersion: Type.Optional(Type.String()),
  ruleVersion: Type.Optional(Type.String()),
  asOf: Type.Optional(Type.String({ format: 'date-time', description: 'the instant now() and today() meant' })),
  inputs: Type.Array(Type.Object({ ...Named, source: Type.Optional(Type.String()) })),
  decisions: Type.Array(Type.Object(Named), { description: 'each decision evaluated, in order' }),
  fired: Type.Array(FiredRuleTrace),
  outputs: Type.Record(Type.String(), Type.Unknown(), { description: 'by name of the decision' }),
  diagnostics: Type.Array(RuleDiagnostic),
  exhausted: Type.Boolean({ description: 'the budget stopped it: nothing was decided' }),
})
export type DecisionTrace = Static<typeof DecisionTrace>
