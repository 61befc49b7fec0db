import { X509Certificate } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Db } from '#ground/database/index.ts'
import type { Files } from '#ground/files/files.ts'
import type { Keys } from '#support/keys/index.ts'
import { readPdfSignature, type Seals } from '#support/seals/index.ts'
import { check } from './bundle.ts'
import type { TypeCatalogue } from './catalogue.ts'
import type { Check } from './contract.ts'
import type { Press } from './rendering/press.ts'
import type { CredentialRow, Store } from './store.ts'

const largestPaper = 20 * 1024 * 1024

type PaperNeeds = { db: Db; files: Files; seals: Seals; types: TypeCatalogue; store: Store; press: Press }

/**
 * The sealed PDF of a credential: drawn and signed at the first call and kept. The same record always gives the same bytes,
 * so a file that is lost is made again with the same hash.
 */
export async function paperOf(needs: PaperNeeds, realm: string, row: CredentialRow): Promise<Readable> {
  if (row.pdfHash && (await needs.files.has(row.pdfHash))) return needs.files.open(row.pdfHash)
  const { seal, paper } = await paperFor(needs, realm, row)
  const drawn = await needs.press.render(paper)
  const { hash } = await needs.files.put(await needs.seals.signPdf(realm, seal, drawn), { maxBytes: largestPaper })
  await needs.store.setPdf(needs.db, realm, row.id, hash)
  return needs.files.open(hash)
}

/** The same record as OFD under the SM2 seal (GB/T 33190-2016, GB/T 38540-2020), sealed once and kept. */
export async function ofdOf(needs: PaperNeeds, realm: string, row: CredentialRow): Promise<Readable> {
  if (row.ofdHash && (await needs.files.has(row.ofdHash))) return needs.files.open(row.ofdHash)
  const { seal, paper } = await paperFor(needs, realm, row)
  const drawn = await needs.press.renderOfd(paper)
  const sealed = await needs.seals.sealOfd(realm, seal, drawn, new Date(row.record.issuedAt))
  const { hash } = await needs.files.put(sealed, { maxBytes: largestPaper })
  await needs.store.setOfd(needs.db, realm, row.id, hash)
  return needs.files.open(hash)
}

async function paperFor(needs: PaperNeeds, realm: string, row: CredentialRow) {
  const seal = await needs.seals.find(realm, row.sealId)
  if (!seal?.picture) throw new Error(`The seal ${row.sealId} has no picture`)
  const type = await needs.types.get(row.type, row.typeVersion)
  const digest = row.recordDigest.toString('hex')
  return { seal, paper: { record: row.record, digest, type, picture: seal.picture } }
}

/** What a PDF says of itself: which credential it shows, and whether it is as it was signed. */
export type ReadPaper = {
  identifier: string | undefined
  digest: string | undefined
  signer: string | undefined
  claimedAt: Date | undefined
  checks: Check[]
}

/** Reads a PDF that somebody hands in and checks its signature against the realm's own root. */
export async function readPaper(keys: Keys, realm: string, pdf: Buffer): Promise<ReadPaper> {
  const signature = readPdfSignature(pdf)
  const none = check('signature', false, '文件上有电子签名', 'The file carries a signature', '没有找到可以识别的签名')
  if (!signature)
    return { identifier: undefined, digest: undefined, signer: undefined, claimedAt: undefined, checks: [none] }
  // Only what the signature covers is read: nothing that was put behind it can speak.
  const said = signature.content.toString('latin1')
  const root = new X509Certificate((await keys.root(realm)).certificate)
  const own = signature.chain[0]
  const at = signature.claimedAt
  const chained = own?.checkIssued(root) === true && own.verify(root.publicKey)
  const inForce = own !== undefined && at !== undefined && at >= own.validFromDate && at <= own.validToDate
  const signer = own && /^CN=(.+)$/m.exec(own.subject)?.[1]
  return {
    identifier: /\/ZtIdentifier \(([0-9A-Z.]{20,120})\)/.exec(said)?.[1],
    digest: /\/ZtDigest \(([0-9a-f]{64})\)/.exec(said)?.[1],
    signer,
    claimedAt: at,
    checks: [
      check(
        'signature',
        signature.signatureHolds,
        '签名有效',
        'The signature holds',
        `RSA/SHA-256，签名人 ${signer ?? '未知'}`,
      ),
      check(
        'content',
        signature.digestHolds && signature.coversWhole,
        '文件和签名时一字不差',
        'The file is exactly what was signed',
        signature.digestHolds
          ? signature.coversWhole
            ? '签名覆盖整个文件'
            : '签名之后又被追加了内容'
          : '文件摘要与签名里的摘要不一致',
      ),
      check(
        'chain',
        chained,
        '签名证书由本平台的根证书签发',
        'The certificate was issued by our root',
        own?.issuer.replaceAll('\n', '，') ?? '',
      ),
      check(
        'certificate',
        inForce,
        '签名时证书在有效期内',
        'The certificate was in force when signing',
        own ? `${own.validFromDate.toISOString().slice(0, 10)} 至 ${own.validToDate.toISOString().slice(0, 10)}` : '',
      ),
    ],
  }
}
