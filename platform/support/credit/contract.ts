export * from './benefits/contract.ts'
export * from './consultations/contract.ts'
export {
  type Business,
  type CreditList,
  type FactKind,
  Grade,
  type Measure,
  type ScoreModel,
  type Story,
} from './declared.ts'
export * from './facts/contract.ts'
export * from './files/contract.ts'
export * from './lists/contract.ts'
export { problems } from './problems.ts'
export * from './publicity/contract.ts'
export * from './reports/contract.ts'
export * from './requests/contract.ts'
export * from './scores/contract.ts'
