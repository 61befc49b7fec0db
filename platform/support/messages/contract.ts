import Type, { type Static } from 'typebox'

/** Ways to reach a person outside the platform. */
export const Channel = Type.Union(
  [Type.Literal('sms'), Type.Literal('email'), Type.Literal('push'), Type.Literal('wechat')],
  { description: 'sms: 短信; email: 电子邮件; push: the officials’ messenger (政务钉钉); wechat: 公众号' },
)
export type Channel = Static<typeof Channel>
export const channels: readonly Channel[] = ['sms', 'email', 'push', 'wechat']

export const MessageStatus = Type.Union(
  [
    Type.Literal('created'),
    Type.Literal('sending'),
    Type.Literal('sent'),
    Type.Literal('delivered'),
    Type.Literal('permanent-failure'),
    Type.Literal('temporary-failure'),
    Type.Literal('technical-failure'),
  ],
  {
    description:
      'created: waits to be sent; sending: the provider has it; sent: it was taken by a channel that gives no receipts; ' +
      'delivered: the receipt says so; permanent-failure: the address does not take it; temporary-failure: not reached in ' +
      'three days; technical-failure: no provider could be used',
  },
)
export type MessageStatus = Static<typeof MessageStatus>

const Words = Type.Object(
  {
    subject: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    body: Type.String({ minLength: 1, maxLength: 5000 }),
  },
  { additionalProperties: false },
)
/** The words in each language; Chinese always, others where somebody wrote them. `((name))` is filled in when it is sent. */
export const TemplateTexts = Type.Object({ zh: Words, en: Type.Optional(Words) }, { additionalProperties: false })
export type TemplateTexts = Static<typeof TemplateTexts>
export type Language = keyof TemplateTexts

export const Template = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  senderId: Type.String(),
  name: Type.String(),
  channel: Channel,
  texts: TemplateTexts,
  blanks: Type.Array(Type.String(), { description: 'What must be given to fill it in' }),
  archived: Type.Boolean(),
  createdAt: Type.String(),
  createdBy: Type.String(),
})
export type Template = Static<typeof Template>

export const TemplateDraft = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 100 }), channel: Channel, texts: TemplateTexts },
  { additionalProperties: false },
)
export type TemplateDraft = Static<typeof TemplateDraft>

export const Sender = Type.Object({
  id: Type.String(),
  name: Type.String(),
  departmentId: Type.Optional(Type.String()),
  stopped: Type.Boolean(),
  createdAt: Type.String(),
})
export type Sender = Static<typeof Sender>

export const SenderKey = Type.Object({
  id: Type.String(),
  name: Type.String(),
  createdAt: Type.String(),
  revokedAt: Type.Optional(Type.String()),
})
export type SenderKey = Static<typeof SenderKey>

/** A message as its sender sees it; the address is masked for people, whole for the sender's own program. */
export const Message = Type.Object({
  id: Type.String(),
  templateId: Type.String(),
  templateVersion: Type.Integer(),
  templateName: Type.String(),
  channel: Channel,
  to: Type.Optional(Type.String({ description: 'Masked; absent once it was destroyed' })),
  reference: Type.Optional(Type.String()),
  urgent: Type.Boolean(),
  status: MessageStatus,
  reason: Type.Optional(Type.String({ description: 'The provider’s own code for a failure' })),
  provider: Type.Optional(Type.String()),
  simulated: Type.Boolean({ description: 'It went to a simulator, not to a person' }),
  attempts: Type.Integer(),
  createdAt: Type.String(),
  sentAt: Type.Optional(Type.String()),
  doneAt: Type.Optional(Type.String()),
  readAt: Type.Optional(Type.String()),
})
export type Message = Static<typeof Message>

export const ProviderState = Type.Object({
  key: Type.String(),
  name: Type.String(),
  channel: Channel,
  simulated: Type.Boolean(),
  lastDay: Type.Object({
    taken: Type.Integer(),
    delivered: Type.Integer(),
    failed: Type.Integer(),
    waiting: Type.Integer({ description: 'Taken, and no receipt yet' }),
  }),
})
export type ProviderState = Static<typeof ProviderState>

export const problems = {
  'messages.missing': { zh: '没有这条消息。', en: 'There is no such message.' },
  'messages.template-missing': { zh: '没有这个模板。', en: 'There is no such template.' },
  'messages.sender-missing': { zh: '没有这个发送方。', en: 'There is no such sender.' },
  'messages.key-missing': { zh: '没有这把密钥。', en: 'There is no such key.' },
  'messages.not-manager': {
    zh: '只有系统管理员可以管理消息发送。',
    en: 'Only administrators may manage the sending of messages.',
  },
  'messages.bad-template': {
    zh: '模板写得不对，请看标出的地方。',
    en: 'The template is not right; see the marked places.',
  },
  'messages.blank-left': { zh: '模板里有空没有填。', en: 'A blank of the template is not filled in.' },
  'messages.wrong-channel': { zh: '这个模板不是这种渠道的。', en: 'The template is for another channel.' },
  'messages.bad-address': { zh: '地址写得不对。', en: 'The address is not right.' },
  'messages.unsubscribed': {
    zh: '收件人已退订这个发送方的消息。',
    en: 'The recipient has unsubscribed from this sender.',
  },
  'messages.too-long': { zh: '填好以后太长，发不出去。', en: 'Filled in, it is too long to be sent.' },
  'messages.not-the-provider': {
    zh: '这次调用不是通道服务商签的。',
    en: 'This call is not signed by the provider.',
  },
  'messages.bad-link': { zh: '退订链接不对或者已经失效。', en: 'The link to unsubscribe is wrong or has expired.' },
}
