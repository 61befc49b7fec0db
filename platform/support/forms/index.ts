export { compileCheck } from './compile-check.ts'
export * from './contract.ts'
export { formKind } from './pack-kind.ts'
