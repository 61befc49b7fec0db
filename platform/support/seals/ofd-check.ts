import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { readSm2Certificate, type Sm2Certificate, sm2Issued, sm2WithSm3Oid } from '#support/keys/index.ts'
import { readSignature, signaturePaths, unpackOfd } from '#support/ofd/index.ts'
import { sm3, sm3Oid } from './ofd-seal.ts'
import { type ReadSeal, type ReadSealSignature, readSeal, readSealSignature } from './ses.ts'

/** The steps of GB/T 38540-2020, 7 in their order, each by itself: `faults` names what of it does not hold. */
export type OfdChecks = {
  /** SES_Signature and SESeal are in the form of the standard. */
  form: boolean
  /** The maker signed the seal's data. */
  seal: boolean
  /** The maker's and the signer's certificates come from the root. */
  makerChain: boolean
  signerChain: boolean
  /** The signer is on the seal's list. */
  listed: boolean
  /** Seal and certificate were in force at the time of sealing. */
  inForce: boolean
  /** The signer's key signed the sealing. */
  signature: boolean
  /** Files that are not as they were sealed, are missing, or were put in; empty when all is whole. */
  changed: string[]
}

export type ReadOfd = {
  checks: OfdChecks
  signature?: ReadSealSignature
  seal?: ReadSeal
  signer?: Sm2Certificate
  maker?: Sm2Certificate
  /** What the sealed file says of itself. */
  data: Record<string, string>
}

/** Checks a sealed OFD against one root. Undefined when it carries no seal; refuses what is no package of ours. */
export function readSealedOfd(archive: Uint8Array, root: Sm2Certificate): ReadOfd | undefined {
  const files = unpackOfd(archive)
  const found = readSignature(files)
  if (!found) return undefined
  const signature = readSealSignature(found.value)
  const seal = signature && readSeal(signature.seal)
  const signer = signature && readSm2Certificate(signature.certificate)
  const maker = seal && readSm2Certificate(seal.makerCertificate)
  const form =
    signature?.version === 4 &&
    seal?.version === 4 &&
    signature.seal.equals(found.seal) &&
    [found.method, signature.algorithm, seal.algorithm].every((each) => each === sm2WithSm3Oid) &&
    found.checkMethod === sm3Oid &&
    signature.property === `/${signaturePaths.description}`
  const within = (from: Date, to: Date) => signature !== undefined && signature.at >= from && signature.at < to
  return {
    data: found.data,
    ...(signature ? { signature } : {}),
    ...(seal ? { seal } : {}),
    ...(signer ? { signer } : {}),
    ...(maker ? { maker } : {}),
    checks: {
      form,
      seal: seal !== undefined && maker !== undefined && signedBy(maker, seal.signed, seal.signature),
      makerChain: maker !== undefined && sm2Issued(root, maker.der),
      signerChain: signer !== undefined && sm2Issued(root, signer.der),
      listed: seal !== undefined && signature !== undefined && seal.signer.equals(signature.certificate),
      inForce:
        seal !== undefined &&
        signer !== undefined &&
        within(seal.validFrom, seal.validTo) &&
        within(signer.validFrom, signer.validTo),
      signature:
        signature !== undefined && signer !== undefined && signedBy(signer, signature.signed, signature.signature),
      changed: [
        ...(signature && !sm3(found.description).equals(signature.dataHash) ? [signaturePaths.description] : []),
        ...changedFiles(files, found.references),
      ],
    },
  }
}

const signedBy = ({ publicKey }: Sm2Certificate, bytes: Buffer, signature: Buffer) =>
  cryptoSuite('GM').verifier(publicKey).verify(bytes, signature)

/** Every file must be among those signed, once and unchanged; only the signature itself cannot be. */
function changedFiles(files: Map<string, Buffer>, references: { path: string; value: Buffer }[]): string[] {
  const own: string[] = [signaturePaths.list, signaturePaths.description, signaturePaths.value]
  const named = new Set(references.map(({ path }) => path))
  const wrong = references.filter(({ path, value }) => {
    const bytes = files.get(path)
    return !bytes || !sm3(bytes).equals(value)
  })
  const added = [...files.keys()].filter((path) => !named.has(path) && !own.includes(path))
  return [...wrong.map(({ path }) => path), ...added]
}
