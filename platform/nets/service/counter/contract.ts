import Type, { type Static } from 'typebox'
import { Application } from '../applications/contract.ts'

/** How the clerk made sure who stands there: the card itself, the electronic card, or a passport with its register entry. */
export const IdentifiedBy = Type.Enum(['id-card', 'e-id', 'temporary-card'])
export type IdentifiedBy = Static<typeof IdentifiedBy>

export const AssistInput = Type.Object(
  {
    itemId: Type.String({ format: 'uuid' }),
    name: Type.String({ minLength: 1, maxLength: 50 }),
    idNumber: Type.String({ minLength: 18, maxLength: 18, description: '公民身份号码, as read from the card' }),
    identifiedBy: IdentifiedBy,
  },
  { additionalProperties: false },
)
export type AssistInput = Static<typeof AssistInput>

export const CounterCode = Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }, { additionalProperties: false })

const head = {
  id: Type.String(),
  person: Type.String(),
  itemName: Type.String(),
  begunAt: Type.String(),
}

export const AssistedRow = Type.Object(head, { title: 'AssistedRow' })
export type AssistedRow = Static<typeof AssistedRow>

/** An application at the window: who fills it in for whom, and whether the person has confirmed it as it stands. */
export const Assisted = Type.Object(
  {
    ...head,
    idNumber: Type.String({ description: 'Masked' }),
    identifiedBy: IdentifiedBy,
    clerk: Type.String(),
    window: Type.String({ description: 'The department whose window it is' }),
    phone: Type.Optional(Type.String({ description: 'Masked; absent when none is known, so only a paper confirms' })),
    confirmation: Type.Optional(
      Type.Object({ by: Type.Enum(['phone', 'paper']), at: Type.String(), stands: Type.Boolean() }),
    ),
    application: Application,
  },
  { title: 'Assisted' },
)
export type Assisted = Static<typeof Assisted>

export const problems = {
  'counter.forbidden': {
    zh: '只有受理岗可以在窗口代为填写。',
    en: 'Only intake posts fill in for people at the window.',
  },
  'counter.bad-number': {
    zh: '身份证号码不对，请再读一次证。',
    en: 'The ID number is not right; read the card again.',
  },
  'counter.not-the-person': {
    zh: '姓名和身份证号码对不上。没有开始办理。',
    en: 'Name and ID number do not belong together. Nothing was begun.',
  },
  'counter.self': {
    zh: '不能在窗口给自己办，请用自己的账号申请。',
    en: 'Nobody serves themself at the window; apply with your own account.',
  },
  'counter.no-phone': {
    zh: '没有登记本人的手机号，请打印确认书由本人签字。',
    en: 'No phone of the person is known; have the confirmation signed on paper.',
  },
  'counter.code-too-soon': { zh: '验证码一分钟只能发一次。', en: 'A code can be sent once a minute.' },
  'counter.wrong-code': {
    zh: '验证码不对、过期，或者内容改过了，请重新发。',
    en: 'The code is wrong or too old, or something was changed; send another.',
  },
  'counter.not-confirmed': {
    zh: '本人还没有确认现在的内容。请让本人核对后确认，再提交。',
    en: 'The person has not confirmed it as it stands. Have them check and confirm before it is submitted.',
  },
}
