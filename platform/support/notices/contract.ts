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
})
export type Notice = Static<typeof Notice>

export const problems = {
  'notices.missing': { zh: '没有这条消息。', en: 'There is no such notice.' },
}

export * from './subscriptions/contract.ts'
