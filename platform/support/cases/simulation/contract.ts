import Type, { type Static } from 'typebox'
import { Verb } from '../contract.ts'

/** One thing that might happen to a case. */
const Event = Type.Object(
  {
    step: Type.Optional(Type.String({ maxLength: 200, description: 'The step whose task is done' })),
    verb: Type.Optional(Verb),
    data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    backTo: Type.Optional(Type.String({ maxLength: 200, description: 'The earlier step it is sent back to' })),
    timer: Type.Optional(Type.String({ maxLength: 200, description: 'The timer event that fires, at its time' })),
    message: Type.Optional(Type.String({ maxLength: 200 })),
  },
  {
    additionalProperties: false,
    description: 'A task done (`step`, `verb`), a timer that fires, or a message that comes',
  },
)

export const SimulationInput = Type.Object(
  {
    happens: Type.Array(Event, { maxItems: 100 }),
    results: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'What services are to answer, by their name' }),
    ),
    version: Type.Optional(Type.Integer({ minimum: 1, description: 'Under another version of the flow' })),
    nodes: Type.Optional(
      Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 200 }), {
        description: 'Old node to new node, with `version`',
      }),
    ),
  },
  { additionalProperties: false },
)
export type SimulationInput = Static<typeof SimulationInput>

/** What would come of each event: nothing of it is written, sent or issued. */
export const Simulated = Type.Object(
  {
    after: Type.Array(
      Type.Object({
        waits: Type.Array(Type.Object({ step: Type.String(), name: Type.String(), post: Type.String() })),
        status: Type.String(),
        outcome: Type.Optional(Type.String()),
        rules: Type.Array(Type.Object({ rule: Type.String(), outcome: Type.String() })),
        services: Type.Array(Type.Object({ service: Type.String(), inputs: Type.Unknown() }), {
          description: 'What would be called, and was not',
        }),
        timers: Type.Array(Type.Object({ step: Type.String(), at: Type.String() })),
      }),
      { description: 'First as it stands now, then after each event' },
    ),
    refused: Type.Optional(
      Type.Object({ event: Type.Integer(), code: Type.String() }, { description: 'The event that could not happen' }),
    ),
    hindrances: Type.Optional(
      Type.Array(Type.Object({ node: Type.String(), name: Type.String(), why: Type.String() }), {
        description: 'Why the case could not change over to `version`',
      }),
    ),
  },
  { title: 'Simulated' },
)
export type Simulated = Static<typeof Simulated>
