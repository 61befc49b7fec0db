import Type, { type Static } from 'typebox'

/** What one may hear of: how a case moves, days that are near, papers delivered, promises checked, disputes answered. */
export const Topic = Type.Enum(['status', 'clock', 'document', 'promise', 'dispute'])
export type Topic = Static<typeof Topic>
export const topics: readonly Topic[] = ['status', 'clock', 'document', 'promise', 'dispute']

export const Mode = Type.Enum(['now', 'digest', 'off'], {
  description: 'now: at once; digest: all of a day together, the next morning at eight; off: not at all',
})
export type Mode = Static<typeof Mode>

export const Subscriptions = Type.Object(
  {
    caseId: Type.Optional(Type.String()),
    channels: Type.Array(Type.Enum(['in-app']), { description: 'Ways in which these reach me now' }),
    items: Type.Array(
      Type.Object({
        topic: Topic,
        mode: Mode,
        from: Type.Enum(['default', 'account', 'case'], { description: 'Where the choice was made' }),
      }),
    ),
    always: Type.Array(Type.String(), { description: 'What the law has us tell at once, whatever is chosen' }),
  },
  { title: 'Subscriptions' },
)
export type Subscriptions = Static<typeof Subscriptions>

export const SubscriptionInput = Type.Object(
  {
    caseId: Type.Optional(
      Type.String({ format: 'uuid', description: 'For this case alone; for all of mine if absent' }),
    ),
    topic: Topic,
    mode: Type.Union([Mode, Type.Null()], { description: 'null forgets the choice' }),
  },
  { additionalProperties: false },
)
export type SubscriptionInput = Static<typeof SubscriptionInput>
