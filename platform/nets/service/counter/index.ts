export * from './contract.ts'
export { counterRoutes } from './routes.ts'
export { type CounterNeeds, type CounterService, createCounter } from './service.ts'

export const counterModule = { name: 'counter', migrations: new URL('./migrations/', import.meta.url) }
