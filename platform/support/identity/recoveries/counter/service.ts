import { hash, randomInt } from 'node:crypto'
import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import { checkNewPassword, normaliseUsername } from '../../accounts/account.ts'
import type { Accounts } from '../../accounts/service.ts'
import { contentHash } from '../../audit/chain.ts'
import { createGuard } from '../../factors/guard.ts'
import type { Parties } from '../../parties/service.ts'
import { createRenewal, type RenewalNeeds } from '../renewal.ts'
import type { CounterCode, CounterRecovery, NewCounterRecovery, RecoveredByCode } from './contract.ts'
import { askingPost, mayAgree, officesOf } from './policy.ts'
import * as store from './store.ts'

const minute = 60_000
const waits = 30 * minute
const shownFor = 24 * 60 * minute

/** Without the letters and digits that people read as others; ten of them are fifty bits. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

export type CounterRecoveries = ReturnType<typeof createCounterRecoveries>

/**
 * 窗口找回: for whom no check by a provider works. A clerk looks at the person and the document and says why, a second official
 * of the same office agrees, and the person at the counter gets a code that counts once, for half an hour, with their username.
 * Neither of the two ever holds a password, and each step is in the ledger.
 */
export function createCounterRecoveries(
  needs: RenewalNeeds & { parties: Pick<Parties, 'findByIdNumber'>; accounts: Pick<Accounts, 'findOfParty'> },
) {
  const { db, clock, newId, passwords, recordAudit, parties, accounts } = needs
  const guard = createGuard(needs)
  const renewal = createRenewal(needs)
  const forbidden = () => new Refusal('forbidden', 'identity.counter-forbidden', 'Not by this post, or not by the same')

  async function leaf(tx: Tx, realm: string, step: 'ask' | 'approve', said: { id: string } & Record<string, unknown>) {
    const text = canonicalJson({
      format: `zhengtong-counter-recovery-${step}/1`,
      ...{ realm, at: clock().toISOString(), ...said },
    })
    const digest = Buffer.from(contentHash(text), 'hex')
    await needs.appendLeaf(tx, realm, { kind: `identity.counter-recovery-${step}`, subject: said.id, digest })
  }

  function view(actor: Actor, row: store.CounterRow): CounterRecovery {
    const isOver = row.expiresAt <= clock()
    const state = row.usedAt ? 'used' : isOver ? 'over' : row.approvedAt ? 'approved' : 'asked'
    return {
      ...{ id: row.id, username: row.username, name: row.name, document: row.document, reason: row.reason, state },
      ...{ askedAt: row.askedAt.toISOString(), askedBy: row.askedByName, expiresAt: row.expiresAt.toISOString() },
      ...(row.approvedByName ? { approvedBy: row.approvedByName } : {}),
      may: state === 'asked' && mayAgree(actor, row) ? ['approve'] : [],
    }
  }

  return {
    /** The clerk has the person and the document before them. */
    async ask(actor: Actor, { name, idNumber, document, reason }: NewCounterRecovery): Promise<CounterRecovery> {
      const post = askingPost(actor)
      if (!post) throw forbidden()
      const { realm } = actor
      const party = await parties.findByIdNumber(realm, idNumber)
      const account = party?.name === name.trim() ? await accounts.findOfParty(realm, party.id) : undefined
      const [id, askedAt] = [newId(), clock()]
      // Who looks for people who are not here is in the audit log as well.
      const note = { action: 'counter-recovery.ask', objectType: 'account', objectId: account?.id ?? 'unknown' }
      if (!account) {
        await inTransaction(db, (tx) => recordAudit(tx, actor, { ...note, purpose: reason, result: 'refused' }))
        throw new Refusal('missing', 'identity.counter-person', 'Nobody with an account has this name and number')
      }
      const row = {
        ...{ id, accountId: account.id, departmentId: post.departmentId, document, reason, askedAt },
        ...{ askedBy: actor.accountId, askedByName: actor.name, expiresAt: new Date(askedAt.getTime() + waits) },
      }
      await inTransaction(db, async (tx) => {
        await store.insertCounter(tx, realm, row)
        await recordAudit(tx, actor, { ...note, purpose: reason, after: { id, document } })
        await leaf(tx, realm, 'ask', { id, account: account.id, document, reason, by: actor.accountId })
      })
      const { username } = account
      const kept = { ...row, username, name: account.name, partyId: null, approvedAt: null, approvedByName: null }
      return view(actor, { ...kept, usedAt: null })
    },
    /** Of the last day, in the offices one works for. */
    async list(actor: Actor): Promise<CounterRecovery[]> {
      const offices = officesOf(actor)
      if (offices.length === 0) throw forbidden()
      const since = new Date(clock().getTime() - shownFor)
      return (await store.selectCounters(db, actor.realm, offices, since)).map((row) => view(actor, row))
    },
    /** The second official has looked as well; the code is told once, for the person. */
    async approve(actor: Actor, id: string): Promise<CounterCode> {
      const code = Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('')
      const at = clock()
      const expiresAt = new Date(at.getTime() + waits)
      return inTransaction(db, async (tx) => {
        const row = await store.lockCounter(tx, actor.realm, id, at)
        if (!row || !officesOf(actor).includes(row.departmentId))
          throw new Refusal('missing', 'identity.counter-missing', `No recovery ${id} waits for this office`)
        if (!mayAgree(actor, row)) throw forbidden()
        const given = { at, by: actor.accountId, byName: actor.name, expiresAt }
        await store.approveCounter(tx, actor.realm, id, { ...given, codeHash: codeHashOf(row.username, code) })
        const note = { action: 'counter-recovery.approve', objectType: 'account', objectId: row.accountId }
        await recordAudit(tx, actor, { ...note, after: { id, askedBy: row.askedBy } })
        await leaf(tx, actor.realm, 'approve', { id, account: row.accountId, by: actor.accountId })
        return {
          code: `${code.slice(0, 5)}-${code.slice(5)}`,
          username: row.username,
          expiresAt: expiresAt.toISOString(),
        }
      })
    },
    /** The person, with the code from the counter; five wrong ones lock the name for this. */
    async finish(realm: string, { username: typed, code, password, lostDevice = false }: RecoveredByCode) {
      const username = normaliseUsername(typed)
      checkNewPassword(password, username)
      const codeHash = codeHashOf(username, code.toUpperCase().replace(/[\s-]/g, ''))
      const wrong = () => new Refusal('invalid', 'identity.counter-code', 'No such code for this username')
      let row: store.CounterRow | undefined
      const weigh = async (tx: Tx) => {
        row = await store.selectByCode(tx, realm, { username, codeHash }, clock())
        return row !== undefined
      }
      await guard(realm, `counter:${username}`, weigh, wrong)
      const found = row
      if (!found) throw wrong()
      const { id, accountId, name } = found
      const passwordHash = await passwords.hash(password)
      await inTransaction(db, async (tx) => {
        if (!(await store.useCounter(tx, realm, id, clock()))) throw wrong()
        const said = { id, account: accountId, counter: true, lostDevice }
        await renewal.renew(tx, realm, { username, name, passwordHash, said })
      })
      renewal.forget(accountId)
    },
  }
}

const codeHashOf = (username: string, code: string) => hash('sha256', `${username}:${code}`, 'buffer')
