export * from './bills/contract.ts'
export * from './payouts/contract.ts'
export { problems } from './problems.ts'
export * from './reconciliation/contract.ts'
