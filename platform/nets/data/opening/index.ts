export { createClosedList } from './closed.ts'
export * from './contract.ts'
export { createDatasets, type Datasets } from './datasets.ts'
export { ReleaseEnded, ReleasePublished } from './events.ts'
export { createLetters, type LetterNeeds } from './letters.ts'
export { releaseInstaller, releaseKind, type ThresholdsDeclaration, thresholdsKind } from './pack-kind.ts'
export type { DatasetRow, DatasetView } from './portal/contract.ts'
export { openDataRoutes } from './public-routes.ts'
export { openingRoutes } from './routes.ts'
export { createReleases, type OpenableEntry, type ReleaseNeeds } from './service.ts'

export const openingModule = { name: 'opening', migrations: new URL('./migrations/', import.meta.url) }
