export * from './contract.ts'
export { stockRoutes } from './routes.ts'
export { createStockLicences, type StockLicences, type StockNeeds } from './service.ts'

export const stockLicencesModule = { name: 'stock_licences', migrations: new URL('./migrations/', import.meta.url) }
