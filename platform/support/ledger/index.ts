export { headIsSigned, leafIsUnder } from './check-proof.ts'
export * from './contract.ts'
export { logRoutes } from './routes.ts'
export { type Sequencer, startSequencer } from './sequencer.ts'
export { createLedger, type Ledger } from './service.ts'
export { type LedgerReport, verifyLedger } from './verify-ledger.ts'

export const ledgerModule = { name: 'ledger', migrations: new URL('./migrations/', import.meta.url) }
export { hashOfLeaf } from './tree.ts'
