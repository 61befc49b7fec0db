export * from './contract.ts'
export { type Declared, declaredKind } from './declared.ts'
export { loadPacks, loadPackWithNeighbours, readDemoSeeds, readPackFolder } from './folder.ts'
export { type Entry, hasErrors, type LoadedPack, loadPack, type PackFile } from './load.ts'
export { formatProblem, sortProblems } from './problem.ts'
export { createPacks, type Installed, type Installer, type Packs, type PacksNeeds } from './service.ts'
export { shapeProblems } from './shape.ts'
export { readSource } from './source.ts'
export { textsKind } from './texts.ts'

export const packsModule = { name: 'packs', migrations: new URL('./migrations/', import.meta.url) }
