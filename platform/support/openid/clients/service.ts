import { randomBytes } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import { deleteGranted } from '../artefacts/store.ts'
import type { Client, ClientOpened, Consent, Directory, NewClient, Scope } from '../contract.ts'
import { mayReadClients, mayRegisterClients } from '../policy.ts'
import { authMethodOf, faultsOf } from './client.ts'
import * as store from './store.ts'

const context = 'openid.client-secret'
const recentMillis = 5_000

export type Clients = {
  /** Registers a program. Its secret, if it has one, is in the answer and nowhere else. */
  register(actor: Actor, given: NewClient): Promise<ClientOpened>
  /** A new secret; the old one counts no more. */
  renewSecret(actor: Actor, id: string): Promise<ClientOpened>
  /** The program asks nobody any more; what it holds ends with the tokens it has. */
  close(actor: Actor, id: string): Promise<void>
  list(actor: Actor, query: { cursor?: string; limit: number }): Promise<Page<Client>>
  /**
   * A registration for a program whose right to one another module has made sure of: nobody's post is asked. With `id` the
   * program there is gets a new secret.
   */
  openFor(actor: Actor, given: NewClient, id?: string): Promise<ClientOpened>
  closeFor(actor: Actor, id: string): Promise<void>
  /** A program in use, with its secret opened; for the provider. */
  find(id: string): Promise<{ client: Client; secret?: string } | undefined>
  /** What this person lets a program know. */
  consentTo(actor: Pick<Actor, 'realm' | 'accountId'>, clientId: string): Promise<Scope[]>
  consent(actor: Actor, clientId: string, scopes: Scope[]): Promise<void>
  listConsents(actor: Actor): Promise<Consent[]>
  withdrawConsent(actor: Actor, clientId: string): Promise<void>
}

export function createClients(needs: {
  db: Db
  clock: Clock
  secrets: Secrets
  isDemo: boolean
  issuerOf: (directory: Directory) => string
  recordAudit: RecordAudit
}): Clients {
  const { db, clock, secrets, issuerOf, recordAudit } = needs
  /** Every request of a program asks for it, and it seldom changes. */
  const recent = new Map<string, { row: store.ClientRow | undefined; until: number }>()

  async function rowOf(id: string): Promise<store.ClientRow | undefined> {
    const now = clock().getTime()
    const known = recent.get(id)
    if (known && known.until > now) return known.row
    const row = await store.selectClient(db, id)
    if (recent.size > 1000) recent.clear()
    recent.set(id, { row, until: now + recentMillis })
    return row
  }

  const newSecret = () => {
    const secret = randomBytes(32).toString('base64url')
    return { secret, sealed: secrets.encrypt(secret, context) }
  }

  const missing = (id: string) => new Refusal('missing', 'openid.client-missing', `No program ${id}`)
  const mayRegister = (actor: Actor) => {
    if (!mayRegisterClients(actor))
      throw new Refusal('forbidden', 'openid.clients-forbidden', 'Only administrators register programs')
  }

  const opening = {
    async register(actor: Actor, given: NewClient): Promise<ClientOpened> {
      const faults = faultsOf(given, needs.isDemo)
      if (faults.length > 0)
        throw new Refusal('invalid', 'openid.client-invalid', 'The registration is not right', { faults })
      const id = `zt-${randomBytes(8).toString('hex')}`
      const withSecret = authMethodOf(given).startsWith('client_secret') ? newSecret() : undefined
      const row: store.ClientRow = {
        ...{ realm: actor.realm, id, directory: given.directory, kind: given.kind, name: given.name, content: given },
        secret_sealed: withSecret?.sealed ?? null,
        created_at: clock(),
        closed_at: null,
      }
      await inTransaction(db, async (tx) => {
        await store.insertClient(tx, row)
        await recordAudit(tx, actor, { action: 'client.register', objectType: 'client', objectId: id, after: given })
      })
      recent.delete(id)
      return opened(row, withSecret?.secret)
    },
    async renewSecret(actor: Actor, id: string): Promise<ClientOpened> {
      const { secret, sealed } = newSecret()
      await inTransaction(db, async (tx) => {
        if (!(await store.putSecret(tx, actor.realm, id, sealed))) throw missing(id)
        await recordAudit(tx, actor, { action: 'client.renew-secret', objectType: 'client', objectId: id })
      })
      recent.delete(id)
      const row = await store.selectClient(db, id)
      if (!row) throw missing(id)
      return opened(row, secret)
    },
    async close(actor: Actor, id: string): Promise<void> {
      await inTransaction(db, async (tx) => {
        if (!(await store.closeClient(tx, actor.realm, id, clock()))) throw missing(id)
        await recordAudit(tx, actor, { action: 'client.close', objectType: 'client', objectId: id })
      })
      recent.delete(id)
    },
  }

  return {
    async register(actor, given) {
      mayRegister(actor)
      return opening.register(actor, given)
    },
    async renewSecret(actor, id) {
      mayRegister(actor)
      return opening.renewSecret(actor, id)
    },
    async close(actor, id) {
      mayRegister(actor)
      return opening.close(actor, id)
    },
    openFor: (actor, given, id) => (id ? opening.renewSecret(actor, id) : opening.register(actor, given)),
    closeFor: opening.close,
    async list(actor, { cursor, limit }) {
      if (!mayReadClients(actor))
        throw new Refusal('forbidden', 'openid.clients-forbidden', 'Only overseers see the programs')
      const after = cursor === undefined ? undefined : String(decodeCursor(cursor, 1)[0])
      const rows = await store.selectClients(db, actor.realm, { ...(after ? { after } : {}), limit: limit + 1 })
      return pageOf(rows.map(asClient), limit, ({ id }) => [id])
    },
    async find(id) {
      const row = await rowOf(id)
      if (!row || row.closed_at) return undefined
      return {
        client: asClient(row),
        ...(row.secret_sealed ? { secret: secrets.decrypt(row.secret_sealed, context) } : {}),
      }
    },
    consentTo: ({ realm, accountId }, clientId) => store.selectConsent(db, { realm, accountId, clientId }),
    async consent(actor, clientId, scopes) {
      const { realm, accountId } = actor
      await inTransaction(db, async (tx) => {
        await store.putConsent(tx, { realm, accountId, clientId }, scopes, clock())
        const note = { action: 'consent.give', objectType: 'client', objectId: clientId, after: scopes }
        await recordAudit(tx, actor, note)
      })
    },
    listConsents: ({ realm, accountId }) => store.selectConsents(db, realm, accountId),
    async withdrawConsent(actor, clientId) {
      const { realm, accountId } = actor
      await inTransaction(db, async (tx) => {
        if (!(await store.endConsent(tx, { realm, accountId, clientId }, clock())))
          throw new Refusal('missing', 'openid.consent-missing', `No consent to ${clientId}`)
        await deleteGranted(tx, accountId, clientId)
        await recordAudit(tx, actor, { action: 'consent.withdraw', objectType: 'client', objectId: clientId })
      })
    },
  }

  function opened(row: store.ClientRow, secret?: string): ClientOpened {
    return { client: asClient(row), issuer: issuerOf(row.directory), ...(secret ? { secret } : {}) }
  }
}

function asClient({ id, content, created_at, closed_at }: store.ClientRow): Client {
  return {
    ...{ id, ...content, createdAt: created_at.toISOString() },
    ...(closed_at ? { closedAt: closed_at.toISOString() } : {}),
  }
}
