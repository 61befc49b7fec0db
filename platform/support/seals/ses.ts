import * as asn1js from 'asn1js'
import { bytesOf, sm2WithSm3Oid } from '#support/keys/index.ts'

/**
 * Electronic seals and what they sign, in the ASN.1 of GB/T 38540-2020 (version 4): SESeal, made and signed by a seal
 * maker (制章者), and SES_Signature, signed by the seal's own key over one document.
 */
const version = 4

export type SealInfo = {
  /** Unique identifier of the seal, ASCII. */
  id: string
  name: string
  /** Certificate of the one who may sign with it. */
  signer: Buffer
  createdAt: Date
  validFrom: Date
  validTo: Date
  picture: { type: string; data: Buffer; width: number; height: number }
}

export type ReadSeal = SealInfo & {
  version: number
  /** The bytes that the maker signed. */
  signed: Buffer
  makerCertificate: Buffer
  algorithm: string
  signature: Buffer
}

/** SES_SealInfo: the bytes that the maker signs. */
export function sealInfoOf({ id, name, signer, createdAt, validFrom, validTo, picture }: SealInfo): Buffer {
  const header = sequence(ia5('ES'), integer(version), ia5('Zhengtong'))
  const property = sequence(
    integer(1), // 单位印章
    new asn1js.Utf8String({ value: name }),
    integer(1), // the list holds certificates, not their digests
    sequence(octets(signer)),
    time(createdAt),
    time(validFrom),
    time(validTo),
  )
  const image = sequence(ia5(picture.type), octets(picture.data), integer(picture.width), integer(picture.height))
  return der(sequence(header, ia5(id), property, image))
}

/** SESeal, the content of `Seal.esl`. */
export function sealOf(info: Buffer, maker: Buffer, signature: Buffer): Buffer {
  return der(sequence(parse(info), octets(maker), oid(sm2WithSm3Oid), bits(signature)))
}

/** TBS_Sign: the bytes that the seal's key signs. `dataHash` is the digest of `Signature.xml`, `property` its path. */
export function toSignOf(seal: Buffer, at: Date, dataHash: Buffer, property: string): Buffer {
  return der(sequence(integer(version), parse(seal), time(at), bits(dataHash), ia5(property)))
}

/** SES_Signature, the content of `SignedValue.dat`. */
export function sealSignatureOf(toSign: Buffer, certificate: Buffer, signature: Buffer): Buffer {
  return der(sequence(parse(toSign), octets(certificate), oid(sm2WithSm3Oid), bits(signature)))
}

/** Reads a SESeal; undefined when the bytes are not exactly one. */
export function readSeal(bytes: Uint8Array): ReadSeal | undefined {
  return reading(() => {
    const [info, maker, algorithm, signature] = parts(parse(bytes), 4)
    const [header, id, property, picture] = parts(info, 4)
    const [mark, number] = parts(header, 3)
    const [, name, listType, list, createdAt, validFrom, validTo] = parts(property, 7)
    const [type, data, width, height] = parts(picture, 4)
    if (textOf(mark) !== 'ES' || numberOf(listType) !== 1) return undefined
    const [signer, ...others] = parts(list)
    if (others.length > 0) return undefined
    return {
      version: numberOf(number),
      id: textOf(id),
      name: textOf(name),
      signer: octetsOf(signer),
      createdAt: timeOf(createdAt),
      validFrom: timeOf(validFrom),
      validTo: timeOf(validTo),
      picture: { type: textOf(type), data: octetsOf(data), width: numberOf(width), height: numberOf(height) },
      signed: der(info!),
      makerCertificate: octetsOf(maker),
      algorithm: oidOf(algorithm),
      signature: bitsOf(signature),
    }
  })
}

export type ReadSealSignature = {
  version: number
  seal: Buffer
  at: Date
  dataHash: Buffer
  property: string
  /** The bytes that the seal's key signed. */
  signed: Buffer
  certificate: Buffer
  algorithm: string
  signature: Buffer
}

/** Reads a SES_Signature; undefined when the bytes are not exactly one. */
export function readSealSignature(bytes: Uint8Array): ReadSealSignature | undefined {
  return reading(() => {
    const [toSign, certificate, algorithm, signature] = parts(parse(bytes), 4)
    const [number, seal, at, dataHash, property] = parts(toSign, 5)
    return {
      version: numberOf(number),
      seal: der(seal!),
      at: timeOf(at),
      dataHash: bitsOf(dataHash),
      property: textOf(property),
      signed: der(toSign!),
      certificate: octetsOf(certificate),
      algorithm: oidOf(algorithm),
      signature: bitsOf(signature),
    }
  })
}

const sequence = (...value: asn1js.BaseBlock[]) => new asn1js.Sequence({ value })
const integer = (value: number) => new asn1js.Integer({ value })
const ia5 = (value: string) => new asn1js.IA5String({ value })
const octets = (bytes: Uint8Array) => new asn1js.OctetString({ valueHex: bytesOf(bytes) })
const bits = (bytes: Uint8Array) => new asn1js.BitString({ valueHex: bytesOf(bytes) })
const oid = (value: string) => new asn1js.ObjectIdentifier({ value })
const time = (valueDate: Date) => new asn1js.GeneralizedTime({ valueDate: wholeSecond(valueDate) })
const der = (block: asn1js.BaseBlock) => Buffer.from(block.toBER())
const wholeSecond = (at: Date) => new Date(Math.floor(at.getTime() / 1000) * 1000)

/** Any of these not being of its kind means that the whole is not what it claims to be. */
class NotTheStructure extends Error {}

function reading<Value>(read: () => Value | undefined): Value | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof NotTheStructure) return undefined
    throw error
  }
}

function parse(bytes: Uint8Array): asn1js.BaseBlock {
  const { offset, result } = asn1js.fromBER(bytesOf(bytes))
  if (offset !== bytes.length) throw new NotTheStructure()
  return result
}

function parts(block: asn1js.BaseBlock | undefined, count?: number): asn1js.BaseBlock[] {
  if (!(block instanceof asn1js.Sequence)) throw new NotTheStructure()
  const { value } = block.valueBlock
  if (count !== undefined && value.length !== count) throw new NotTheStructure()
  return value
}

function must<Block>(block: unknown, kind: new (...given: never[]) => Block): Block {
  if (!(block instanceof kind)) throw new NotTheStructure()
  return block
}

function textOf(block: unknown): string {
  if (block instanceof asn1js.Utf8String) return block.getValue()
  return must(block, asn1js.IA5String).getValue()
}

const numberOf = (block: unknown) => must(block, asn1js.Integer).valueBlock.valueDec
const octetsOf = (block: unknown) => Buffer.from(must(block, asn1js.OctetString).valueBlock.valueHexView)
const bitsOf = (block: unknown) => Buffer.from(must(block, asn1js.BitString).valueBlock.valueHexView)
const oidOf = (block: unknown) => must(block, asn1js.ObjectIdentifier).valueBlock.toString()
const timeOf = (block: unknown) => must(block, asn1js.GeneralizedTime).toDate()
