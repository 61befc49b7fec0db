export * from './contract.ts'
export { signingRoutes } from './routes.ts'
export { createSignings, type Signings } from './service.ts'

export const signingsModule = { name: 'signings', migrations: new URL('./migrations/', import.meta.url) }
