import Type, { type Static } from 'typebox'

/** Channels that leave the house, as people choose them. */
export const Outside = Type.Enum(['sms', 'email', 'push', 'wechat'], {
  description: 'sms 短信; email 电子邮件; push 政务钉钉, for officials; wechat 公众号',
})
export type Outside = Static<typeof Outside>

/** A way a notice goes: over all chosen channels, over one, or on to the deputy or the head. */
export const Way = Type.Enum(['chosen', 'sms', 'email', 'push', 'wechat', 'deputy', 'head'])
export type Way = Static<typeof Way>

/** One channel of a person: whether they chose it, and where it reaches them. */
export const ChannelChoice = Type.Object(
  {
    channel: Outside,
    chosen: Type.Boolean(),
    address: Type.Optional(Type.String({ description: 'Masked; absent when none is known yet' })),
    unsubscribed: Type.Boolean({
      description: 'Its owner unsubscribed by the link in a message; choosing it again ends that',
    }),
    own: Type.Boolean({ description: 'Given by its owner here; otherwise the account itself proves it' }),
  },
  { title: 'ChannelChoice' },
)
export type ChannelChoice = Static<typeof ChannelChoice>

export const ContactInput = Type.Object(
  {
    channel: Type.Enum(['sms', 'email', 'push']),
    address: Type.String({
      minLength: 3,
      maxLength: 254,
      description: 'Number, e-mail address, or user id of the messenger',
    }),
  },
  { additionalProperties: false },
)
export type ContactInput = Static<typeof ContactInput>

export const ContactCode = Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }, { additionalProperties: false })

/** What was done for a notice, and what came of it. */
export const NoticeStep = Type.Object(
  {
    way: Way,
    outcome: Type.Enum(['sent', 'passed-on', 'nobody', 'no-address', 'unsubscribed', 'refused']),
    at: Type.String(),
    to: Type.Optional(Type.String({ description: 'Whom it was passed on to' })),
    message: Type.Optional(Type.String({ description: 'What became of the message: created, sending, delivered …' })),
    readAt: Type.Optional(Type.String()),
  },
  { title: 'NoticeStep' },
)
export type NoticeStep = Static<typeof NoticeStep>

/** A notice about a case as those who work on it see it: to whom, what was done to reach them, who read it when. */
export const CaseNotice = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    titleEn: Type.String(),
    to: Type.String(),
    urgent: Type.Boolean(),
    at: Type.String(),
    readAt: Type.Optional(Type.String()),
    readVia: Type.Optional(Type.String({ description: 'in-app, or the channel whose receipt says so' })),
    nextAt: Type.Optional(Type.String({ description: 'When it goes one way further if it stays unread' })),
    steps: Type.Array(NoticeStep),
  },
  { title: 'CaseNotice' },
)
export type CaseNotice = Static<typeof CaseNotice>
