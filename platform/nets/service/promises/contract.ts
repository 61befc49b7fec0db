import Type, { type Static } from 'typebox'

/** `signed` until the case is decided, then `to-check`; `rectifying` 限期整改, `kept` 属实, `false` 不实, `annulled` 已撤销; `void` when nothing was granted. */
export const PromiseState = Type.Enum(['signed', 'to-check', 'rectifying', 'kept', 'false', 'annulled', 'void'])
export type PromiseState = Static<typeof PromiseState>

/** confirm 核查属实, rectify 责令整改, find-false 核查不实, state 陈述申辩, annul 撤销, repair 信用修复. */
export const PromiseVerb = Type.Enum(['confirm', 'rectify', 'find-false', 'state', 'annul', 'repair'])
export type PromiseVerb = Static<typeof PromiseVerb>

export const PromiseStep = Type.Object({
  verb: PromiseVerb,
  by: Type.String(),
  at: Type.String(),
  reason: Type.String(),
})

export const Promised = Type.Object(
  {
    id: Type.String(),
    caseId: Type.String(),
    caseNo: Type.String(),
    itemId: Type.String(),
    itemName: Type.String(),
    applicant: Type.String(),
    department: Type.String(),
    key: Type.String(),
    version: Type.Integer(),
    name: Type.String(),
    materials: Type.Array(Type.Object({ key: Type.String(), name: Type.String() })),
    check: Type.String({ description: 'What is looked at after the grant' }),
    signedBy: Type.String(),
    signedAt: Type.String(),
    document: Type.Object({ id: Type.String(), number: Type.String() }),
    state: PromiseState,
    due: Type.Optional(Type.String({ description: 'Last day of the check, or of putting right' })),
    left: Type.Optional(Type.Integer({ description: 'Calendar days until it; below zero when overdue' })),
    grantedOn: Type.Optional(Type.String()),
    repaired: Type.Boolean(),
    rowVersion: Type.Integer({ description: 'Send as expectedVersion with the next act' }),
    steps: Type.Array(PromiseStep),
    may: Type.Array(PromiseVerb),
  },
  { title: 'Promised' },
)
export type Promised = Static<typeof Promised>

export const PromiseAct = Type.Object(
  {
    verb: PromiseVerb,
    expectedVersion: Type.Integer(),
    reason: Type.String({
      minLength: 5,
      maxLength: 2000,
      description: 'What was found, with the law where it takes something away',
    }),
    due: Type.Optional(Type.String({ format: 'date', description: 'With rectify: the last day to put it right' })),
  },
  { additionalProperties: false },
)
export type PromiseAct = Static<typeof PromiseAct>

export const problems = {
  'promises.missing': {
    zh: '没有这份承诺，或者您不能查看它。',
    en: 'There is no such promise, or you may not see it.',
  },
  'promises.forbidden': {
    zh: '您不能对这份承诺做这一步。没有做任何改动。',
    en: 'You may not do this to this promise. Nothing was changed.',
  },
  'promises.conflict': {
    zh: '别人刚处理过这份承诺。您写的没有提交，请看最新情况。',
    en: 'Somebody else has just acted on this promise. Yours was not submitted; look at it again.',
  },
  'promises.same-person': {
    zh: '认定不实和决定撤销不能是同一个人。请由另一位同事决定。',
    en: 'Who found it false may not decide on the annulment. Another colleague must.',
  },
  'promises.due-needed': {
    zh: '请写明整改的最后一天，要在今天以后。',
    en: 'Name the last day to put it right, after today.',
  },
} as const
