import Type, { type Static } from 'typebox'

const Instant = Type.String({ format: 'date-time' })

/** 人脸核验, 证件核验. */
export const CheckKind = Type.Union([Type.Literal('face'), Type.Literal('document')])
export type CheckKind = Static<typeof CheckKind>

export const NewPersonCheck = Type.Object({ kind: CheckKind }, { additionalProperties: false })
export type NewPersonCheck = Static<typeof NewPersonCheck>

/** A check that waits for the person at its provider. */
export const PersonCheckBegun = Type.Object(
  {
    id: Type.String(),
    kind: CheckKind,
    url: Type.String({ description: 'The page of the provider: camera and pictures are there, never here' }),
    provider: Type.String(),
    simulated: Type.Boolean({ description: 'The provider is a simulator' }),
    expiresAt: Instant,
  },
  { title: 'PersonCheckBegun' },
)
export type PersonCheckBegun = Static<typeof PersonCheckBegun>

/** What the address back from the provider carries. */
export const Returned = Type.Object(
  { returned: Type.String({ minLength: 20, maxLength: 100 }) },
  { additionalProperties: false },
)

/** All that a check leaves: how sure, by which evidence at the provider, when. */
export const PersonEvidence = Type.Object(
  { level: Type.Literal('L4'), evidenceId: Type.String(), at: Instant },
  { title: 'PersonEvidence' },
)
export type PersonEvidence = Static<typeof PersonEvidence>

/** What the provider may answer to a beginning, and nothing else. */
export const BegunThere = Type.Object(
  { page: Type.String({ pattern: '^https?://[^\\s<>"]{1,2000}$' }) },
  { additionalProperties: false },
)

/** What the provider may answer about a result. More than this, such as a picture, is not taken: the answer is refused whole. */
export const ResultThere = Type.Union([
  Type.Object({ state: Type.Literal('waiting') }, { additionalProperties: false }),
  Type.Object({ state: Type.Literal('failed') }, { additionalProperties: false }),
  Type.Object(
    {
      state: Type.Literal('passed'),
      level: Type.Literal('L4'),
      evidenceId: Type.String({ pattern: '^[A-Za-z0-9._-]{8,100}$' }),
      at: Instant,
    },
    { additionalProperties: false },
  ),
])

export const problems = {
  'person-checks.off': {
    zh: '没有接通实人核验服务。请换一种方式，或者带身份证到窗口办理。',
    en: 'No service for real-person checks is connected. Use another way, or bring your ID card to a counter.',
  },
  'person-checks.no-person': {
    zh: '您的账号没有实名，不能做实人核验。请带身份证到窗口核验。',
    en: 'Your name has not been verified, so that no check can be made. Please bring your ID card to a counter.',
  },
  'person-checks.too-many': {
    zh: '一小时里核验的次数太多了。请过一会儿再试，或者到窗口办理。',
    en: 'Too many checks within an hour. Please try again later, or come to a counter.',
  },
  'person-checks.missing': {
    zh: '没有这次核验，或者已经用过、过期了。请重新开始。',
    en: 'There is no such check, or it was used or has run out. Please begin again.',
  },
  'person-checks.waiting': {
    zh: '核验还没有做完。请在打开的核验页面里做完，再回到这里。',
    en: 'The check is not finished. Finish it on the page that was opened, then come back.',
  },
  'person-checks.not-returned': {
    zh: '核验页面还没有把您带回来。请在那个页面走到最后，让它在同一个浏览器里回到这里。',
    en: 'The page of the check has not brought you back yet. Go through it to the end, in this same browser.',
  },
  'person-checks.elsewhere': {
    zh: '这次核验不是在这个浏览器里开始的，已经作废。如果是别人发来的链接，对方可能在冒充您，请不要再点，打 12345 说明。',
    en: 'This check was not begun in this browser and counts for nothing. If somebody sent you the link, they may be posing as you: do not use it again and call 12345.',
  },
  'person-checks.failed': {
    zh: '核验没有通过，级别没有改变。可以再试一次，或者到窗口办理。',
    en: 'The check was not passed and your level is as before. Try again, or come to a counter.',
  },
  'person-checks.not-theirs': {
    zh: '核验服务的答复不对，没有采用。请过一会儿再试。',
    en: 'What the service answered is not right and was not taken. Please try again later.',
  },
}
