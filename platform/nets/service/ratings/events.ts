import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'
import { RatingProgress, RatingStage } from './contract.ts'

/** A rating was given, or something was done about a bad one. The subject is the case, or the service record. */
export const RatingMoved = defineEvent(
  'ratings.rating-moved',
  Type.Object({
    ratingId: Type.String(),
    subjectId: Type.String(),
    stage: RatingStage,
    level: Type.Integer(),
    progress: RatingProgress,
  }),
)
