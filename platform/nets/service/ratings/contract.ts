import Type, { type Static } from 'typebox'

/** 好差评, 国办发〔2019〕51号: 1 非常满意 2 满意 3 基本满意 4 不满意 5 非常不满意; 4 and 5 count as bad. */
export const RatingInput = Type.Object(
  {
    level: Type.Integer({ minimum: 1, maximum: 5 }),
    tags: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
    text: Type.Optional(Type.String({ maxLength: 1000 })),
    channel: Type.Optional(Type.Enum(['web', 'mobile', 'terminal', 'window', 'phone', 'sms'])),
  },
  { additionalProperties: false },
)
export type RatingInput = Static<typeof RatingInput>

export const Rating = Type.Object(
  {
    id: Type.String(),
    caseId: Type.String(),
    caseNo: Type.String(),
    itemName: Type.String(),
    department: Type.String(),
    level: Type.Integer(),
    bad: Type.Boolean(),
    tags: Type.Array(Type.String()),
    text: Type.Optional(Type.String()),
    rater: Type.String({ description: 'Masked' }),
    at: Type.String(),
    due: Type.Optional(Type.String({ description: 'For a bad rating: answer and put right by' })),
    state: Type.Enum(['closed', 'open', 'replied']),
    reply: Type.Optional(Type.String()),
  },
  { title: 'Rating' },
)
export type Rating = Static<typeof Rating>

/** Whether this person may rate this case now, and what was said. */
export const RatingState = Type.Object({ mayRate: Type.Boolean(), rating: Type.Optional(Rating) })

export const RatingSummary = Type.Object({
  count: Type.Integer(),
  satisfied: Type.Optional(Type.Number({ description: 'Share of levels 1 to 3, 0 to 1' })),
})

export const problems = {
  'ratings.not-closed': { zh: '办完以后才能评价。', en: 'You can rate once the case is closed.' },
  'ratings.already-rated': {
    zh: '这件事已经评价过了，每件只评一次。',
    en: 'This case has been rated; each case is rated once.',
  },
  'ratings.not-yours': { zh: '只有申请人可以评价。', en: 'Only the applicant may rate.' },
  'ratings.missing': { zh: '没有这条评价。', en: 'There is no such rating.' },
  'ratings.not-open': { zh: '这条评价不需要再答复。', en: 'This rating needs no further answer.' },
}
