import * as asn1js from 'asn1js'
import { BasicConstraints, Certificate, type RelativeDistinguishedNames } from 'pkijs'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { bytesOf, sm2WithSm3Oid } from './x509.ts'

/** `SubjectPublicKeyInfo` of an SM2 key (GM/T 0009-2012): id-ecPublicKey on the curve 1.2.156.10197.1.301. */
const spkiStart = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex')

/** What a certificate for an SM2 key says, and whether each part of it holds. OpenSSL's own reader checks no SM2 with IDs. */
export type Sm2Certificate = {
  der: Buffer
  subject: string
  issuer: string
  serial: string
  /** `04‖x‖y`. */
  publicKey: Buffer
  validFrom: Date
  validTo: Date
  authority: boolean
}

export function sm2SubjectKey(publicKey: Uint8Array): Buffer {
  return Buffer.concat([spkiStart, publicKey])
}

/** Reads a certificate of an SM2 key; undefined for other keys and other bytes. */
export function readSm2Certificate(der: Uint8Array): Sm2Certificate | undefined {
  const certificate = parse(der)
  if (!certificate) return undefined
  const key = Buffer.from(certificate.subjectPublicKeyInfo.toSchema().toBER())
  if (key.length !== spkiStart.length + 65 || !key.subarray(0, spkiStart.length).equals(spkiStart)) return undefined
  if (!onCurve(key.subarray(spkiStart.length))) return undefined
  const constraints = certificate.extensions?.find(({ extnID }) => extnID === '2.5.29.19')?.parsedValue
  return {
    der: Buffer.from(der),
    subject: commonName(certificate.subject),
    issuer: commonName(certificate.issuer),
    serial: Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString('hex'),
    publicKey: key.subarray(spkiStart.length),
    validFrom: certificate.notBefore.value,
    validTo: certificate.notAfter.value,
    authority: constraints instanceof BasicConstraints && constraints.cA,
  }
}

/**
 * Whether the authority signed this certificate: names that meet, an authority that may sign, and its SM2 signature over the
 * part to be signed (GB/T 20518-2018, with the default user ID of GM/T 0009-2012).
 */
export function sm2Issued(authority: Sm2Certificate, der: Uint8Array): boolean {
  const certificate = parse(der)
  const parent = parse(authority.der)
  if (!certificate || !parent || !authority.authority) return false
  if (certificate.signatureAlgorithm.algorithmId !== sm2WithSm3Oid) return false
  if (!certificate.issuer.isEqual(parent.subject)) return false
  const signature = Buffer.from(certificate.signatureValue.valueBlock.valueHexView)
  return cryptoSuite('GM').verifier(authority.publicKey).verify(certificate.tbsView, signature)
}

function onCurve(publicKey: Buffer): boolean {
  try {
    cryptoSuite('GM').verifier(publicKey)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function parse(der: Uint8Array): Certificate | undefined {
  try {
    return Certificate.fromBER(bytesOf(der))
  } catch {
    // The library throws for anything that is not the structure; to the caller all of it is "no certificate".
    return undefined
  }
}

function commonName(name: RelativeDistinguishedNames): string {
  const found = name.typesAndValues.find(({ type }) => type === '2.5.4.3')?.value
  return found instanceof asn1js.Utf8String || found instanceof asn1js.PrintableString ? found.getValue() : ''
}
