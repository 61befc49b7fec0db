export * from './contract.ts'
export { readTable } from './read.ts'
export { clean, type TableLine } from './row.ts'
