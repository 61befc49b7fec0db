export * from './contract.ts'
export { readSystems } from './file.ts'
export { answerComponents, requestComponents } from './messages.ts'
export { type AskSystem, createAskSystem } from './systems.ts'
