import Type, { type Static } from 'typebox'

/** A message to a person inside the platform; pages put it into words by `kind` and `params`. */
export const Notice = Type.Object({
  id: Type.String(),
  kind: Type.String({ description: 'case.submit, case.accept, case.request-correction, case.approve …' }),
  title: Type.String(),
  titleEn: Type.String(),
  body: Type.String(),
  bodyEn: Type.String(),
  caseId: Type.Optional(Type.String()),
  at: Type.String(),
  read: Type.Boolean(),
  readAt: Type.Optional(Type.String()),
  urgent: Type.Boolean({ description: 'Unread, it goes on over other channels, and then to the deputy and the head' }),
})
export type Notice = Static<typeof Notice>

export const problems = {
  'notices.missing': { zh: '没有这条消息。', en: 'There is no such notice.' },
  'notices.no-address': {
    zh: '还不知道这个渠道怎样找到您，请先填写并验证。',
    en: 'We do not know yet how to reach you this way; give and confirm an address first.',
  },
  'notices.not-for-you': { zh: '这个渠道只给工作人员用。', en: 'This channel is for officials.' },
  'notices.code-too-soon': { zh: '验证码一分钟只能发一次。', en: 'A code can be sent once a minute.' },
  'notices.wrong-code': {
    zh: '验证码不对，或者已经过期；错五次要重新发。',
    en: 'The code is wrong or too old; after five tries ask for another.',
  },
}

export * from './outward/contract.ts'
export * from './subscriptions/contract.ts'
