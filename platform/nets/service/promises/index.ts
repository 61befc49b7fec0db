export * from './contract.ts'
export { promiseBreached, promiseRepaired } from './events.ts'
export { promiseRoutes } from './routes.ts'
export { createPromises, type PromiseLetter, type PromiseNeeds, type PromiseService } from './service.ts'

export const promisesModule = { name: 'promises', migrations: new URL('./migrations/', import.meta.url) }
