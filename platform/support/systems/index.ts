export * from './contract.ts'
export { readSystems } from './file.ts'
export { answerCovers, answerMessage, questionCovers, questionMessage } from './messages.ts'
export { type AskSystem, createAskSystem } from './systems.ts'
