import Type, { type Static } from 'typebox'

/** When a person is asked: once it is accepted, once it is closed, or after one service at a counter or by telephone. */
export const RatingStage = Type.Enum(['acceptance', 'result', 'service'])
export type RatingStage = Static<typeof RatingStage>

/** PC, mobile, a code that was scanned, the tablet at a window, another terminal, telephone, text message (standards B). */
export const RatingChannel = Type.Enum(['web', 'mobile', 'code', 'window', 'terminal', 'phone', 'sms'])

const said = {
  level: Type.Integer({ minimum: 1, maximum: 5 }),
  tags: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
  text: Type.Optional(Type.String({ maxLength: 1000 })),
}

/** 好差评, 国办发〔2019〕51号: 1 非常满意 2 满意 3 基本满意 4 不满意 5 非常不满意; 4 and 5 count as bad. */
export const RatingInput = Type.Object(
  {
    ...said,
    channel: Type.Optional(RatingChannel),
    stage: Type.Optional(Type.Enum(['acceptance', 'result'])),
  },
  { additionalProperties: false },
)
export type RatingInput = Static<typeof RatingInput>

/** A rating of one service at a counter or by telephone: the code on the slip stands for the service. */
export const ServiceRatingInput = Type.Object(
  {
    code: Type.String({ minLength: 12, maxLength: 20 }),
    ...said,
    channel: Type.Optional(RatingChannel),
  },
  { additionalProperties: false },
)
export type ServiceRatingInput = Static<typeof ServiceRatingInput>

/** Where the work order of a bad rating stands; good ratings are `closed` at once. */
export const RatingProgress = Type.Enum(['open', 'mending', 'explaining', 'appealed', 'replied', 'closed', 'excluded'])
export type RatingProgress = Static<typeof RatingProgress>

/**
 * What is done about a bad rating: call-back 回访, mend 属实、整改, explain 无依据、解释, extend 延期, reply 答复,
 * appeal 申诉, exclude 申诉成立、不计入, uphold 申诉不成立, rate-again 回评.
 */
export const RatingVerb = Type.Enum([
  'call-back',
  'mend',
  'explain',
  'extend',
  'reply',
  'appeal',
  'exclude',
  'uphold',
  'rate-again',
])
export type RatingVerb = Static<typeof RatingVerb>

export const RatingActInput = Type.Object(
  {
    verb: RatingVerb,
    text: Type.Optional(Type.String({ maxLength: 1000 })),
    reached: Type.Optional(Type.Boolean({ description: 'call-back: whether the person was reached' })),
    level: Type.Optional(Type.Integer({ minimum: 1, maximum: 5, description: 'rate-again' })),
  },
  { additionalProperties: false },
)
export type RatingActInput = Static<typeof RatingActInput>

export const RatingStep = Type.Object({
  at: Type.String(),
  verb: Type.String(),
  actor: Type.String(),
  unit: Type.String(),
  text: Type.Optional(Type.String()),
  progress: RatingProgress,
})
export type RatingStep = Static<typeof RatingStep>

export const RatingMay = Type.Object({
  verb: RatingVerb,
  needsText: Type.Boolean(),
})
export type RatingMay = Static<typeof RatingMay>

export const Rating = Type.Object(
  {
    id: Type.String(),
    stage: RatingStage,
    caseId: Type.Optional(Type.String({ description: 'Not shown to window staff before the work order is closed' })),
    caseNo: Type.Optional(Type.String({ description: 'Number of the case or of the service' })),
    itemName: Type.String(),
    department: Type.String(),
    level: Type.Integer(),
    bad: Type.Boolean(),
    tags: Type.Array(Type.String()),
    text: Type.Optional(Type.String()),
    rater: Type.String({ description: 'Masked' }),
    at: Type.String(),
    due: Type.Optional(Type.String({ description: 'By when the next thing must be done about a bad rating' })),
    left: Type.Optional(Type.Integer({ description: 'Working days left; below zero when overdue' })),
    light: Type.Optional(Type.Enum(['green', 'yellow', 'red'])),
    state: RatingProgress,
    reply: Type.Optional(Type.String()),
    again: Type.Optional(Type.Integer({ description: 'Level of the second rating' })),
    steps: Type.Optional(Type.Array(RatingStep)),
    may: Type.Array(RatingMay),
  },
  { title: 'Rating' },
)
export type Rating = Static<typeof Rating>

/** Whether this person may rate this case now, and what was said. */
export const RatingState = Type.Object({
  mayRate: Type.Boolean(),
  rating: Type.Optional(Rating),
  stages: Type.Array(
    Type.Object(
      { stage: RatingStage, mayRate: Type.Boolean(), rating: Type.Optional(Rating) },
      { title: 'StageState' },
    ),
  ),
})
export type RatingState = Static<typeof RatingState>

export const RatingSummary = Type.Object({
  count: Type.Integer(),
  satisfied: Type.Optional(Type.Number({ description: 'Share of levels 1 to 3, 0 to 1' })),
})

/** What anybody may read of a rating: no name, no number, no case. */
export const PublishedRating = Type.Object(
  {
    id: Type.String(),
    itemName: Type.String(),
    department: Type.String(),
    level: Type.Integer(),
    tags: Type.Array(Type.String()),
    text: Type.Optional(Type.String()),
    rater: Type.String({ description: 'Masked' }),
    at: Type.String(),
    reply: Type.Optional(Type.String()),
    again: Type.Optional(Type.Integer()),
  },
  { title: 'PublishedRating' },
)
export type PublishedRating = Static<typeof PublishedRating>

const Share = Type.Optional(Type.Number({ description: '0 to 1; absent when nothing counts' }))

/** One department's ratings over a time. Ratings excluded after an appeal count nowhere (standards B). */
export const RatingStatistics = Type.Object(
  {
    departmentId: Type.String(),
    department: Type.String(),
    item: Type.Optional(Type.String({ description: 'When counted by item' })),
    window: Type.Optional(Type.String({ description: 'When counted by window' })),
    offered: Type.Integer({ description: 'Cases closed and services given: what could be rated' }),
    count: Type.Integer(),
    rated: Share,
    bad: Type.Integer(),
    excluded: Type.Integer(),
    satisfied: Share,
    replied: Share,
    mendedOnTime: Share,
    calledBack: Share,
    calledBackOnTime: Share,
    satisfiedAgain: Share,
  },
  { title: 'RatingStatistics' },
)
export type RatingStatistics = Static<typeof RatingStatistics>

/** A service given at a counter or by telephone, which may be rated once by its code. */
export const ServiceRecord = Type.Object(
  {
    id: Type.String(),
    no: Type.String(),
    service: Type.String(),
    department: Type.String(),
    window: Type.Optional(Type.String()),
    at: Type.String(),
    code: Type.Optional(Type.String({ description: 'Shown once, to be given to the person served' })),
  },
  { title: 'ServiceRecord' },
)
export type ServiceRecord = Static<typeof ServiceRecord>

export const ServiceRecordInput = Type.Object(
  {
    departmentId: Type.String({ maxLength: 100 }),
    channel: Type.Enum(['window', 'phone']),
    service: Type.String({ minLength: 2, maxLength: 100 }),
    window: Type.Optional(Type.String({ maxLength: 20 })),
  },
  { additionalProperties: false },
)
export type ServiceRecordInput = Static<typeof ServiceRecordInput>

/** What the figures are counted by. A window is one of a hall, whose services are rated by code. */
export const CountedBy = Type.Enum(['department', 'item', 'window'])
export type CountedBy = Static<typeof CountedBy>

export const problems = {
  'ratings.unknown-tag': {
    zh: '这个标签现在不能选，请重新选。',
    en: 'This tag is not offered now; please choose again.',
  },
  'ratings.not-closed': { zh: '办完以后才能评价。', en: 'You can rate once the case is closed.' },
  'ratings.not-accepted': { zh: '受理以后才能评价这一步。', en: 'You can rate this step once the case is accepted.' },
  'ratings.already-rated': {
    zh: '这件事已经评价过了，每件只评一次。',
    en: 'This has been rated; each stage of a case, and each service, is rated once.',
  },
  'ratings.not-yours': { zh: '只有申请人可以评价。', en: 'Only the applicant may rate.' },
  'ratings.missing': { zh: '没有这条评价。', en: 'There is no such rating.' },
  'ratings.not-open': {
    zh: '这条评价现在不能这样处理。没有做任何改动，请看最新情况。',
    en: 'This cannot be done to this rating now. Nothing was changed; look at its latest state.',
  },
  'ratings.forbidden': {
    zh: '您的岗位不能这样处理这条评价。没有做任何改动。',
    en: 'Your post may not do this to the rating. Nothing was changed.',
  },
  'ratings.text-needed': { zh: '请写清楚，至少 5 个字。', en: 'Please write it out, five characters at least.' },
  'ratings.level-needed': { zh: '请选一个满意程度。', en: 'Choose how satisfied you are.' },
  'ratings.not-your-department': {
    zh: '只能登记本部门的服务。没有登记。',
    en: 'Only services of your own department are recorded. Nothing was recorded.',
  },
  'ratings.code-unknown': {
    zh: '没有找到这次服务。请核对回执上的评价码。',
    en: 'There is no such service. Check the code on your slip.',
  },
}
