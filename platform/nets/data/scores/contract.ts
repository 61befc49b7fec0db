import Type, { type Static } from 'typebox'

const Points = Type.Integer({ minimum: 1, maximum: 5 })
const Note = Type.String({ minLength: 2, maxLength: 500, pattern: '\\S' })

/** What the department that used the data says of them. */
export const UserRating = Type.Object(
  { accuracy: Points, freshness: Points, service: Points, note: Note },
  { additionalProperties: false, title: 'DataUserRating' },
)
/** What the department that gave the data says of their use. */
export const ProviderRating = Type.Object(
  { compliance: Points, note: Note },
  { additionalProperties: false, title: 'DataProviderRating' },
)
export const RatingInput = Type.Union([UserRating, ProviderRating])
export type RatingInput = Static<typeof RatingInput>

export const DataRating = Type.Object(
  {
    side: Type.Enum(['user', 'provider']),
    by: Type.String(),
    at: Type.String({ format: 'date-time' }),
    accuracy: Type.Optional(Points),
    freshness: Type.Optional(Points),
    service: Type.Optional(Points),
    compliance: Type.Optional(Points),
    note: Type.String(),
  },
  { title: 'DataRating' },
)
export type DataRating = Static<typeof DataRating>

export const problems = {
  'scores.not-used': { zh: '近三十天没有使用过这项数据，还不能评价。', en: 'The data were not used in thirty days.' },
  'scores.other-side': { zh: '只能以本部门一方的身份评价。', en: 'A rating is given for one’s own side.' },
}
