import { createHash } from 'node:crypto'
import { type Signer, sm2WithSm3Oid } from '#support/keys/index.ts'
import {
  describeSignature,
  fromSvg,
  type OfdFiles,
  type OfdStamp,
  openOfd,
  packOfd,
  signaturePaths,
} from '#support/ofd/index.ts'
import type { Seal, SealPicture } from './contract.ts'
import { sealInfoOf, sealOf, sealSignatureOf, toSignOf } from './ses.ts'

export const sm3Oid = '1.2.156.10197.1.401'

export const sm3 = (bytes: Uint8Array) => createHash('sm3').update(bytes).digest()

/** The picture of a seal as an OFD of its own size: outlines, which every reader shows sharp at any size. */
export async function pictureAsOfd(seal: Pick<Seal, 'id' | 'name'>, picture: SealPicture, at: Date): Promise<Buffer> {
  const { width, height, paths } = picture
  const about = { title: seal.name, author: seal.name, creator: 'Zhengtong', created: at.toISOString().slice(0, 10) }
  const ofd = openOfd({ id: seal.id.replaceAll('-', ''), ...about, data: {} }, { width, height })
  for (const { d, stroke } of paths) {
    const data = fromSvg(d, width / 2, height / 2)
    ofd.path(stroke === undefined ? { data, fill: sealRed } : { data, stroke: sealRed, lineWidth: stroke })
  }
  const files = ofd.files(() => {
    throw new Error('A seal is outlines only')
  })
  return packOfd(files, at)
}

const sealRed = '#b3261e'

/** `Seal.esl` (SESeal): the seal as its maker signed it. */
export async function makeElectronicSeal(
  seal: Seal,
  parts: { signerCertificate: Buffer; maker: Signer; makerCertificate: Buffer; at: Date },
): Promise<Buffer> {
  const { picture, validFrom, validTo } = seal
  if (!picture || !validFrom || !validTo) throw new Error(`The seal ${seal.id} is not made`)
  const info = sealInfoOf({
    id: seal.id,
    name: seal.name,
    signer: parts.signerCertificate,
    createdAt: parts.at,
    validFrom: new Date(validFrom),
    validTo: new Date(validTo),
    picture: {
      type: 'ofd',
      data: await pictureAsOfd(seal, picture, parts.at),
      width: picture.width,
      height: picture.height,
    },
  })
  return sealOf(info, parts.makerCertificate, await parts.maker.sign(info))
}

/** Seals a document: what it shows and says, file by file, under one SES_Signature (GB/T 33190-2016, 18; GB/T 38540-2020, 6). */
export async function sealOfd(
  document: { files: OfdFiles; stamps: readonly OfdStamp[] },
  seal: { electronic: Buffer; certificate: Buffer; signer: Signer },
  at: Date,
): Promise<Buffer> {
  const files: OfdFiles = new Map(document.files)
  files.set(signaturePaths.seal, seal.electronic)
  const description = describeSignature(
    files,
    {
      provider: 'Zhengtong',
      method: sm2WithSm3Oid,
      checkMethod: sm3Oid,
      at: `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`,
      stamps: document.stamps,
    },
    sm3,
  )
  const toSign = toSignOf(seal.electronic, at, sm3(description), `/${signaturePaths.description}`)
  files.set(signaturePaths.value, sealSignatureOf(toSign, seal.certificate, await seal.signer.sign(toSign)))
  return packOfd(files, at)
}
