export * from './contract.ts'
export { RatingMoved } from './events.ts'
export type { RatingNeeds } from './needs.ts'
export { createRatings, type RatingService } from './ratings.ts'
export { ratingRoutes } from './routes.ts'
export { type RatingTagList, ratingTagKind } from './tags/tags.ts'

export const ratingsModule = { name: 'ratings', migrations: new URL('./migrations/', import.meta.url) }
