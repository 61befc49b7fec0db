import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import { type Publish, type Reaction, when } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import { type Actor, type PostRole, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { type Calendar, cityDate } from '#kernel/working-days.ts'
import { CaseMoved, type CaseRequest, type Opened, type SignedPromise } from '#support/cases/index.ts'
import type { PromiseTerms } from '../items/contract.ts'
import type { PromiseAct, Promised, PromiseState } from './contract.ts'
import { promiseBreached, promiseRepaired } from './events.ts'
import { type Held, mayDo, maySee, type Reach, readers, verbsFor } from './policy.ts'
import { checkDue, stateAfter } from './promise.ts'
import {
  findPromise,
  hasBroken,
  insertPromises,
  insertStep,
  listPromises,
  listSteps,
  lockPromise,
  ofCase,
  type PromiseRow,
  settleSigned,
  updatePromise,
} from './store.ts'

/** Letters a promise gives rise to; the platform issues each in the act's own transaction. */
export type PromiseLetter = {
  type: string
  caseId: string
  caseNo: string
  departmentId: string
  partyId: string
  elements: Record<string, unknown>
  reason: string
}

export type PromiseNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  publish: Publish
  calendar: Calendar
  partiesOf: (actor: Actor) => Promise<string[]>
  /** The offices that an official's posts of these roles reach. */
  officesOf: (actor: Actor, roles: readonly PostRole[]) => Promise<string[]>
  issueLetter: (tx: Tx, actor: Actor, letter: PromiseLetter) => Promise<{ id: string; number: string }>
  /** Annuls what was granted in the case, as this official; answers the numbers. */
  annulGranted: (tx: Tx, actor: Actor, caseId: string, reason: string) => Promise<string[]>
  appendLeaf: (tx: Tx, leaf: { realm: string; kind: string; subject: string; said: unknown }) => Promise<void>
}

/** 告知承诺: keeps what was signed, opens the check after the grant, and takes back what a false promise got. */
export function createPromises(needs: PromiseNeeds) {
  const { db, clock } = needs

  /** Keeps each promise of an application in the transaction that makes it a case: numbered, sealed, in the register of promises. */
  async function keep(
    tx: Tx,
    actor: Actor,
    opened: Opened,
    given: { request: CaseRequest; terms: readonly PromiseTerms[] },
  ): Promise<void> {
    const { item, party, terms } = given.request
    const rows: PromiseRow[] = []
    for (const signed of terms?.promises ?? []) {
      const text = given.terms.find(({ key }) => key === signed.key)
      if (!text) throw new Error(`The item has no promise ${signed.key}`)
      const document = await needs.issueLetter(tx, systemActor(actor.realm), {
        type: 'promise-document',
        ...{ caseId: opened.caseId, caseNo: opened.caseNo, departmentId: item.departmentId, partyId: party.partyId },
        elements: elementsOf(signed, text, { request: given.request, caseNo: opened.caseNo }),
        reason: `办件 ${opened.caseNo}：${signed.name}`,
      })
      rows.push({
        realm: actor.realm,
        id: needs.newId(),
        case_id: opened.caseId,
        case_no: opened.caseNo,
        item_id: item.id,
        item_version: item.version,
        item_name: item.name,
        party_id: party.partyId,
        party_name: party.name,
        account_id: party.accountId,
        department_id: item.departmentId,
        department_name: item.departmentName,
        key: signed.key,
        version: signed.version,
        name: signed.name,
        digest: signed.digest,
        materials: signed.materials.map(({ key, name }) => ({ key, name })),
        basis: `《${text.basis.law}》${text.basis.article ?? ''}`,
        check_what: text.check.what,
        check_unit: text.check.within.unit,
        check_days: text.check.within.days,
        signed_by: signed.signedBy,
        signed_at: new Date(signed.signedAt),
        document_id: document.id,
        document_number: document.number,
        state: 'signed',
        due: null,
        granted_on: null,
        found_by: null,
        repaired_at: null,
        row_version: 1,
      })
    }
    if (rows.length > 0) await insertPromises(tx, rows)
  }

  /** For citizens what they and those they act for have signed; for officials what their offices check, the most urgent first. */
  async function list(
    actor: Actor,
    query: { limit: number; cursor?: string; state?: PromiseState; caseId?: string },
  ): Promise<Page<Promised>> {
    const reach = await reachOf(actor)
    if (query.caseId) {
      const rows = (await ofCase(db, actor.realm, query.caseId)).filter((row) => maySee(actor, heldOf(row), reach))
      return { items: await present(actor, rows, reach) }
    }
    const after = query.cursor ? (decodeCursor(query.cursor, 2) as [string | null, string]) : undefined
    const isCitizen = actor.kind === 'citizen'
    const rows = await listPromises(db, actor.realm, {
      ...(isCitizen ? { parties: reach.parties } : { offices: reach.offices(readers) }),
      ...(query.state ? { states: [query.state] } : {}),
      ...(after ? { after } : {}),
      limit: query.limit + 1,
    })
    const page = pageOf(rows, query.limit, (row) => [isCitizen ? row.signed_at.toISOString() : row.due, row.id])
    return { ...page, items: await present(actor, page.items, reach) }
  }

  async function get(actor: Actor, id: string): Promise<Promised> {
    const reach = await reachOf(actor)
    const row = await findPromise(db, actor.realm, id)
    if (!row || !maySee(actor, heldOf(row), reach)) throw missing(id)
    return (await present(actor, [row], reach))[0]!
  }

  /** One act on a promise: row, step, letter, event and leaf together. */
  async function act(actor: Actor, id: string, input: PromiseAct): Promise<Promised> {
    const reach = await reachOf(actor)
    await inTransaction(db, async (tx) => {
      const row = await lockPromise(tx, actor.realm, id)
      if (!row || !maySee(actor, heldOf(row), reach)) throw missing(id)
      if (!mayDo(actor, input.verb, heldOf(row), reach))
        throw new Refusal('forbidden', 'promises.forbidden', `May not ${input.verb} this promise`)
      const state = stateAfter(row.state, input.verb)
      if (row.row_version !== input.expectedVersion || !state)
        throw new Refusal('conflict', 'promises.conflict', `What is ${row.state} cannot ${input.verb}`)
      const now = clock()
      const change = await perform(tx, actor, row, input, now)
      await updatePromise(tx, row, { state, ...change })
      const step = {
        verb: input.verb,
        actor_id: actor.accountId,
        actor_name: actor.name,
        reason: input.reason,
        at: now,
      }
      await insertStep(tx, { realm: row.realm, promise_id: row.id, ...step })
      const said = { format: 'zhengtong-promise-step/1', id, ...step, at: now.toISOString() }
      await needs.appendLeaf(tx, { realm: row.realm, kind: 'promises.step', subject: id, said })
    })
    return get(actor, id)
  }

  async function perform(
    tx: Tx,
    actor: Actor,
    row: PromiseRow,
    input: PromiseAct,
    now: Date,
  ): Promise<Partial<PromiseRow>> {
    const { reason } = input
    const about = { caseId: row.case_id, caseNo: row.case_no, departmentId: row.department_id, partyId: row.party_id }
    const said = {
      holder: row.party_name,
      item: row.item_name,
      caseNo: row.case_no,
      department: row.department_name,
      promise: row.name,
      reason,
    }
    switch (input.verb) {
      case 'rectify': {
        if (!input.due || input.due <= cityDate(now))
          throw new Refusal('invalid', 'promises.due-needed', 'A last day after today is needed', {
            faults: [{ pointer: '/due', rule: 'required', detail: '请写明整改的最后一天' }],
          })
        return { due: input.due }
      }
      case 'find-false': {
        // 撤销前告知: facts, what is intended, and the right to be heard (行政许可法第7条).
        await needs.issueLetter(tx, actor, {
          type: 'promise-finding',
          ...about,
          elements: said,
          reason: `${row.name}核查不实`,
        })
        return { found_by: actor.accountId, due: null }
      }
      case 'annul': {
        if (row.found_by === actor.accountId)
          throw new Refusal('forbidden', 'promises.same-person', 'Who found it false may not annul')
        const numbers = await needs.annulGranted(tx, actor, row.case_id, reason)
        // A licence that is annulled brings its own decision with reasons and remedies; where none was issued, this is it.
        if (numbers.length === 0)
          await needs.issueLetter(tx, actor, {
            ...{ type: 'promise-annulment', ...about, reason: `${row.name}不实，撤销` },
            elements: { ...said, certificate: row.item_name },
          })
        await needs.publish(tx, promiseBreached, {
          realm: row.realm,
          subject: row.id,
          data: {
            promiseId: row.id,
            ...{ caseId: row.case_id, caseNo: row.case_no, itemId: row.item_id, itemName: row.item_name },
            partyId: row.party_id,
            departmentId: row.department_id,
            name: row.name,
            fact: await factOf(tx, row),
            basis: row.basis,
            reason,
            breachedOn: cityDate(now),
            credentials: numbers,
          },
        })
        return {}
      }
      case 'repair': {
        await needs.publish(tx, promiseRepaired, {
          realm: row.realm,
          subject: row.id,
          data: { promiseId: row.id, partyId: row.party_id, departmentId: row.department_id, reason },
        })
        return { repaired_at: now }
      }
      case 'confirm':
        return { due: null }
      case 'state':
        return {}
    }
  }

  async function reachOf(actor: Actor): Promise<Reach> {
    const parties = actor.kind === 'citizen' ? await needs.partiesOf(actor) : []
    if (actor.kind !== 'official') return { parties, offices: () => [] }
    const roles: PostRole[] = [...new Set(actor.posts.map(({ role }) => role))]
    const byRole = new Map(
      await Promise.all(roles.map(async (role) => [role, await needs.officesOf(actor, [role])] as const)),
    )
    return { parties, offices: (wanted) => wanted.flatMap((role) => byRole.get(role) ?? []) }
  }

  async function present(actor: Actor, rows: PromiseRow[], reach: Reach): Promise<Promised[]> {
    const steps = await listSteps(
      db,
      actor.realm,
      rows.map(({ id }) => id),
    )
    const today = cityDate(clock())
    const isCitizen = actor.kind === 'citizen'
    return rows.map((row) => ({
      id: row.id,
      caseId: row.case_id,
      caseNo: row.case_no,
      itemId: row.item_id,
      itemName: row.item_name,
      applicant: row.party_name,
      department: row.department_name,
      key: row.key,
      version: row.version,
      name: row.name,
      materials: row.materials,
      check: row.check_what,
      signedBy: row.signed_by,
      signedAt: row.signed_at.toISOString(),
      document: { id: row.document_id, number: row.document_number },
      state: row.state,
      ...(row.due ? { due: row.due, left: Math.round((Date.parse(row.due) - Date.parse(today)) / 86_400_000) } : {}),
      ...(row.granted_on ? { grantedOn: row.granted_on } : {}),
      repaired: row.repaired_at !== null,
      rowVersion: row.row_version,
      steps: steps
        .filter((step) => step.promise_id === row.id)
        .map(({ verb, actor_name, at, reason }) => ({
          verb,
          // The applicant deals with the office, not with the person in it.
          by: isCitizen && verb !== 'state' ? row.department_name : actor_name,
          at: at.toISOString(),
          reason,
        })),
      may: verbsFor(actor, heldOf(row), reach),
    }))
  }

  const reactions: Reaction[] = [
    when(CaseMoved, 'open-promise-checks', async (tx, { realm, data, occurredAt }) => {
      if (data.status !== 'closed' || !data.promised) return
      const day = cityDate(new Date(occurredAt))
      for (const row of await ofCase(tx, realm, data.caseId)) {
        const within = { unit: row.check_unit, days: row.check_days }
        const granted = data.outcome === 'granted'
        const due = granted ? checkDue(day, within, needs.calendar.addWorkingDays) : null
        await settleSigned(tx, row, { state: granted ? 'to-check' : 'void', due, granted_on: granted ? day : null })
      }
    }),
  ]

  return {
    keep,
    list,
    get,
    act,
    reactions,
    mayPromise: async (realm: string, partyId: string) => !(await hasBroken(db, realm, partyId)),
  }
}

export type PromiseService = ReturnType<typeof createPromises>

const heldOf = (row: PromiseRow): Held => ({
  partyId: row.party_id,
  departmentId: row.department_id,
  state: row.state,
  repaired: row.repaired_at !== null,
})

/** What the check found; the law lets nobody annul before it. */
async function factOf(tx: Tx, { realm, id }: PromiseRow): Promise<string> {
  const steps = await listSteps(tx, realm, [id])
  return steps.findLast(({ verb }) => verb === 'find-false')?.reason ?? ''
}

function elementsOf(signed: SignedPromise, text: PromiseTerms, given: { request: CaseRequest; caseNo: string }) {
  const { item, party } = given.request
  return {
    applicant: party.name,
    item: item.name,
    caseNo: given.caseNo,
    department: item.departmentName,
    notice: text.notice,
    promise: text.promise,
    version: `第${signed.version}版`,
    signer: signed.signedBy,
    signedAt: cityDate(new Date(signed.signedAt)),
  }
}

const missing = (id: string) => new Refusal('missing', 'promises.missing', `No promise ${id} for this person`)
