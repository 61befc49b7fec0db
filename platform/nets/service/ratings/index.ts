export * from './contract.ts'
export { ratingRoutes } from './routes.ts'
export { createRatings, type RatingNeeds, type RatingService } from './service.ts'

export const ratingsModule = { name: 'ratings', migrations: new URL('./migrations/', import.meta.url) }
