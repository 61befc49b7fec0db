import Type, { type Static } from 'typebox'

const strict = { additionalProperties: false }
const Data = Type.Record(Type.String(), Type.Unknown())

/**
 * What happens after the applicant submitted, in order: a person does a task, a time runs out, another system answers a
 * call (with nothing, it does not answer). Names are ids of the flow.
 */
export const Act = Type.Union([
  Type.Object(
    {
      task: Type.String(),
      verb: Type.String(),
      reason: Type.Optional(Type.String()),
      /** What the person fills into the task's form. */
      data: Type.Optional(Data),
      /** Of several instances of the task: which, counted from nought. */
      instance: Type.Optional(Type.Integer({ minimum: 0 })),
    },
    strict,
  ),
  Type.Object({ timer: Type.String({ description: 'Id of the event' }) }, strict),
  Type.Object({ call: Type.String({ description: 'Id of the service task' }), result: Type.Optional(Data) }, strict),
  Type.Object(
    { message: Type.String({ description: 'Name of what the flow waits for' }), data: Type.Optional(Data) },
    strict,
  ),
  Type.Object(
    { signal: Type.String({ description: 'Name of a signal that is broadcast' }), data: Type.Optional(Data) },
    strict,
  ),
  Type.Object(
    {
      /** A procedure of the licensing law, such as `start-special`. It moves the clocks of a case, never its flow. */
      procedure: Type.String(),
      post: Type.String({ description: 'Whose act it is' }),
      with: Type.Optional(Data),
    },
    strict,
  ),
])
export type Act = Static<typeof Act>
