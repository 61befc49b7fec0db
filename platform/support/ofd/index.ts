export {
  type OfdFiles,
  type OfdMeta,
  type OfdPath,
  type OfdStamp,
  type OfdText,
  type OfdWriter,
  openOfd,
  say,
} from './document.ts'
export { fromSvg } from './outline.ts'
export { packOfd, unpackOfd } from './package.ts'
export { completeFont } from './sfnt.ts'
export {
  describeSignature,
  type ReadSignature,
  readSignature,
  type SignatureDescription,
  signaturePaths,
} from './signature.ts'
