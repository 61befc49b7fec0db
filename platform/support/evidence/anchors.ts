import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, pageOf } from '#kernel/paging.ts'
import type { Keys } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { Channels } from './channels.ts'
import type { AnchorRequest, Receipt, Statement, WholeReceipt } from './contract.ts'
import { digestOfStatement, leafOfStatement } from './statement.ts'
import * as store from './store.ts'

/** A head as a signed note, when witnesses have cosigned one. */
export type Cosigned = { size: number; note: string }

export function createAnchors(needs: {
  db: Db
  clock: Clock
  newId: NewId
  ledger: Ledger
  keys: Keys
  channels: Channels
  cosigned(realm: string): Promise<Cosigned | undefined>
}) {
  const { db, ledger, keys } = needs

  /** Prefers a head that witnesses cosigned: its proof convinces also those who do not trust us alone. */
  async function receiptOf(row: store.AnchorRow, cosigned?: Cosigned): Promise<Receipt> {
    const leaf = row.leaf.toString('hex')
    const within = cosigned && (await ledger.proof(row.realm, leaf, cosigned.size))
    const answer = within?.status === 'included' ? within : await ledger.proof(row.realm, leaf)
    return { statement: statementOf(row), leaf, ...answer }
  }

  return {
    /** Anchors digests in one step of a channel. What a system said before is not said again: it gets the first receipt. */
    async anchor(realm: string, client: store.ClientRow, request: AnchorRequest): Promise<Receipt[]> {
      const channel = await needs.channels.must(realm, request.channel)
      if (!client.channels.includes(channel.key))
        throw new Refusal('forbidden', 'evidence.not-admitted', `${client.name} is not admitted to ${channel.key}`)
      if (channel.closed) throw new Refusal('conflict', 'evidence.channel-closed', `Channel ${channel.key} is closed`)
      if (!channel.steps.some(({ key }) => key === request.step))
        throw new Refusal('invalid', 'evidence.step-unknown', `Channel ${channel.key} has no step ${request.step}`)
      if (channel.signed && request.items.some(({ signer }) => !signer))
        throw new Refusal('invalid', 'evidence.signer-missing', `Each step of ${channel.key} says who signed it`)
      const at = needs.clock()
      const rows = distinct(request).map((item): store.AnchorRow => {
        const row = {
          realm,
          id: needs.newId(),
          channel: channel.key,
          step: request.step,
          algorithm: item.algorithm,
          digest: Buffer.from(item.digest, 'hex'),
          reference: item.reference ?? null,
          signer: item.signer ?? null,
          client_id: client.id,
          client_name: client.name,
          at,
          leaf: Buffer.alloc(0),
        }
        return { ...row, leaf: leafOfStatement(statementOf(row)) }
      })
      const said = await inTransaction(db, async (tx) => {
        const fresh = new Set(await store.insertAnchors(tx, rows))
        const leaves = rows
          .filter(({ id }) => fresh.has(id))
          .map((row) => ({ kind: 'evidence.anchor', subject: row.id, digest: digestOfStatement(statementOf(row)) }))
        const { channel: within, step } = request
        const digests = rows.map(({ digest }) => digest)
        const known = await store.selectSaid(tx, { realm, clientId: client.id, channel: within, step, digests })
        await ledger.append(tx, realm, leaves)
        return known
      })
      const kept = new Map(said.map((row) => [sameness(row.digest.toString('hex'), row.reference), row]))
      return Promise.all(
        request.items.map(({ digest, reference }) => receiptOf(kept.get(sameness(digest, reference ?? null))!)),
      )
    },
    /** What stands in the evidence base of a digest, or of a thing by its reference: the trail, in order. */
    async find(
      realm: string,
      by: { digest?: string; channel?: string; reference?: string },
      page: { limit: number; cursor?: string },
    ): Promise<{ items: Receipt[]; next?: string }> {
      const { digest, channel, reference } = by
      const what = digest
        ? { digest: Buffer.from(digest, 'hex') }
        : channel && reference
          ? { channel, reference }
          : undefined
      if (!what) throw new Refusal('invalid', 'evidence.ask-narrower', 'Neither a digest nor channel and reference')
      const after = page.cursor ? idOf(page.cursor) : undefined
      const rows = await store.selectAnchors(db, realm, what, after, page.limit + 1)
      const cosigned = await needs.cosigned(realm)
      const { items, ...rest } = pageOf(rows, page.limit, ({ id }) => [id])
      return { items: await Promise.all(items.map((row) => receiptOf(row, cosigned))), ...rest }
    },
    async receipt(realm: string, id: string): Promise<WholeReceipt> {
      const row = await store.selectAnchor(db, realm, id)
      if (!row) throw new Refusal('missing', 'evidence.anchor-missing', `No anchor ${id}`)
      const cosigned = await needs.cosigned(realm)
      const receipt = await receiptOf(row, cosigned)
      const { keyId } = await keys.logSigner(realm)
      return {
        ...receipt,
        logKey: await keys.statement(realm, keyId),
        root: await keys.root(realm),
        ...(cosigned && receipt.head?.size === cosigned.size ? { checkpoint: cosigned.note } : {}),
      }
    },
  }
}

export type Anchors = ReturnType<typeof createAnchors>

function idOf(cursor: string): string {
  const [id] = decodeCursor(cursor, 1)
  if (typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return id
  throw new Refusal('invalid', 'paging.bad-cursor', 'The cursor is not one that this list gave out')
}

const sameness = (digest: string, reference: string | null) => `${digest} ${reference ?? ''}`

/** One request may say the same twice; it is written down once. */
function distinct({ items }: AnchorRequest): AnchorRequest['items'] {
  return [...new Map(items.map((item) => [sameness(item.digest, item.reference ?? null), item])).values()]
}

export function statementOf(row: Omit<store.AnchorRow, 'leaf'>): Statement {
  return {
    format: 'zhengtong-evidence/1',
    realm: row.realm,
    id: row.id,
    channel: row.channel,
    step: row.step,
    algorithm: row.algorithm,
    digest: row.digest.toString('hex'),
    ...(row.reference ? { reference: row.reference } : {}),
    ...(row.signer ? { signer: row.signer } : {}),
    client: { id: row.client_id, name: row.client_name },
    at: row.at.toISOString(),
  }
}
