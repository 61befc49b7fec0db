export type { CheckAnswer, CheckRequest } from './checking.ts'
export * from './contract.ts'
export { readSeed } from './csv.ts'
export type { Loading, LoadResult, ReadyRow } from './loads/loading.ts'
export { registerInstaller, registerKind } from './pack-kind.ts'
export { registersRoutes } from './routes.ts'
export { seedDates, seedRegisters } from './seed.ts'
export { laterBy, monthsSince, type SeedDates } from './seed-dates.ts'
export { createRegisters, type Imported, type Registers, type RegistersNeeds } from './service.ts'
export type {
  SharedAround,
  SharedCounts,
  SharedPage,
  SharedQuery,
  SharedReader,
  SharedScope,
} from './shared/contract.ts'
export { holdsRestricted, type Shared } from './shared/service.ts'

export const registersModule = { name: 'registers', migrations: new URL('./migrations/', import.meta.url) }
