export * from './contract.ts'
export { batchCovers, createHttpProvince, type Province, type Receipt, Silence } from './province.ts'
export { exchangeRoutes } from './routes.ts'
export { createExchange, type ExchangeService } from './service.ts'
export type { Surroundings } from './surroundings.ts'
export { type ExchangeTable, exchangeTables } from './tables.ts'

export const exchangeModule = { name: 'exchange', migrations: new URL('./migrations/', import.meta.url) }
