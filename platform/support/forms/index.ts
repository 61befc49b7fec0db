export * from './contract.ts'
export { formKind } from './pack-kind.ts'
