import Type, { type Static } from 'typebox'
import { ChannelChoice } from '../outward/contract.ts'

/**
 * What one may hear of. Applicants: how a case moves, days that are near, papers delivered, promises checked, disputes
 * answered. Officials: tasks given to them, tasks that are due.
 */
export const Topic = Type.Enum(['status', 'clock', 'document', 'promise', 'dispute', 'task'])
export type Topic = Static<typeof Topic>
export const applicantTopics: readonly Topic[] = ['status', 'clock', 'document', 'promise', 'dispute']
export const officialTopics: readonly Topic[] = ['task', 'clock']

export const Mode = Type.Enum(['now', 'digest', 'off'], {
  description: 'now: at once; digest: all of a day together, the next morning at eight; off: not at all',
})
export type Mode = Static<typeof Mode>

export const Subscriptions = Type.Object(
  {
    caseId: Type.Optional(Type.String()),
    channels: Type.Array(ChannelChoice, { description: 'Ways in which these reach me beside the platform itself' }),
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
