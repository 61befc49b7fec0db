import { createHash, randomBytes } from 'node:crypto'
import * as asn1js from 'asn1js'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  Extension,
  PublicKeyInfo,
  RelativeDistinguishedNames,
  Time,
} from 'pkijs'

/** Signs bytes with a key that stays where it is kept. */
export type SignBytes = (bytes: Buffer) => Promise<Buffer>

/**
 * A serial number that DER writes as it is (X.690, 8.3.2): the first byte is neither zero, which would be left out, nor has
 * its highest bit set, which would make the number negative. 126 bits of it are drawn.
 */
export function newSerial(): Buffer {
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x3f) | 0x40
  return serial
}

/** Who a certificate names, as X.520 attributes: CN, and for agencies O and the credit code as serialNumber. */
export type CertificateName = { commonName: string; organisation?: string; creditCode?: string }

export type CertificateRequest = {
  /** From `newSerial`. */
  serial: Buffer
  subject: CertificateName
  /** SubjectPublicKeyInfo, DER. */
  subjectKey: Buffer
  issuer: CertificateName
  issuerKeyId: Buffer
  validFrom: Date
  validTo: Date
  authority: boolean
  /** How the issuer signs; RSA unless told. */
  signedWith?: 'RSA' | 'SM2'
  /** Address that the subject answers at (subjectAltName); an issuer of credentials for wallets has one. */
  address?: string
}

const oids = {
  commonName: '2.5.4.3',
  serialNumber: '2.5.4.5',
  country: '2.5.4.6',
  organisation: '2.5.4.10',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  documentSigning: '1.3.6.1.5.5.7.3.36', // RFC 9336
  sha256WithRsa: '1.2.840.113549.1.1.11',
  subjectAltName: '2.5.29.17',
}

/** SM2 with SM3 (GM/T 0006-2012). */
export const sm2WithSm3Oid = '1.2.156.10197.1.501'

/** An X.509 v3 certificate (RFC 5280; GB/T 20518-2018 for SM2), DER, signed by `sign`. */
export async function makeCertificate(request: CertificateRequest, sign: SignBytes): Promise<Buffer> {
  const certificate = new Certificate({ version: 2 })
  certificate.serialNumber = new asn1js.Integer({ valueHex: bytesOf(request.serial) })
  certificate.subject = nameOf(request.subject)
  certificate.issuer = nameOf(request.issuer)
  certificate.notBefore = timeOf(request.validFrom)
  certificate.notAfter = timeOf(request.validTo)
  certificate.subjectPublicKeyInfo = PublicKeyInfo.fromBER(bytesOf(request.subjectKey))
  certificate.extensions = extensionsOf(request, keyIdentifier(request.subjectKey))
  const algorithm =
    request.signedWith === 'SM2' ? new AlgorithmIdentifier({ algorithmId: sm2WithSm3Oid }) : rsaWithSha256()
  certificate.signature = algorithm
  certificate.signatureAlgorithm = algorithm
  const tbs = certificate.encodeTBS()
  certificate.tbsView = new Uint8Array(tbs.toBER())
  certificate.signatureValue = new asn1js.BitString({ valueHex: bytesOf(await sign(Buffer.from(certificate.tbsView))) })
  return Buffer.from(certificate.toSchema(true).toBER())
}

/** The identifier by which certificates name a key: the first 20 bytes of the SHA-256 of its DER form (RFC 7093). */
export function keyIdentifier(publicKey: Buffer): Buffer {
  return createHash('sha256').update(publicKey).digest().subarray(0, 20)
}

/** DER as PEM text. */
export function pemOf(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

export function rsaWithSha256(): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ algorithmId: oids.sha256WithRsa, algorithmParams: new asn1js.Null() })
}

/** A copy as an ArrayBuffer of exactly these bytes, which is what the ASN.1 library takes. */
export function bytesOf(buffer: Uint8Array): ArrayBuffer {
  return new Uint8Array(buffer).buffer
}

/** RFC 5280, 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050. */
function timeOf(value: Date): Time {
  return new Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value })
}

/** One set per attribute: the library itself would put them all in one, which others read as a single compound name. */
function nameOf(name: CertificateName): RelativeDistinguishedNames {
  const part = (type: string, value: asn1js.Utf8String | asn1js.PrintableString) =>
    new asn1js.Set({ value: [new AttributeTypeAndValue({ type, value }).toSchema()] })
  const parts = [part(oids.country, new asn1js.PrintableString({ value: 'CN' }))]
  if (name.organisation) parts.push(part(oids.organisation, new asn1js.Utf8String({ value: name.organisation })))
  if (name.creditCode) parts.push(part(oids.serialNumber, new asn1js.PrintableString({ value: name.creditCode })))
  parts.push(part(oids.commonName, new asn1js.Utf8String({ value: name.commonName })))
  return RelativeDistinguishedNames.fromBER(new asn1js.Sequence({ value: parts }).toBER())
}

function extensionsOf(request: CertificateRequest, subjectKeyId: Buffer): Extension[] {
  const extension = (extnID: string, critical: boolean, value: asn1js.BaseBlock) =>
    new Extension({ extnID, critical, extnValue: value.toBER() })
  const authorityKeyId = new asn1js.Sequence({
    value: [new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber: 0 }, valueHex: bytesOf(request.issuerKeyId) })],
  })
  // keyUsage bits from the left: 0 digitalSignature, 1 nonRepudiation, 5 keyCertSign, 6 cRLSign
  const usage = request.authority
    ? { valueHex: bytesOf(Buffer.of(0b0000_0110)), unusedBits: 1 }
    : { valueHex: bytesOf(Buffer.of(0b1100_0000)), unusedBits: 6 }
  const constraints = new BasicConstraints({
    cA: request.authority,
    ...(request.authority ? { pathLenConstraint: 0 } : {}),
  })
  const all = [
    extension(oids.basicConstraints, true, constraints.toSchema()),
    extension(oids.keyUsage, true, new asn1js.BitString(usage)),
    extension(oids.subjectKeyIdentifier, false, new asn1js.OctetString({ valueHex: bytesOf(subjectKeyId) })),
    extension(oids.authorityKeyIdentifier, false, authorityKeyId),
  ]
  // Readers built on NSS accept a signer only with the e-mail purpose beside that of RFC 9336.
  const purposes = new asn1js.Sequence({
    value: [oids.documentSigning, oids.emailProtection].map((value) => new asn1js.ObjectIdentifier({ value })),
  })
  if (request.address) {
    const uri = { idBlock: { tagClass: 3, tagNumber: 6 }, valueHex: bytesOf(Buffer.from(request.address, 'latin1')) }
    const names = new asn1js.Sequence({ value: [new asn1js.Primitive(uri)] })
    all.push(extension(oids.subjectAltName, false, names))
  }
  return request.authority ? all : [...all, extension(oids.extendedKeyUsage, false, purposes)]
}
