export * from './contract.ts'
export { type Countersigner, countersignedOver, openCountersignature } from './countersign.ts'
export { type OfdChecks, type ReadOfd, readSealedOfd } from './ofd-check.ts'
export {
  bytesToSignOf,
  completePdf,
  openByteRange,
  openContents,
  type PdfSignature,
  readPdfSignature,
  signatureRoom,
} from './pdf-signature.ts'
export { sealsRoutes } from './routes.ts'
export { bytesOfUse, createSeals, type SealOwner, type Seals, type UsableSeal, type UseOfSeal } from './service.ts'

export const sealsModule = { name: 'seals', migrations: new URL('./migrations/', import.meta.url) }
