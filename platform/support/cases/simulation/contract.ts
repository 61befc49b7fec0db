import Type, { type Static } from 'typebox'
import { ClockView, Verb } from '../contract.ts'
import { Standing } from '../standing/contract.ts'

const Name = Type.String({ maxLength: 200 })
const Values = Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())

/** One thing that might happen to a case. */
const Happening = Type.Object(
  {
    on: Type.Optional(
      Type.String({ format: 'date', description: 'The day it happens on; the day of what happened before, if later' }),
    ),
    step: Type.Optional(Type.String({ maxLength: 200, description: 'The step whose task is done' })),
    verb: Type.Optional(Verb),
    data: Type.Optional(Values),
    backTo: Type.Optional(Type.String({ maxLength: 200, description: 'The earlier step it is sent back to' })),
    timer: Type.Optional(Type.String({ maxLength: 200, description: 'The timer event that fires, at its time' })),
    message: Type.Optional(Type.String({ maxLength: 200, description: 'A message that comes, with `data`' })),
    signal: Type.Optional(Type.String({ maxLength: 200, description: 'A signal that is sent, with `data`' })),
    call: Type.Optional(Type.String({ maxLength: 200, description: 'The service outside that answers with `data`' })),
    fails: Type.Optional(Type.Boolean({ description: 'With `call`: it does not answer' })),
    ends: Type.Optional(Type.Enum(['cancel', 'terminate'], { description: '撤回 or 终止' })),
  },
  {
    additionalProperties: false,
    description: 'A task done (`step`, `verb`), a timer that fires, a message, a signal, an answer, or the end',
  },
)
export type Happening = Static<typeof Happening>

const Events = {
  happens: Type.Array(Happening, { maxItems: 100 }),
  results: Type.Optional(
    Type.Record(Name, Type.Unknown(), { description: 'What services are to answer, by their name' }),
  ),
}

export const SimulationInput = Type.Object(
  {
    ...Events,
    version: Type.Optional(Type.Integer({ minimum: 1, description: 'Under another version of the flow' })),
    nodes: Type.Optional(Type.Record(Name, Name, { description: 'Old node to new node, with `version`' })),
  },
  { additionalProperties: false },
)
export type SimulationInput = Static<typeof SimulationInput>

const Limit = Type.Object(
  {
    unit: Type.Enum(['instant', 'working', 'calendar']),
    days: Type.Integer({ minimum: 0, maximum: 3660 }),
    text: Type.Optional(Type.String({ maxLength: 300 })),
  },
  { additionalProperties: false },
)

/** A case that nobody has: what it would be opened with. */
export const FlowSimulationInput = Type.Object(
  {
    ...Events,
    begins: Type.Optional(Type.String({ format: 'date', description: 'The day it is submitted; today if left out' })),
    answers: Type.Optional(Values),
    facts: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { description: 'By field' })),
    situations: Type.Optional(Type.Record(Type.String({ maxLength: 80 }), Type.String({ maxLength: 80 }))),
    materials: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 200, description: 'Handed in' })),
    promised: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 20 })),
    variables: Type.Optional(
      Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { description: 'Whatever else the flow reads' }),
    ),
    item: Type.Optional(
      Type.Object(
        {
          name: Name,
          departmentId: Type.Optional(Type.String({ maxLength: 100 })),
          promise: Type.Optional(Limit),
          legal: Type.Optional(Limit),
        },
        { additionalProperties: false, description: 'What of the item the clocks and tasks need' },
      ),
    ),
  },
  { additionalProperties: false },
)
export type FlowSimulationInput = Static<typeof FlowSimulationInput>

const Named = { step: Type.String(), name: Type.String(), nameEn: Type.String() }

/** How the case would stand after an event. */
const Look = Type.Object({
  at: Type.String({ format: 'date-time', description: 'When' }),
  here: Type.Array(Type.String(), { description: 'The places of the flow where it stands' }),
  waits: Type.Array(
    Type.Object({
      ...Named,
      post: Type.String(),
      verbs: Type.Array(Type.String()),
      form: Type.Optional(Type.String()),
      due: Type.Optional(Type.String()),
    }),
  ),
  awaits: Type.Array(Type.Object({ ...Named, on: Type.Enum(['message', 'signal']), message: Type.String() })),
  calls: Type.Array(Type.Object(Named), { description: 'Services outside that have yet to answer' }),
  status: Type.String(),
  outcome: Type.Optional(Type.String()),
  clocks: Type.Array(ClockView),
  rules: Type.Array(
    Type.Object({ rule: Type.String(), outcome: Type.String(), outputs: Type.Optional(Type.Unknown()) }),
  ),
  services: Type.Array(Type.Object({ service: Type.String(), inputs: Type.Unknown() }), {
    description: 'What would be called, and was not',
  }),
  sends: Type.Array(Type.Object({ on: Type.String(), name: Type.String() }), {
    description: 'Messages and signals that would go to others',
  }),
  timers: Type.Array(Type.Object({ ...Named, at: Type.String() })),
})
export type Look = Static<typeof Look>

/** What would come of each event: nothing of it is written, sent or issued. */
export const Simulated = Type.Object(
  {
    flow: Type.Object({ key: Type.String(), version: Type.Integer(), name: Type.String(), nameEn: Type.String() }),
    diagram: Standing.properties.diagram,
    after: Type.Array(Look, { description: 'First as it stands now, then after each event' }),
    refused: Type.Optional(
      Type.Object(
        { event: Type.Integer(), code: Type.String(), detail: Type.String() },
        { description: 'The event that could not happen' },
      ),
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
