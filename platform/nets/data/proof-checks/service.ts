import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { Claim } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { type Calendar, cityDate } from '#kernel/working-days.ts'
import type { Registers } from '#support/registers/index.ts'
import type { Outcome, ProofCheck, ProofCheckAnswer, ProofCheckInput, ProofCheckLine } from './contract.ts'
import { ProofCheckAnswered } from './events.ts'
import { answerers, checkers, mayLook, speaksFor } from './policy.ts'
import * as store from './store.ts'

export type ProofChecksNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  calendar: Pick<Calendar, 'addWorkingDays'>
  publish: Publish
  registers: Pick<Registers, 'get' | 'check'>
  department: (realm: string, id: string) => Promise<{ name: string }>
  officesOf: (actor: Actor, roles: readonly PostRole[]) => Promise<string[]>
  recordAudit: (
    tx: Tx,
    actor: Actor,
    note: { action: string; objectType: string; objectId: string; purpose?: string },
  ) => Promise<void>
}

export type ProofChecks = ReturnType<typeof createProofChecks>

/** Questions that one office may ask about one record in a day: enough for slips of the pen, too few to guess a birthday. */
const mostADay = 10
/** Working days in which the owning office looks: no law says how many, so it is the platform's own rule. */
const daysToAnswer = 3
const sealedAs = 'proof-checks.claims'

/** 证明核查: instead of a paper that proves it, whether the owning office's records bear a claim out; where they do not tell, that office. */
export function createProofChecks(needs: ProofChecksNeeds) {
  const { db, clock } = needs
  const speaks = (actor: Actor, roles: readonly PostRole[], id: string) => speaksFor(needs.officesOf, actor, roles, id)

  /** Refuses with `proof-checks.forbidden`, `.not-checkable`, `.too-often`, and as reads of registers do. */
  async function check(actor: Actor, input: ProofCheckInput, claim?: Claim): Promise<ProofCheck> {
    if (!mayLook(actor) || !(await speaks(actor, checkers, input.departmentId))) throw forbidden()
    const { realm } = actor
    const { key, claims, purpose, basis } = input
    const register = await needs.registers.get(realm, input.register)
    const now = clock()
    await count(realm, input, cityDate(now))
    const { status, agrees } = await needs.registers.check(actor, {
      register: register.key,
      key,
      claims,
      purpose,
      basis,
    })
    const outcome = outcomeOf(status, Object.values(agrees))
    const asks = input.askOwner === true && outcome !== 'yes'
    const [mine, owner] = await Promise.all([
      needs.department(realm, input.departmentId),
      needs.department(realm, register.owner),
    ])
    const row = {
      ...{ realm, id: needs.newId(), register: register.key, register_name: register.name, outcome },
      ...{ department: input.departmentId, department_name: mine.name, owner: register.owner, owner_name: owner.name },
      ...{ asked_by: actor.accountId, asked_name: actor.name, asked_at: now },
      ...{ purpose: purpose.trim(), basis: basis.trim(), claimed: Object.keys(claims) },
      agrees: status === 'found' ? agrees : null,
      sealed: asks ? needs.secrets.encrypt(JSON.stringify({ key, claims }), sealedAs) : null,
      due: asks ? needs.calendar.addWorkingDays(cityDate(now), daysToAnswer).date : null,
    }
    return inTransaction(db, async (tx) => {
      await store.insertCheck(tx, row)
      await audit(tx, actor, 'check', row.id, row.purpose)
      const view = viewOf({ ...row, ...unanswered }, false)
      await claim?.answer(tx, 201, view)
      return view
    })
  }

  async function count(realm: string, { departmentId, register, key }: ProofCheckInput, day: string): Promise<void> {
    const asked = Object.fromEntries(Object.entries(key).map(([name, value]) => [name, value.trim()]))
    const subject = needs.secrets.blindIndex(canonicalJson({ register, asked }))
    if (await store.takeAttempt(db, { realm, department: departmentId, subject, day, most: mostADay })) return
    throw new Refusal('limited', 'proof-checks.too-often', `Over ${mostADay} checks of one record today`)
  }

  /** The office that is asked says whether the claim holds; what was claimed is forgotten. */
  async function answer(
    actor: Actor,
    id: string,
    { outcome, note }: ProofCheckAnswer,
    claim?: Claim,
  ): Promise<ProofCheck> {
    const { row, mayAnswer } = await lookUp(actor, id)
    if (!mayAnswer) throw forbidden()
    const at = clock()
    return inTransaction(db, async (tx) => {
      const given = { outcome, note: note.trim(), by: actor.accountId, name: actor.name, at }
      if (!(await store.setAnswer(tx, row, given)))
        throw new Refusal('conflict', 'proof-checks.answered', 'It does not wait for an answer')
      await audit(tx, actor, 'answer', id, given.note)
      await needs.publish(tx, ProofCheckAnswered, { realm: row.realm, subject: id, data: { checkId: id, outcome } })
      const answered = { answer: outcome, note: given.note, answered_by: given.by, answered_name: given.name }
      const view = viewOf({ ...row, ...answered, answered_at: at, sealed: null }, false)
      await claim?.answer(tx, 200, view)
      return view
    })
  }

  async function get(actor: Actor, id: string): Promise<ProofCheck> {
    const { row, mayAnswer } = await lookUp(actor, id)
    return viewOf(row, mayAnswer)
  }

  /** For the office that asked and the one that is asked; others do not learn that it is there. */
  async function lookUp(actor: Actor, id: string): Promise<{ row: store.CheckRow; mayAnswer: boolean }> {
    if (!mayLook(actor)) throw forbidden()
    const row = await store.findCheck(db, actor.realm, id)
    const asked = row && (await speaks(actor, checkers, row.department))
    const owns = row?.due && (await speaks(actor, answerers, row.owner))
    if (!row || !(asked || owns)) throw new Refusal('missing', 'proof-checks.missing', `No check ${id}`)
    return { row, mayAnswer: Boolean(owns) && row.answer === null }
  }

  async function list(
    actor: Actor,
    { side, limit, cursor }: { side: 'asked' | 'owed'; limit: number; cursor?: string },
  ): Promise<Page<ProofCheckLine>> {
    if (!mayLook(actor)) throw forbidden()
    const [at, id] = cursor ? (decodeCursor(cursor, 2) as [string, string]) : []
    const rows = await store.listChecks(db, {
      ...{ realm: actor.realm, side, limit: limit + 1 },
      offices: await needs.officesOf(actor, side === 'asked' ? checkers : answerers),
      ...(at && id ? { before: { at, id } } : {}),
    })
    const page = pageOf(rows, limit, (row) => [row.asked_at.toISOString(), row.id])
    return { ...page, items: page.items.map(lineOf) }
  }

  const lineOf = (row: store.CheckRow): ProofCheckLine => ({
    ...{ id: row.id, register: row.register, registerName: row.register_name, outcome: row.outcome },
    ...{ department: row.department_name, owner: row.owner_name, askedBy: row.asked_name },
    ...{ askedAt: row.asked_at.toISOString(), purpose: row.purpose, basis: row.basis, claimed: row.claimed },
    ...(row.due
      ? {
          task: {
            ...{ due: row.due, overdue: row.answer === null && row.due < cityDate(clock()) },
            ...(row.answer ? { answer: row.answer } : {}),
            ...(row.note ? { note: row.note } : {}),
            ...(row.answered_name ? { answeredBy: row.answered_name } : {}),
            ...(row.answered_at ? { answeredAt: row.answered_at.toISOString() } : {}),
          },
        }
      : {}),
  })

  const viewOf = (row: store.CheckRow, mayAnswer: boolean): ProofCheck => ({
    ...lineOf(row),
    ...(row.agrees ? { agrees: row.agrees } : {}),
    ...(mayAnswer && row.sealed ? { asked: JSON.parse(needs.secrets.decrypt(row.sealed, sealedAs)) } : {}),
    mayAnswer,
  })

  const audit = (tx: Tx, actor: Actor, action: string, objectId: string, purpose: string) =>
    needs.recordAudit(tx, actor, {
      ...{ action: `proof-checks.${action}`, objectType: 'proof-checks.check', objectId, purpose },
    })

  return { check, answer, get, list, deleteOld: () => store.deleteOldAttempts(db, clock()) }
}

const unanswered = { answer: null, note: null, answered_by: null, answered_name: null, answered_at: null }

function outcomeOf(status: 'found' | 'missing' | 'unavailable', agrees: readonly boolean[]): Outcome {
  if (status !== 'found') return status
  if (agrees.every(Boolean)) return 'yes'
  return agrees.some(Boolean) ? 'partly' : 'no'
}

const forbidden = () => new Refusal('forbidden', 'proof-checks.forbidden', 'Not with these posts')
