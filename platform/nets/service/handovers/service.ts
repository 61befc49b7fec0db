import { createHash, randomInt } from 'node:crypto'
import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { addCalendarDays } from '#kernel/calendar-date.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { parseCitizenId } from '#kernel/codes/citizen-id.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { DeclaredPoint } from '../halls/index.ts'
import type {
  Handover,
  HandoverActInput,
  HandoverRow,
  HandoverState,
  MyResult,
  ReceiveInput,
  Taker,
  Taking,
} from './contract.ts'
import { HandoverMoved } from './events.ts'
import type { HandoverNeeds, Told } from './needs.ts'
import { mayHandOver, mayLook } from './policy.ts'
import { createSheets } from './sheets.ts'
import * as store from './store.ts'

/** 统一窗口出件: results wait at a point and are handed to the person, who is identified and signs. */
export function createHandovers(needs: HandoverNeeds) {
  const { db, clock, secrets } = needs
  const today = () => cityDate(clock())
  const codeDigest = (id: string, code: string) => secrets.blindIndex(`handover:${id}:${code}`)

  async function pointFor(actor: Actor, key: string, allows: typeof mayLook) {
    const point = await needs.getPoint(key)
    if (!allows(actor, point, await needs.territory())) throw forbidden(key)
    return point
  }

  /** The open window of the clerk, whose sheet of today is not signed when the transaction ends. */
  async function windowOf(actor: Actor, point: string): Promise<string> {
    const window = await needs.windowOf(actor, point)
    if (!window) throw new Refusal('conflict', 'handovers.no-window', `No window open at ${point}`)
    return window
  }

  async function insistOpen(tx: Tx, realm: string, point: string, window: string): Promise<void> {
    const key = { realm, point, window, day: today() }
    await store.holdWindow(tx, key)
    if (await store.findSheet(tx, key))
      throw new Refusal('conflict', 'handovers.sheet-signed', `The sheet of ${window} is signed`)
  }

  /** What every move leaves beside the row: event, ledger leaf, audit line. */
  async function note(tx: Tx, actor: Actor, row: Moved, verb: string, more: Record<string, unknown>) {
    const { realm, id, point, case_id: caseId, state } = row
    const said = { verb, point, caseId, window: row.window, by: actor.accountId, at: clock().toISOString(), ...more }
    const digest = createHash('sha256').update(canonicalJson(said)).digest()
    await needs.publish(tx, HandoverMoved, { realm, subject: id, data: { point, caseId, state, window: row.window } })
    await needs.appendLeaf(tx, { realm, kind: `handover-${verb}`, subject: id, digest })
    const audited = { action: `handovers.${verb}`, objectType: 'handover', objectId: id, after: said }
    await needs.recordAudit(tx, actor, audited)
  }

  /** 收件: the result of a decided case comes to the point; whoever acts for the person is told, with the pick-up code. */
  async function receive(actor: Actor, key: string, input: ReceiveInput, claim?: Claim): Promise<HandoverRow> {
    const point = await pointFor(actor, key, mayHandOver)
    if (!point.results) throw new Refusal('conflict', 'handovers.not-here', `${key} hands over no results`)
    const window = await windowOf(actor, key)
    const found = await needs.caseOfNumber(actor.realm, input.caseNo.trim())
    if (!found) throw new Refusal('invalid', 'handovers.no-case', `No case ${input.caseNo}`)
    if (!found.decided) throw new Refusal('conflict', 'handovers.not-decided', `${input.caseNo} is not decided`)
    const [id, now, code] = [needs.newId(), clock(), String(randomInt(1_000_000)).padStart(6, '0')]
    const row: store.Received = {
      ...{ realm: actor.realm, id, point: key, case_id: found.id, case_no: input.caseNo.trim() },
      ...{ item_name: found.itemName, department_name: found.departmentName, party_id: found.party.partyId },
      ...{ party_kind: found.party.kind, person_name: found.party.name, documents: input.documents },
      ...{ shelf: input.shelf ?? null, state: 'waiting', received_at: now, received_on: today() },
      ...{ received_window: window, received_by: actor.accountId, received_name: actor.name },
      ...{
        keep_until: addCalendarDays(today(), point.results.keepDays),
        told: false,
        code_digest: codeDigest(id, code),
      },
    }
    return inTransaction(db, async (tx) => {
      await insistOpen(tx, row.realm, key, window)
      row.told = await needs.tell(tx, { ...toldOf(row, point), kind: 'here', code })
      if (!(await store.insertHandover(tx, row)))
        throw new Refusal('conflict', 'handovers.waiting-already', `${input.caseNo} waits already`)
      await note(tx, actor, { ...row, window }, 'receive', { documents: input.documents })
      const answer = headOf({ ...row, ended_at: null }, point)
      await claim?.answer(tx, 201, answer)
      return answer
    })
  }

  async function list(
    actor: Actor,
    key: string,
    query: { state?: HandoverState | 'overdue'; q?: string; limit: number; cursor?: string },
  ): Promise<Page<HandoverRow>> {
    const point = await pointFor(actor, key, mayLook)
    const state = query.state ?? 'waiting'
    const after = query.cursor ? (decodeCursor(query.cursor, 2) as [string, string]) : undefined
    const rows = await store.listHandovers(db, actor.realm, key, {
      ...{ state, today: today(), limit: query.limit + 1 },
      ...(query.q?.trim() ? { q: query.q.trim() } : {}),
      ...(after ? { after } : {}),
    })
    const page = pageOf(rows, query.limit, (row) => [row.ended_at?.toISOString() ?? row.keep_until, row.id])
    return { ...page, items: page.items.map((row) => headOf(row, point)) }
  }

  async function find(actor: Actor, id: string, allows: typeof mayLook) {
    const row = await store.findHandover(db, actor.realm, id)
    if (!row) throw missing(id)
    const point = await needs.getPoint(row.point)
    const tree = await needs.territory()
    if (!mayLook(actor, point, tree)) throw missing(id)
    if (!allows(actor, point, tree)) throw forbidden(row.point)
    return { row, point, may: row.state === 'waiting' && mayHandOver(actor, point, tree) }
  }

  /** Opened to be handed over: the name is shown, and that it was is in the person's record of reads. */
  async function get(actor: Actor, id: string): Promise<Handover> {
    const found = await find(actor, id, mayLook)
    const { party_id: partyId, case_id: caseId } = found.row
    await needs.logRead(actor, { partyId, subject: 'handover', purpose: '窗口出件', basis: '行政许可法第44条', caseId })
    return present(found)
  }

  const present = ({ row, point, may }: Awaited<ReturnType<typeof find>>): Handover => ({
    ...headOf(row, point),
    ...{ person: row.person_name, caseId: row.case_id, natural: row.party_kind === 'natural' },
    receivedBy: row.received_name,
    ...(row.ended_name ? { endedBy: row.ended_name } : {}),
    ...(row.taker ? { taker: row.taker } : {}),
    ...(row.signature ? { signedBy: row.signature.kind } : {}),
    ...(row.signature?.kind === 'drawn' ? { strokes: row.signature.strokes } : {}),
    ...(row.reason ? { reason: row.reason } : {}),
    may: may ? ['hand-over', 'return'] : [],
  })

  async function act(actor: Actor, id: string, input: HandoverActInput, claim?: Claim): Promise<Handover> {
    const { row, point } = await find(actor, id, mayHandOver)
    if (row.state !== 'waiting') throw notNow(row.case_no)
    const window = await windowOf(actor, row.point)
    const how = input.verb === 'return' ? returned(input.reason) : await taken(row, input.taking)
    return inTransaction(db, async (tx) => {
      await insistOpen(tx, row.realm, row.point, window)
      const by = { at: clock(), on: today(), window, by: actor.accountId, name: actor.name }
      const after = await store.endHandover(tx, row.realm, id, { ...how, ...by })
      if (!after) throw notNow(row.case_no)
      const more = how.state === 'handed' ? { taker: how.taker, signed: how.signature } : { reason: how.reason }
      await note(tx, actor, { ...after, window }, input.verb, more)
      const answer = present({ row: after, point, may: false })
      await claim?.answer(tx, 200, answer)
      return answer
    })
  }

  /** Who stands there, that they may take it, that every document was looked through, and how they signed. */
  async function taken(row: store.HandoverTable, taking: Taking | undefined) {
    if (
      !taking ||
      taking.checked.length !== row.documents.length ||
      taking.checked.some((at) => at >= row.documents.length)
    )
      throw new Refusal('invalid', 'handovers.not-checked', 'Not every document was checked')
    const number = parseCitizenId(taking.idNumber, today())
    if (!number.ok) throw new Refusal('invalid', 'handovers.bad-number', 'Not an ID number')
    const name = taking.name.trim()
    const self =
      row.party_kind === 'natural' &&
      name === row.person_name &&
      number.value.number === (await needs.idNumberOf(row.realm, row.party_id))
    if (!taking.code && !taking.strokes)
      throw new Refusal('invalid', 'handovers.not-signed', 'Neither drawn nor by code')
    if (taking.code) {
      const digest = await store.tryCode(db, row.realm, row.id)
      if (!digest?.equals(codeDigest(row.id, taking.code)))
        throw new Refusal('invalid', 'handovers.wrong-code', 'The code is wrong or was tried too often')
    }
    const as = self ? 'self' : taking.code ? 'by-code' : taking.proxyPaper ? 'by-paper' : undefined
    if (!as) throw new Refusal('conflict', 'handovers.not-the-person', 'Neither the person nor sent by them')
    const idNumber = mask('id-staff', number.value.number)
    return {
      state: 'handed' as const,
      taker: { name, idNumber, identifiedBy: taking.identifiedBy, as } satisfies Taker,
      takerNumber: secrets.encrypt(number.value.number, `handovers.taker:${row.id}`),
      signature: taking.strokes ? { kind: 'drawn' as const, strokes: taking.strokes } : { kind: 'code' as const },
    }
  }

  async function listMine(actor: Actor): Promise<MyResult[]> {
    const rows = await store.listOfParties(db, actor.realm, await needs.partiesOf(actor))
    return Promise.all(
      rows.map(async (row) => {
        const { name, address } = await needs.getPoint(row.point)
        const { id, pointName, caseNo, itemName, documents, keepUntil, overdue, point } = headOf(row, { name })
        return {
          ...{ id, point, pointName, address, caseId: row.case_id },
          caseNo,
          itemName,
          documents,
          keepUntil,
          overdue,
        }
      }),
    )
  }

  /** Reminds of what is soon not kept any longer, once each. */
  async function remind(realm: string): Promise<void> {
    for (const key of await store.pointsWaiting(db, realm)) {
      const point = await needs.getPoint(key)
      const until = addCalendarDays(today(), point.results?.remindDays ?? 0)
      for (const row of await store.listUnreminded(db, realm, key, until))
        await inTransaction(db, async (tx) => {
          if (await store.markReminded(tx, realm, row.id, clock())) await needs.remind(tx, toldOf(row, point))
        })
    }
  }

  const headOf = (row: Headed, { name }: Pick<DeclaredPoint, 'name'>): HandoverRow => ({
    ...{ id: row.id, point: row.point, pointName: name, caseNo: row.case_no, itemName: row.item_name },
    ...{ department: row.department_name, person: mask('name', row.person_name), documents: row.documents },
    ...(row.shelf ? { shelf: row.shelf } : {}),
    ...{ state: row.state, receivedAt: row.received_at.toISOString(), keepUntil: row.keep_until, told: row.told },
    overdue: row.state === 'waiting' && row.keep_until < today(),
    ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
  })

  return { receive, list, get, act, listMine, remind, sheets: createSheets(needs) }
}

export type HandoverService = ReturnType<typeof createHandovers>

type Headed = store.Received & Pick<store.HandoverTable, 'ended_at'>
type Moved = Pick<store.Received, 'realm' | 'id' | 'point' | 'case_id' | 'state'> & { window: string }

function returned(reason: string | undefined) {
  if (!reason?.trim()) throw new Refusal('invalid', 'handovers.no-reason', 'A return needs its reason')
  return { state: 'returned' as const, reason: reason.trim() }
}

const toldOf = (row: store.Received, { name, address }: Pick<DeclaredPoint, 'name' | 'address'>): Told => ({
  ...{ realm: row.realm, partyId: row.party_id, caseId: row.case_id, caseNo: row.case_no, itemName: row.item_name },
  ...{ pointName: name, address, keepUntil: row.keep_until },
  documents: row.documents.map((each) => (each.no ? `${each.name}（${each.no}）` : each.name)).join('、'),
})

const forbidden = (key: string) => new Refusal('forbidden', 'handovers.forbidden', `No post at ${key}`)
const missing = (id: string) => new Refusal('missing', 'handovers.missing', `No handover ${id}`)
const notNow = (no: string) => new Refusal('conflict', 'handovers.not-now', `${no} does not wait any more`)
