import { createHash, type KeyObject, verify, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'
import { bytesOf, rsaWithSha256, type SignBytes } from '#support/keys/index.ts'

const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
}

/** RSA PKCS#1 v1.5 or ECDSA on P-256 (in DER, RFC 5753), each over SHA-256. */
export type CmsAlgorithm = 'RSA' | 'ES256'

/**
 * A detached CMS signature (RFC 5652) over `content` with the attributes of CAdES-BES (ETSI EN 319 122-1): DER. The chain
 * begins with the signer's certificate. With RSA the same input gives the same bytes: PKCS#1 v1.5 has no randomness.
 */
export async function signDetached(content: Uint8Array, chain: Buffer[], sign: SignBytes): Promise<Buffer> {
  return detachedOf(content, chain, 'RSA', await sign(bytesToSign(content, chain)))
}

/** What the signer's key must sign: the attributes, in which the digest of the content stands. */
export function bytesToSign(content: Uint8Array, chain: Buffer[]): Buffer {
  return attributesOf(content, ownOf(chain)).der
}

/** The detached signature, once its bytes were signed, wherever the key is. */
export function detachedOf(content: Uint8Array, chain: Buffer[], algorithm: CmsAlgorithm, signature: Buffer): Buffer {
  const certificates = chain.map((der) => Certificate.fromBER(bytesOf(der)))
  const signer = certificates[0]!
  const digestAlgorithm = new AlgorithmIdentifier({ algorithmId: oids.sha256, algorithmParams: new asn1js.Null() })
  const info = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: signer.serialNumber }),
    digestAlgorithm,
    signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes: attributesOf(content, ownOf(chain)).sorted }),
    signatureAlgorithm:
      algorithm === 'RSA' ? rsaWithSha256() : new AlgorithmIdentifier({ algorithmId: oids.ecdsaWithSha256 }),
    signature: new asn1js.OctetString({ valueHex: bytesOf(signature) }),
  })
  const signed = new SignedData({
    version: 1,
    digestAlgorithms: [digestAlgorithm],
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: oids.data }),
    certificates,
    signerInfos: [info],
  })
  const whole = new ContentInfo({ contentType: oids.signedData, content: signed.toSchema(true) })
  return Buffer.from(whole.toSchema().toBER())
}

function ownOf([own]: Buffer[]): Buffer {
  if (!own) throw new RangeError('a signature needs the signer certificate')
  return own
}

function attributesOf(content: Uint8Array, own: Buffer): { der: Buffer; sorted: Attribute[] } {
  return setOf([
    new Attribute({ type: oids.contentType, values: [new asn1js.ObjectIdentifier({ value: oids.data })] }),
    new Attribute({
      type: oids.messageDigest,
      values: [new asn1js.OctetString({ valueHex: bytesOf(sha256(content)) })],
    }),
    new Attribute({ type: oids.signingCertificateV2, values: [signingCertificate(own)] }),
  ])
}

/** What a detached signature says about itself and whether each part holds. Trust in the chain is for the caller. */
export type DetachedSignature = {
  chain: X509Certificate[]
  /** The signed digest is that of the content. */
  digestHolds: boolean
  /** The attributes, the digest among them, were signed with the key of the first certificate. */
  signatureHolds: boolean
}

/** Reads a detached CMS signature and checks it against `content`; undefined when the bytes are not one that we know. */
export function readDetached(der: Uint8Array, content: Uint8Array): DetachedSignature | undefined {
  const signed = parseSigned(der)
  const info = signed?.signerInfos[0]
  if (!signed || !info || signed.signerInfos.length !== 1 || !info.signedAttrs) return undefined
  const certificates = (signed.certificates ?? []).filter((each): each is Certificate => each instanceof Certificate)
  const sid: unknown = info.sid
  if (!(sid instanceof IssuerAndSerialNumber)) return undefined
  const own = certificates.find(
    (each) => each.serialNumber.isEqual(sid.serialNumber) && each.issuer.isEqual(sid.issuer),
  )
  if (!own) return undefined
  const chain = [own, ...certificates.filter((each) => each !== own)].flatMap(readCertificate)
  if (chain.length !== certificates.length) return undefined
  const digest = attribute(info.signedAttrs, oids.messageDigest)
  const type = attribute(info.signedAttrs, oids.contentType)
  const bound = attribute(info.signedAttrs, oids.signingCertificateV2)
  const attributes = setOf(info.signedAttrs.attributes)
  const key = chain[0]!.publicKey
  return {
    chain,
    digestHolds:
      digest instanceof asn1js.OctetString && sha256(content).equals(Buffer.from(digest.valueBlock.valueHexView)),
    signatureHolds:
      type instanceof asn1js.ObjectIdentifier &&
      type.valueBlock.toString() === oids.data &&
      bound !== undefined &&
      Buffer.from(bound.toBER()).equals(Buffer.from(signingCertificate(chain[0]!.raw).toBER())) &&
      info.digestAlgorithm.algorithmId === oids.sha256 &&
      mayHaveSigned(key, info.signatureAlgorithm.algorithmId) &&
      verify('sha256', attributes.der, key, Buffer.from(info.signature.valueBlock.valueHexView)),
  }
}

/** None where the structure is there and OpenSSL reads no certificate or no key in it. */
function readCertificate(certificate: Certificate): X509Certificate[] {
  try {
    const read = new X509Certificate(Buffer.from(certificate.toSchema(false).toBER()))
    return read.publicKey ? [read] : []
  } catch {
    return [] // to the caller, as whatever else is not the structure: "no signature that we know here"
  }
}

/** Each kind of key signs in one way: the file cannot choose another. */
function mayHaveSigned(key: KeyObject, algorithm: string): boolean {
  if (key.asymmetricKeyType === 'rsa') return algorithm !== oids.ecdsaWithSha256
  return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' && algorithm === oids.ecdsaWithSha256
}

function parseSigned(der: Uint8Array): SignedData | undefined {
  try {
    const content = ContentInfo.fromBER(bytesOf(der))
    return content.contentType === oids.signedData ? new SignedData({ schema: content.content }) : undefined
  } catch {
    // The library throws for anything that is not the structure; to the caller all of it is "no signature here".
    return undefined
  }
}

function attribute(attributes: SignedAndUnsignedAttributes, type: string): asn1js.BaseBlock | undefined {
  const found = attributes.attributes.filter((each) => each.type === type)
  return found.length === 1 && found[0]!.values.length === 1 ? found[0]!.values[0] : undefined
}

/** SigningCertificateV2 (RFC 5035): binds the signature to one certificate, so that it cannot be swapped. */
function signingCertificate(certificate: Uint8Array): asn1js.Sequence {
  const certId = new asn1js.Sequence({ value: [new asn1js.OctetString({ valueHex: bytesOf(sha256(certificate)) })] })
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [certId] })] })
}

/** The attributes as the DER SET OF that is signed (RFC 5652, 5.4): members in order of their encodings. */
function setOf(attributes: Attribute[]): { der: Buffer; sorted: Attribute[] } {
  const encoded = attributes.map((each) => ({ each, der: Buffer.from(each.toSchema().toBER()) }))
  encoded.sort((a, b) => Buffer.compare(a.der, b.der))
  const set = new asn1js.Set({ value: encoded.map(({ each }) => each.toSchema()) })
  return { der: Buffer.from(set.toBER()), sorted: encoded.map(({ each }) => each) }
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
