import { createHash } from 'node:crypto'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, pageOf } from '#kernel/paging.ts'
import { mayWrite } from './policy.ts'
import type { ApiKey, Letter, LetterAnswer, LetterKind, LetterState, NewLetter } from './portal/contract.ts'
import type { ReleaseNeeds, Releases } from './service.ts'
import * as store from './store/letters.ts'
import { findRelease } from './store/releases.ts'

export type LetterNeeds = Pick<ReleaseNeeds, 'clock' | 'newId' | 'recordAudit'> & {
  db: Db
  random: (bytes: Uint8Array<ArrayBuffer>) => void
  releases: Pick<Releases, 'reach'>
  /** Tells who wrote that there is an answer. */
  tell: (
    tx: Tx,
    told: { realm: string; accountId: string; title: string; state: LetterState; answer: string },
  ) => Promise<void>
}
export type Letters = ReturnType<typeof createLetters>
type Query = { limit: number; cursor?: string; kind?: LetterKind; state?: LetterState }

const mostKeys = 5
const states = { answer: 'answered', grant: 'granted', refuse: 'refused' } as const

/** Applications for what is open on conditions, requests for data and feedback, their answers; and the keys of the API. */
export function createLetters(needs: LetterNeeds) {
  const { db, clock } = needs

  async function write(actor: Actor, said: NewLetter, claim?: Claim): Promise<Letter> {
    mayWrite(actor)
    const { realm } = actor
    const release = said.datasetId ? await findRelease(db, realm, said.datasetId) : undefined
    if ((said.kind !== 'request') !== (release?.state === 'published'))
      throw new Refusal('missing', 'opening.missing', `No dataset ${said.datasetId}`)
    if (said.kind === 'application' && release?.plan.access !== 'conditional')
      throw new Refusal('conflict', 'opening.not-now', 'What is open to all is not applied for')
    const row = {
      ...{ realm, id: needs.newId(), kind: said.kind, release_id: release?.id ?? null, account_id: actor.accountId },
      ...{ author: actor.onBehalfOf?.name ?? actor.name, title: said.title.trim(), text: said.text.trim() },
      ...{ state: 'waiting' as const, filed_at: clock() },
    }
    const letter = show(
      { ...row, release_name: release?.about.name ?? null, answer: null, answered_at: null, until: null },
      false,
    )
    await inTransaction(db, async (tx) => {
      await store.insertLetter(tx, row)
      await claim?.answer(tx, 201, letter)
    })
    return letter
  }

  async function list(
    realm: string,
    query: Query & { account?: string; release?: string; shown?: boolean },
    whole: boolean,
  ) {
    const { cursor, limit, ...filter } = query
    const before = cursor ? decodeCursor(cursor, 2) : undefined
    const rows = await store.listLetters(db, realm, {
      ...{ ...filter, limit: limit + 1 },
      ...(before ? { before: [String(before[0]), String(before[1])] as const } : {}),
    })
    const page = pageOf(rows, limit, (row) => [row.filed_at.toISOString(), row.id])
    return { ...page, items: page.items.map((row) => show(row, whole)) }
  }

  async function managed(actor: Actor) {
    const { reviewed } = await needs.releases.reach(actor)
    if (reviewed.length === 0) throw new Refusal('forbidden', 'opening.forbidden', 'Only managers answer letters')
  }

  async function answer(actor: Actor, id: string, { verb, answer: text, until }: LetterAnswer): Promise<Letter> {
    await managed(actor)
    const row = await store.findLetter(db, actor.realm, id)
    if (!row) throw new Refusal('missing', 'opening.missing', `No letter ${id}`)
    if ((verb !== 'answer') !== (row.kind === 'application'))
      throw new Refusal('conflict', 'opening.not-now', `${verb} is no answer to a ${row.kind}`)
    const state = states[verb]
    await inTransaction(db, async (tx) => {
      const said = { state, answer: text.trim(), by: actor.name, at: clock() }
      if (!(await store.answerLetter(tx, row, { ...said, until: verb === 'grant' ? (until ?? null) : null })))
        throw new Refusal('conflict', 'opening.answered', 'Somebody has answered it')
      await needs.tell(tx, {
        realm: row.realm,
        accountId: row.account_id,
        title: row.title,
        state,
        answer: said.answer,
      })
      await needs.recordAudit(tx, actor, {
        ...{ action: `opening.letter-${verb}`, objectType: 'opening-letter', objectId: id, purpose: said.answer },
      })
    })
    return show((await store.findLetter(db, actor.realm, id))!, true)
  }

  const digestOf = (secret: string) => createHash('sha256').update(secret).digest()

  async function issueKey(actor: Actor, name: string): Promise<ApiKey & { secret: string }> {
    mayWrite(actor)
    const bytes = new Uint8Array(32)
    needs.random(bytes)
    const secret = `zto_${Buffer.from(bytes).toString('base64url')}`
    const row = { id: needs.newId(), account_id: actor.accountId, name: name.trim(), issued_at: clock() }
    await inTransaction(db, async (tx) => {
      if ((await store.listKeys(tx, actor.realm, actor.accountId)).length >= mostKeys)
        throw new Refusal('conflict', 'opening.too-many-keys', `${mostKeys} keys at most`)
      await store.insertKey(tx, actor.realm, { ...row, digest: digestOf(secret) })
    })
    return { ...keyOf(row), secret }
  }

  async function revokeKey(actor: Actor, id: string): Promise<void> {
    mayWrite(actor)
    await inTransaction(db, async (tx) => {
      if (!(await store.revokeKey(tx, actor.realm, actor.accountId, id, clock())))
        throw new Refusal('missing', 'opening.missing', `No key ${id}`)
    })
  }

  return {
    write,
    answer,
    issueKey,
    revokeKey,
    async mine(actor: Actor, query: Query) {
      mayWrite(actor)
      return list(actor.realm, { ...query, account: actor.accountId }, false)
    },
    /** What the public reads: answers, and not who asked. */
    shown: (realm: string, query: Query & { release?: string }) => list(realm, { ...query, shown: true }, false),
    async all(actor: Actor, query: Query) {
      await managed(actor)
      return list(actor.realm, query, true)
    },
    async keys(actor: Actor): Promise<ApiKey[]> {
      mayWrite(actor)
      return (await store.listKeys(db, actor.realm, actor.accountId)).map(keyOf)
    },
    async accountOf(realm: string, secret: string): Promise<string> {
      const found = await store.findKey(db, realm, digestOf(secret))
      if (!found) throw new Refusal('forbidden', 'opening.bad-key', 'No such key')
      return found.account_id
    },
  }
}

const keyOf = ({ id, name, issued_at }: store.KeyRecord): ApiKey => ({ id, name, issuedAt: issued_at.toISOString() })

const show = (row: store.LetterRecord, whole: boolean): Letter => ({
  ...{ id: row.id, kind: row.kind, state: row.state, title: row.title, text: row.text },
  ...(row.release_id ? { dataset: { id: row.release_id, name: row.release_name ?? '' } } : {}),
  ...(whole ? { author: row.author } : {}),
  filedAt: row.filed_at.toISOString(),
  ...(row.answer === null ? {} : { answer: row.answer }),
  ...(row.answered_at ? { answeredAt: row.answered_at.toISOString() } : {}),
  ...(row.until ? { until: row.until } : {}),
})
