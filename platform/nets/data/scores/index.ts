export * from './contract.ts'
export { scoreRoutes } from './routes.ts'
export { createScores, scoreOf } from './service.ts'

export const scoresModule = { name: 'scores', migrations: new URL('./migrations/', import.meta.url) }
