import Type, { type Static } from 'typebox'

const Named = { node: Type.String(), name: Type.String(), nameEn: Type.String() }

/** One thing a case waits for: since when, and until when where that is known. */
export const Wait = Type.Object(
  {
    kind: Type.Enum(['task', 'message', 'signal', 'timer', 'condition', 'service', 'branch']),
    ...Named,
    since: Type.Optional(Type.String({ format: 'date-time' })),
    until: Type.Optional(Type.String({ format: 'date-time', description: 'When a timer fires' })),
    due: Type.Optional(Type.String({ description: 'The last day of a task' })),
    post: Type.Optional(Type.String({ description: 'Whose post a task is' })),
    message: Type.Optional(Type.String({ description: 'The name of the message or signal' })),
    senders: Type.Optional(Type.Array(Type.String(), { description: 'Who should send it, as the flow says' })),
    condition: Type.Optional(Type.String({ description: 'What must become true, in FEEL' })),
    failure: Type.Optional(Type.String({ description: 'Why a service could not answer' })),
    maySend: Type.Optional(Type.Boolean({ description: 'Whether the person asking may bring the message by hand' })),
  },
  { title: 'Wait' },
)
export type Wait = Static<typeof Wait>

const Mark = Type.Enum(['here', 'passed', 'ahead'])

/** Where a case stands in its flow: what it waits for, and the drawing with its places marked. */
export const Standing = Type.Object(
  {
    flow: Type.Object({ key: Type.String(), version: Type.Integer(), name: Type.String(), nameEn: Type.String() }),
    waits: Type.Array(Wait),
    diagram: Type.Object(
      {
        nodes: Type.Array(
          Type.Object({
            ...Named,
            kind: Type.String({ description: 'As in BPMN: userTask, exclusiveGateway' }),
            mark: Mark,
            x: Type.Number(),
            y: Type.Number(),
            width: Type.Number(),
            height: Type.Number(),
          }),
        ),
        flows: Type.Array(
          Type.Object({
            name: Type.String(),
            nameEn: Type.String(),
            points: Type.Array(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
          }),
        ),
      },
      { description: 'Empty when nobody drew the flow' },
    ),
  },
  { title: 'Standing' },
)
export type Standing = Static<typeof Standing>
