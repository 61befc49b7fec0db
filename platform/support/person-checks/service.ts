import { hash, randomBytes } from 'node:crypto'
import { Value } from 'typebox/value'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Identity } from '#support/identity/index.ts'
import type { AskSystem, Systems } from '#support/systems/index.ts'
import { BegunThere, type CheckKind, type PersonCheckBegun, type PersonEvidence, ResultThere } from './contract.ts'
import * as store from './store.ts'

const minute = 60_000
const lives = 10 * minute
const mostAnHour = 10
/** How far the provider's clock may be from ours. */
const skew = 30_000

/** The provider among the systems of `ZT_SYSTEMS`; without it no check is offered. */
export const systemKey = 'person-check'

export type PersonChecks = ReturnType<typeof createPersonChecks>

/** Whose check it is, and for what: it counts there and nowhere else. */
export type Whose = store.Purpose & { realm: string; accountId: string; partyId?: string }

/** A check that waits, with the word for the cookie of the browser that began it. */
export type Begun = PersonCheckBegun & { browser: string }

/**
 * 实人核验 (face or document) at a provider. Name and number go there signed, the person goes there themself, and what comes
 * back, signed over our question, is a level, an evidence id and a time. No picture passes here.
 */
export function createPersonChecks(needs: {
  db: Db
  clock: Clock
  newId: NewId
  systems: Systems
  ask: AskSystem
  publicUrl: string
  parties: Pick<Identity['parties'], 'readPerson'>
  recordAudit: Identity['audit']['record']
  appendLeaf: (tx: Tx, realm: string, leaf: { kind: string; subject: string; digest: Buffer }) => Promise<unknown>
}) {
  const { db, clock, newId, ask, recordAudit } = needs
  const provider = needs.systems[systemKey]
  const notTheirs = () => new Refusal('unavailable', 'person-checks.not-theirs', 'The provider’s answer does not fit')

  const asked = async <S extends typeof BegunThere | typeof ResultThere>(shape: S, id: string, question: unknown) => {
    const { simulated: _, ...answer } = await ask({ system: systemKey, id, question }).catch((error: unknown) => {
      // Forged, or an answer to another question: nothing of it is taken.
      if (error instanceof Refusal && error.code === 'systems.not-theirs') throw notTheirs()
      throw error
    })
    if (!Value.Check(shape, answer)) throw notTheirs()
    return Value.Decode(shape, answer)
  }

  async function begin({ realm, accountId, partyId, ...purpose }: Whose, kind: CheckKind): Promise<Begun> {
    if (!provider) throw new Refusal('conflict', 'person-checks.off', 'No provider is connected')
    if (!partyId) throw new Refusal('conflict', 'person-checks.no-person', 'The account stands for no person')
    const begunAt = clock()
    const anHourAgo = new Date(begunAt.getTime() - 60 * minute)
    if ((await store.countChecks(db, realm, { accountId, ...purpose }, anHourAgo)) >= mostAnHour)
      throw new Refusal('limited', 'person-checks.too-many', 'Too many checks within an hour')
    const { name, idNumber } = await needs.parties.readPerson(realm, partyId)
    const id = newId()
    // The provider's page is theirs and can be passed on to anybody; the way back from it leads into one browser only.
    const [returned, browser] = [newWord(), newWord()]
    const returnTo = `${needs.publicUrl}/person-check?returned=${returned}`
    const there = await asked(BegunThere, id, { act: 'begin', kind, name, idNumber, returnTo })
    const expiresAt = new Date(begunAt.getTime() + lives)
    await inTransaction(db, async (tx) => {
      const row = { id, accountId, kind, ...purpose, begunAt, expiresAt }
      await store.insertCheck(tx, realm, { ...row, returnHash: hashOf(returned), browserHash: hashOf(browser) })
      const note = { action: 'person-check.begin', objectType: 'account', objectId: accountId, purpose: kind }
      await recordAudit(tx, { ...systemActor(realm), accountId, name }, note)
    })
    return {
      ...{ id, kind, url: there.page, provider: provider.name, simulated: provider.simulated === true },
      expiresAt: expiresAt.toISOString(),
      browser,
    }
  }

  /**
   * The person is back from the provider. In another browser than the one that began it, somebody was sent a check that is
   * not theirs: it ends, and nobody gains by it.
   */
  async function takeBack(realm: string, returned: string, browser: string | undefined): Promise<void> {
    const isSame = await inTransaction(db, async (tx) => {
      const hashes = { returnHash: hashOf(returned), browserHash: browser === undefined ? null : hashOf(browser) }
      const found = await store.lockReturned(tx, realm, hashes, clock())
      if (!found) throw new Refusal('missing', 'person-checks.missing', 'No check that waits has this word')
      const { id, accountId } = found
      if (found.isSame) await store.markReturned(tx, realm, id, clock())
      else {
        await store.closeCheck(tx, realm, id, 'failed')
        const note = { action: 'person-check.elsewhere', objectType: 'account', objectId: accountId }
        await recordAudit(tx, { ...systemActor(realm), accountId, name: '' }, { ...note, result: 'refused' })
      }
      return found.isSame
    })
    if (!isSame) throw new Refusal('forbidden', 'person-checks.elsewhere', 'Another browser began this check')
  }

  /** What came of it; a passed one is used up by this. */
  async function finish(whose: Whose, id: string): Promise<PersonEvidence & { kind: CheckKind }> {
    const { realm, accountId } = whose
    const missing = () => new Refusal('missing', 'person-checks.missing', `No check ${id} that waits`)
    const row = await store.selectOpenCheck(db, realm, { ...whose, id }, clock())
    if (!row) throw missing()
    const found = await asked(ResultThere, id, { act: 'result' })
    if (found.state === 'waiting') throw new Refusal('conflict', 'person-checks.waiting', 'Not finished there')
    if (found.state === 'passed' && !row.returnedAt)
      throw new Refusal('conflict', 'person-checks.not-returned', 'The person has not come back from the provider')
    const evidence =
      found.state === 'passed' ? { level: found.level, evidenceId: found.evidenceId, at: found.at } : undefined
    const at = evidence && Date.parse(evidence.at)
    if (at !== undefined && (at < row.begunAt.getTime() - skew || at > clock().getTime() + skew)) throw notTheirs()
    await inTransaction(db, async (tx) => {
      if (!(await store.closeCheck(tx, realm, id, evidence ?? 'failed'))) throw evidence ? notTheirs() : missing()
      const actor: Actor = { ...systemActor(realm), accountId, name: '' }
      const note = { action: 'person-check.end', objectType: 'account', objectId: accountId }
      await recordAudit(tx, actor, {
        ...note,
        result: evidence ? 'done' : 'refused',
        ...(evidence ? { after: evidence } : {}),
      })
      if (!evidence) return
      const said = canonicalJson({ format: 'zhengtong-person-check/1', realm, id, kind: row.kind, ...evidence })
      const digest = cryptoSuite('GM').hash(Buffer.from(said))
      await needs.appendLeaf(tx, realm, { kind: 'identity.person-check', subject: id, digest })
    })
    if (!evidence) throw new Refusal('conflict', 'person-checks.failed', 'The check was not passed')
    return { ...evidence, kind: row.kind }
  }

  return {
    isOn: provider !== undefined,
    begin,
    takeBack,
    finish,
    /** The latest check an account passed, for a program that asked for one. */
    evidenceOf: (realm: string, accountId: string) => store.selectEvidence(db, realm, accountId),
  }
}

const newWord = () => randomBytes(32).toString('base64url')

/** Only this is stored: who reads the table cannot come back in anybody's place. */
const hashOf = (word: string) => hash('sha256', word, 'buffer')
