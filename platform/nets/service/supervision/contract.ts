import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false }
const Key = Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' })

/** `supervision/<key>.yaml`: what makes a case abnormal, in FEEL over what is known of it, and how long an answer may take. */
export const SupervisionRules = Type.Object(
  {
    key: Key,
    version: Type.Integer({ minimum: 1 }),
    title: Type.String({ minLength: 2, maxLength: 60 }),
    titleEn: Type.Optional(Type.String({ maxLength: 120 })),
    source: Type.String({ minLength: 2, maxLength: 300 }),
    overseers: Type.Array(Type.String({ maxLength: 100 }), {
      description: 'Departments whose supervisors watch over every office of their place, not only those below them',
    }),
    lookBackDays: Type.Integer({ minimum: 1, maximum: 366, description: 'How long closed cases are looked at' }),
    rules: Type.Array(
      Type.Object(
        {
          key: Key,
          name: Type.String({ minLength: 2, maxLength: 40 }),
          nameEn: Type.String({ minLength: 2, maxLength: 60 }),
          when: Type.String({ minLength: 1, maxLength: 400 }),
          answerDays: Type.Integer({ minimum: 1, maximum: 60, description: 'Working days' }),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
)
export type SupervisionRules = Static<typeof SupervisionRules>

const RuleSaid = Type.Object({ key: Type.String(), name: Type.String(), nameEn: Type.String() }, { title: 'RuleSaid' })

export const AbnormalCase = Type.Object(
  {
    id: Type.String(),
    no: Type.String(),
    itemName: Type.String(),
    departmentId: Type.String(),
    department: Type.String(),
    channel: Type.String(),
    status: Type.String(),
    submittedAt: Type.String(),
    closedAt: Type.Optional(Type.String()),
    due: Type.Optional(Type.String()),
    rules: Type.Array(RuleSaid),
    noticed: Type.Array(Type.String(), { description: 'Rules an open notice is about' }),
  },
  { title: 'AbnormalCase' },
)
export type AbnormalCase = Static<typeof AbnormalCase>

const OfficeFigures = Type.Object(
  {
    departmentId: Type.String(),
    department: Type.String(),
    online: Type.Integer({ description: 'Open, applied for online' }),
    counter: Type.Integer({ description: 'Open, applied for at a counter' }),
    overdue: Type.Integer(),
    abnormal: Type.Integer(),
    notices: Type.Integer({ description: 'Open supervision notices' }),
  },
  { title: 'SupervisionFigures' },
)

/** What happens now, of the offices the reader watches over. */
export const SupervisionView = Type.Object(
  {
    at: Type.String(),
    offices: Type.Array(OfficeFigures),
    rules: Type.Array(Type.Object({ ...RuleSaid.properties, count: Type.Integer() }, { title: 'RuleCount' })),
    whole: Type.Boolean({ description: 'False: more cases than are looked at here at once' }),
  },
  { title: 'SupervisionView' },
)
export type SupervisionView = Static<typeof SupervisionView>

export const NoticeState = Type.Enum(['issued', 'answered', 'accepted'])
export type NoticeState = Static<typeof NoticeState>
export const NoticeVerb = Type.Enum(['answer', 'accept', 'return'])
export type NoticeVerb = Static<typeof NoticeVerb>

const Words = Type.String({ minLength: 5, maxLength: 2000 })

export const NoticeInput = Type.Object(
  {
    caseId: Type.String({ format: 'uuid' }),
    rule: Type.Optional(Key),
    demand: Words,
    answerDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 60, description: 'Working days; else the rule’s' })),
  },
  closed,
)
export type NoticeInput = Static<typeof NoticeInput>

export const NoticeActInput = Type.Object(
  { verb: NoticeVerb, words: Words, expectedVersion: Type.Integer({ minimum: 1 }) },
  closed,
)
export type NoticeActInput = Static<typeof NoticeActInput>

export const SupervisionNotice = Type.Object(
  {
    id: Type.String(),
    no: Type.Integer(),
    caseId: Type.String(),
    caseNo: Type.String(),
    itemName: Type.String(),
    departmentId: Type.String(),
    department: Type.String(),
    rule: Type.Optional(Type.String()),
    demand: Type.String(),
    due: Type.String(),
    state: NoticeState,
    late: Type.Boolean({ description: 'Not answered in time' }),
    escalated: Type.Boolean({ description: 'The heads were told' }),
    returned: Type.Integer(),
    issuedBy: Type.String(),
    issuedAt: Type.String(),
    steps: Type.Array(
      Type.Object(
        { at: Type.String(), verb: Type.String(), by: Type.String(), words: Type.String() },
        { title: 'NoticeStep' },
      ),
    ),
    rowVersion: Type.Integer(),
    may: Type.Array(NoticeVerb),
  },
  { title: 'SupervisionNotice' },
)
export type SupervisionNotice = Static<typeof SupervisionNotice>

export const problems = {
  'supervision.forbidden': {
    zh: '您的岗位不督办。没有做任何改动。',
    en: 'Your post supervises nobody. Nothing was changed.',
  },
  'supervision.missing': { zh: '没有这张督办单，或者不归您看。', en: 'There is no such notice for you.' },
  'supervision.no-case': {
    zh: '没有这件，或者不是您督办的单位在办。',
    en: 'There is no such case at an office you watch over.',
  },
  'supervision.no-rule': { zh: '没有这条督办规则。', en: 'There is no such supervision rule.' },
  'supervision.noticed': {
    zh: '这件已经为同一个问题发过督办单，还没办完。没有再发。',
    en: 'A notice about the same is open for this case. No other was issued.',
  },
  'supervision.not-now': {
    zh: '这张督办单现在不能这样做，或者刚被别人改过。没有做任何改动，请看最新情况。',
    en: 'This cannot be done with the notice now, or somebody was quicker. Nothing was changed; look again.',
  },
}
