import { createHash, createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Files } from '#ground/files/files.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { leafHash } from '#kernel/merkle.ts'
import { decodeCursor, pageOf } from '#kernel/paging.ts'
import type { Keys } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import { bytesToSignOf, completePdf, openCountersignature } from '#support/seals/index.ts'
import type { Signing, SigningAsked, SigningDraft } from './contract.ts'
import * as store from './store.ts'

const minutes = 60_000
/** From being shown what to sign until it is signed; the certificate counts no longer. */
const patience = 10 * minutes
const largest = 25 * 1024 * 1024

/** A citizen's own signature behind the seal of a paper that is theirs (电子签名法第13条: the key is the signer's alone). */
export function createSignings(needs: {
  db: Db
  clock: Clock
  newId: NewId
  files: Files
  keys: Keys
  ledger: Ledger
  /** The sealed paper of a credential that the actor may see; refuses others. */
  paper: (actor: Actor, credentialId: string) => Promise<{ name: string; pdf: Readable }>
}) {
  const { db, clock, files, keys } = needs

  async function own(actor: Actor, id: string): Promise<store.SignedRow> {
    const row = await store.selectSigning(db, actor.realm, id)
    if (row?.account_id === actor.accountId) return row
    throw new Refusal('missing', 'signings.missing', `No signing ${id} of ${actor.accountId}`)
  }

  /** The paper with the place for this signature open: the same bytes each time. */
  async function opened(row: store.SigningRow): Promise<Buffer> {
    const sealed = await buffer(await files.open(row.document_hash))
    return openCountersignature(sealed, { name: row.signer_name, reason: row.reason, at: row.at, id: row.id })
  }

  return {
    /** Readies a signature over a paper that was shown whole, with a certificate for this one signature. */
    async begin(actor: Actor, draft: SigningDraft): Promise<SigningAsked> {
      const key = keyOf(draft)
      const { name, pdf } = await needs.paper(actor, draft.credentialId)
      const sealed = await buffer(pdf)
      const pages = pagesIn(sealed)
      if (draft.pagesRead !== pages)
        throw new Refusal('invalid', 'signings.not-read', `${draft.pagesRead} of ${pages} pages were shown`)
      const at = new Date(Math.floor(clock().getTime() / 1000) * 1000)
      const until = new Date(at.getTime() + patience)
      const spki = key.export({ type: 'spki', format: 'der' })
      const row: store.SigningRow = {
        realm: actor.realm,
        id: needs.newId(),
        party_id: actor.partyId ?? actor.accountId,
        account_id: actor.accountId,
        signer_name: actor.name,
        credential_id: draft.credentialId,
        title: name,
        reason: draft.reason,
        level: actor.level,
        pages,
        document_digest: sha256(sealed),
        document_hash: (await files.put(sealed, { maxBytes: largest })).hash,
        certificates: await keys.certifySigner(actor.realm, { name: actor.name }, spki, at, until),
        at,
      }
      const toSign = bytesToSignOf(await opened(row), row.certificates)
      await inTransaction(db, (tx) => store.insertSigning(tx, row))
      return {
        id: row.id,
        toSign: toSign.toString('base64'),
        documentDigest: row.document_digest.toString('hex'),
        until: until.toISOString(),
      }
    },

    /** Puts what the phone signed into the paper; `signature` is r‖s, as browsers give it. */
    async finish(actor: Actor, id: string, signature: string): Promise<Signing> {
      const row = await own(actor, id)
      if (row.signed_at) throw new Refusal('conflict', 'signings.done', `Signing ${id} is done`)
      const now = clock()
      if (now.getTime() > row.at.getTime() + patience)
        throw new Refusal('conflict', 'signings.late', `Signing ${id} ended at ${row.at.toISOString()}`)
      const raw = Buffer.from(signature, 'base64')
      const open = await opened(row)
      const { publicKey } = new X509Certificate(row.certificates[0]!)
      const signed = bytesToSignOf(open, row.certificates)
      if (raw.length !== 64 || !verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw))
        throw new Refusal('invalid', 'signings.wrong', 'The signature does not hold under the key of its beginning')
      const pdf = completePdf(open, row.certificates, ecdsaDer(raw))
      const { hash } = await files.put(pdf, { maxBytes: largest })
      const digest = digestOfSigning(row, sha256(pdf))
      const made: store.Made = {
        signed_at: now,
        signed_digest: sha256(pdf),
        signed_hash: hash,
        leaf: Buffer.from(leafHash(cryptoSuite('INTL').hash, digest)),
      }
      await inTransaction(db, async (tx) => {
        const otherwise = () => new Refusal('conflict', 'signings.done', `Signing ${id} is done`)
        await store.keepSigned(tx, actor.realm, id, made, otherwise)
        await needs.ledger.append(tx, actor.realm, [{ kind: 'signings.signed', subject: id, digest }])
      })
      return shown({ ...row, ...made })
    },

    async list(actor: Actor, page: { limit: number; cursor?: string }) {
      const before = page.cursor ? idOf(page.cursor) : undefined
      const rows = await store.selectSigned(db, actor.realm, actor.accountId, before, page.limit + 1)
      const { items, ...rest } = pageOf(rows, page.limit, ({ id }) => [id])
      return { items: items.map(shown), ...rest }
    },

    async pdf(actor: Actor, id: string): Promise<{ name: string; pdf: Readable }> {
      const row = await own(actor, id)
      if (!row.signed_hash) throw new Refusal('missing', 'signings.missing', `Signing ${id} was never made`)
      return { name: row.title, pdf: await files.open(row.signed_hash) }
    },
  }
}

export type Signings = ReturnType<typeof createSignings>

/** SM3 of what the log keeps of a signature: which document, by which certificate, what came of it. */
function digestOfSigning(row: store.SigningRow, signedDigest: Buffer): Buffer {
  const body = {
    format: 'zhengtong-signing/1',
    realm: row.realm,
    id: row.id,
    document: row.document_digest.toString('hex'),
    certificate: sha256(row.certificates[0]!).toString('hex'),
    signed: signedDigest.toString('hex'),
    level: row.level,
    at: row.at.toISOString(),
  }
  return cryptoSuite('GM').hash(Buffer.from(canonicalJson(body), 'utf8'))
}

function keyOf({ publicKey }: SigningDraft): KeyObject {
  try {
    return createPublicKey({ key: publicKey, format: 'jwk' })
  } catch {
    // What is no point of the curve can sign nothing.
    throw new Refusal('invalid', 'signings.bad-key', 'The key is no point of P-256')
  }
}

/** r‖s as DER SEQUENCE of two INTEGERs (RFC 3279, 2.2.3), as CMS wants it. */
function ecdsaDer(raw: Buffer): Buffer {
  const integer = (bytes: Buffer) => {
    const from = bytes.findIndex((byte) => byte !== 0)
    const trimmed = bytes.subarray(from < 0 ? bytes.length - 1 : from)
    const value = (trimmed[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), trimmed]) : trimmed
    return Buffer.concat([Buffer.of(2, value.length), value])
  }
  const both = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))])
  return Buffer.concat([Buffer.of(0x30, both.length), both])
}

/** Our papers name each page in plain text. */
const pagesIn = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

function idOf(cursor: string): string {
  const [id] = decodeCursor(cursor, 1)
  if (typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return id
  throw new Refusal('invalid', 'paging.bad-cursor', 'The cursor is not one that this list gave out')
}

const shown = (row: store.SignedRow): Signing => ({
  id: row.id,
  credentialId: row.credential_id,
  title: row.title,
  reason: row.reason,
  signerName: row.signer_name,
  level: row.level,
  pages: row.pages,
  documentDigest: row.document_digest.toString('hex'),
  signedDigest: row.signed_digest!.toString('hex'),
  at: row.at.toISOString(),
  leafHash: row.leaf!.toString('hex'),
})
