export { createBooks } from './books.ts'
export * from './contract.ts'
export { createEntries } from './entries/service.ts'
export { createIssuing } from './issuing.ts'
export type { Face, ReceiptNeeds } from './needs.ts'
export { yuanText } from './receipt.ts'
export { createReporting } from './reporting.ts'
export { receiptRoutes } from './routes.ts'
export { createReceipts } from './service.ts'
export { type BookRequest, createHttpTreasury, type Reported, type Treasury, treasuryCovers } from './treasury.ts'

export const fiscalReceiptsModule = { name: 'fiscal_receipts', migrations: new URL('./migrations/', import.meta.url) }
