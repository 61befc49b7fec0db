export * from './contract.ts'
export { creditGradeChanged, creditListed } from './events.ts'
export type { CreditNeeds } from './needs.ts'
export { creditKinds } from './pack-kinds.ts'
export type { Permit } from './publicity/service.ts'
export { benefitRoutes } from './routes/benefits.ts'
export { officeRoutes } from './routes/office.ts'
export { openRoutes } from './routes/open.ts'
export { type CreditService, createCredit } from './service.ts'

export const creditModule = { name: 'credit', migrations: new URL('./migrations/', import.meta.url) }
