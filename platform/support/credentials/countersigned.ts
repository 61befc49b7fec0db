import { X509Certificate } from 'node:crypto'
import type { Keys } from '#support/keys/index.ts'
import { type Countersigner, countersignedOver, readPdfSignature } from '#support/seals/index.ts'
import { check } from './bundle.ts'
import type { Check } from './contract.ts'
import { type ReadPaper, readPaper } from './papers.ts'

/** A sealed PDF, and who signed behind the seal. */
export type ReadSignedPaper = ReadPaper & { countersigner?: Countersigner }

/**
 * Reads a PDF under a seal, with or without a person's signature behind it. What stands behind the seal must be that
 * signature and nothing else; then the sealed part is judged by itself, and the person's signature over the whole.
 */
export async function readSignedPaper(keys: Keys, realm: string, pdf: Buffer): Promise<ReadSignedPaper> {
  const over = countersignedOver(pdf)
  if (!over) return readPaper(keys, realm, pdf)
  const paper = await readPaper(keys, realm, over.sealed)
  const root = new X509Certificate((await keys.root(realm)).certificate)
  return { ...paper, checks: [...paper.checks, ...checksOf(pdf, over.by, root)], countersigner: over.by }
}

function checksOf(pdf: Buffer, by: Countersigner, root: X509Certificate): Check[] {
  const signature = readPdfSignature(pdf)
  const own = signature?.chain[0]
  const named = own && /^CN=(.+)$/m.exec(own.subject)?.[1] === by.name
  const chained = own?.checkIssued(root) === true && own.verify(root.publicKey)
  const inForce = own !== undefined && by.at >= own.validFromDate && by.at <= own.validToDate
  return [
    check(
      'countersignature',
      signature?.signatureHolds === true && signature.digestHolds && signature.coversWhole && named === true,
      '本人签名有效，覆盖整个文件',
      'The person’s signature holds over the whole file',
      `P-256/SHA-256，签名人 ${by.name}，${by.reason}`,
    ),
    check(
      'countersigner',
      chained && inForce,
      '本人签名证书由本平台的根证书签发，签名时有效',
      'The person’s certificate was issued by our root and in force when signing',
      own ? `${own.validFromDate.toISOString()} 至 ${own.validToDate.toISOString()}` : '没有证书',
    ),
  ]
}
