import Type, { type Static } from 'typebox'

const Name = Type.String({ minLength: 1, maxLength: 200, description: 'As the flow names it' })
const Data = Type.Optional(
  Type.Record(Type.String(), Type.Unknown(), {
    description: 'What it brings; expressions of the flow find it under the id of the event that caught it',
  }),
)

export const MessageInput = Type.Object(
  {
    name: Name,
    data: Data,
    reason: Type.Optional(
      Type.String({
        minLength: 2,
        maxLength: 500,
        description: 'What is said with it, shown in the history of the case; why, where it is brought by hand',
      }),
    ),
  },
  { additionalProperties: false },
)
export type MessageInput = Static<typeof MessageInput>

export const KeyedMessageInput = Type.Object(
  {
    name: Name,
    key: Type.String({ minLength: 1, maxLength: 200, description: 'What the flow asked to be addressed by (zt:key)' }),
    data: Data,
  },
  { additionalProperties: false },
)
export type KeyedMessageInput = Static<typeof KeyedMessageInput>

export const BroadcastInput = Type.Object({ name: Name, data: Data }, { additionalProperties: false })
export type BroadcastInput = Static<typeof BroadcastInput>

/** A message or signal that a case waits for. */
export const AwaitedView = Type.Object({
  kind: Type.Enum(['message', 'signal']),
  name: Type.String(),
  node: Type.String(),
  nodeName: Type.String({ description: 'What the flow calls the event' }),
  nodeNameEn: Type.String(),
  since: Type.String({ format: 'date-time' }),
  maySend: Type.Boolean({ description: 'Whether the person asking may send it' }),
  needsReason: Type.Boolean({ description: 'Whether they may only in place of another, and say why' }),
})
export type AwaitedView = Static<typeof AwaitedView>

/** A flow sent a message or a signal. What it carries is sealed: only the platform reads it. */
export const CaseAnnounced = Type.Object({
  caseId: Type.String(),
  kind: Type.Enum(['message', 'signal']),
  name: Type.String(),
  node: Type.String(),
  key: Type.Optional(Type.String({ description: 'Keyed digest, hex, of what a message is addressed to' })),
  sealed: Type.String({ description: 'The data, encrypted, base64' }),
})
export type CaseAnnounced = Static<typeof CaseAnnounced>
