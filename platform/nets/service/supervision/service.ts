import { createHash } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, insertAtCommit, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { Claim } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import { type Actor, type PostRole, systemActor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { csvOf } from '#kernel/csv.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { type Calendar, cityDate } from '#kernel/working-days.ts'
import type { WatchedCase } from '#support/cases/index.ts'
import type { CompileExpression } from '#support/forms/contract.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type {
  AbnormalCase,
  NoticeActInput,
  NoticeInput,
  NoticeState,
  SupervisionNotice,
  SupervisionRules,
  SupervisionView,
} from './contract.ts'
import { NoticeMoved } from './events.ts'
import { maySee, type Sides, verbsFor } from './policy.ts'
import { hits, lookBackFrom, type Rule } from './rules.ts'
import * as store from './store.ts'

const most = 5_000

export type SupervisionNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  publish: Publish
  calendar: Pick<Calendar, 'addWorkingDays'>
  compileFeel: CompileExpression
  rules: () => Promise<SupervisionRules[]>
  officesOf: (actor: Pick<Actor, 'posts'>, roles: readonly PostRole[]) => Promise<string[]>
  /** Offices beyond one's own that an overseeing department watches over. */
  overseen: (actor: Actor) => Promise<string[]>
  watched: (
    realm: string,
    query: { departments: readonly string[]; since: Date; limit: number },
  ) => Promise<WatchedCase[]>
  /** Tells the office, its heads alone when it was late. */
  tell: (tx: Tx, notice: store.NoticeRow, what: 'issued' | 'returned' | 'late') => Promise<void>
  appendLeaf: (tx: Tx, leaf: { realm: string; kind: string; subject: string; digest: Buffer }) => Promise<void>
  recordAudit: RecordAudit
}

/** 政务服务监督: what happens at offices now, what is abnormal by rule, and notices that must be answered. */
export function createSupervision(needs: SupervisionNeeds) {
  const { db, clock } = needs
  const today = () => cityDate(clock())

  async function sidesOf(actor: Actor): Promise<Sides> {
    const [own, overseen, answersFor] = await Promise.all([
      needs.officesOf(actor, ['supervisor']),
      needs.overseen(actor),
      needs.officesOf(actor, ['head', 'decider']),
    ])
    return { watches: [...new Set([...own, ...overseen])], answersFor }
  }

  async function watchedBy(actor: Actor): Promise<readonly string[]> {
    const { watches } = await sidesOf(actor)
    if (watches.length === 0) throw forbidden()
    return watches
  }

  async function look(realm: string, departments: readonly string[]) {
    const declared = await needs.rules()
    const rules: Rule[] = declared.flatMap((each) => each.rules)
    const since = lookBackFrom(today(), Math.max(1, ...declared.map(({ lookBackDays }) => lookBackDays)))
    const now = clock()
    const cases = await needs.watched(realm, { departments, since, limit: most })
    const found = cases.map((watched) => ({ watched, by: hits(rules, watched, now, needs.compileFeel) }))
    return { rules, cases, found, open: await store.listOpen(db, realm, departments) }
  }

  async function view(actor: Actor): Promise<SupervisionView> {
    const { rules, cases, found, open } = await look(actor.realm, await watchedBy(actor))
    const names = new Map(cases.map(({ departmentId, department }) => [departmentId, department]))
    const count = <Row>(rows: readonly Row[], is: (row: Row) => boolean) => rows.filter(is).length
    return {
      at: clock().toISOString(),
      offices: [...names].map(([departmentId, department]) => {
        const own = found.filter(({ watched }) => watched.departmentId === departmentId)
        const open_ = own.filter(({ watched }) => watched.closedAt === null)
        return {
          ...{ departmentId, department },
          counter: count(open_, ({ watched }) => atCounter(watched)),
          online: count(open_, ({ watched }) => !atCounter(watched)),
          overdue: count(open_, ({ watched }) => watched.due !== undefined && watched.due < today()),
          abnormal: count(own, ({ by }) => by.length > 0),
          notices: count(open, (notice) => notice.departmentId === departmentId),
        }
      }),
      rules: rules.map(({ key, name, nameEn }) => ({
        ...{ key, name, nameEn },
        count: count(found, ({ by }) => by.some((rule) => rule.key === key)),
      })),
      whole: cases.length < most,
    }
  }

  async function abnormal(
    actor: Actor,
    query: { rule?: string; departmentId?: string; channel?: 'online' | 'counter'; state?: 'open' | 'closed' },
  ): Promise<AbnormalCase[]> {
    const { found, open } = await look(actor.realm, await watchedBy(actor))
    return found
      .filter(
        ({ watched, by }) =>
          by.length > 0 &&
          (!query.rule || by.some(({ key }) => key === query.rule)) &&
          (!query.departmentId || watched.departmentId === query.departmentId) &&
          (!query.state || (query.state === 'closed') === (watched.closedAt !== null)) &&
          (!query.channel || (query.channel === 'counter') === atCounter(watched)),
      )
      .map(({ watched, by }) => ({
        ...{ id: watched.id, no: watched.no, itemName: watched.itemName, departmentId: watched.departmentId },
        ...{ department: watched.department, channel: watched.channel, status: watched.status },
        submittedAt: watched.submittedAt.toISOString(),
        ...(watched.closedAt ? { closedAt: watched.closedAt.toISOString() } : {}),
        ...(watched.due ? { due: watched.due } : {}),
        rules: by.map(({ key, name, nameEn }) => ({ key, name, nameEn })),
        noticed: open.flatMap(({ caseId, rule }) => (caseId === watched.id && rule ? [rule] : [])),
      }))
  }

  /** The same list as a table; the export is in the audit. */
  async function abnormalCsv(actor: Actor, query: Parameters<typeof abnormal>[1]): Promise<string> {
    const rows = await abnormal(actor, query)
    await inTransaction(db, (tx) =>
      needs.recordAudit(tx, actor, {
        ...{ action: 'supervision.export', objectType: 'supervision', objectId: 'abnormal-cases' },
        after: { ...query, rows: rows.length },
      }),
    )
    return csvOf(
      ['办件编号', '事项', '部门', '渠道', '状态', '提交时间', '办结时间', '到期日', '异常'],
      rows.map((row) => [
        ...[row.no, row.itemName, row.department, row.channel, row.status, row.submittedAt],
        ...[row.closedAt ?? '', row.due ?? '', row.rules.map(({ name }) => name).join('；')],
      ]),
    )
  }

  async function note(tx: Tx, actor: Actor, row: store.NoticeRow, verb: store.StepRow['verb'], words: string) {
    const at = clock()
    const said = { no: row.no, verb, state: row.state, due: row.due, words, by: actor.accountId, at: at.toISOString() }
    const digest = createHash('sha256').update(canonicalJson(said)).digest()
    await insertAtCommit(tx, 'supervision.step', [
      { realm: row.realm, notice_id: row.id, at, verb, account_id: actor.accountId, actor_name: actor.name, words },
    ])
    const data = { caseId: row.case_id, departmentId: row.department_id, verb, state: row.state }
    await needs.publish(tx, NoticeMoved, { realm: row.realm, subject: row.id, data })
    await needs.appendLeaf(tx, { realm: row.realm, kind: `supervision-${verb}`, subject: row.id, digest })
    await needs.recordAudit(tx, actor, {
      ...{ action: `supervision.${verb}`, objectType: 'supervision-notice', objectId: row.id },
      after: { no: row.no, caseId: row.case_id, state: row.state },
    })
  }

  /** 发督办单: about a case at an office one watches over, by a rule that found it or without one. */
  async function issue(actor: Actor, input: NoticeInput, claim?: Claim): Promise<SupervisionNotice> {
    const departments = await watchedBy(actor)
    const { rules, found } = await look(actor.realm, departments)
    const about = found.find(({ watched }) => watched.id === input.caseId)?.watched
    if (!about) throw new Refusal('missing', 'supervision.no-case', `No watched case ${input.caseId}`)
    const rule = input.rule ? rules.find(({ key }) => key === input.rule) : undefined
    if (input.rule && !rule) throw new Refusal('invalid', 'supervision.no-rule', `No rule ${input.rule}`)
    const days = input.answerDays ?? rule?.answerDays ?? 3
    return inTransaction(db, async (tx) => {
      const row = await store.insertNotice(tx, {
        ...{ realm: actor.realm, id: needs.newId(), case_id: about.id, case_no: about.no, item_name: about.itemName },
        ...{ department_id: about.departmentId, department_name: about.department, rule_key: rule?.key ?? null },
        ...{ rule_name: rule?.name ?? null, demand: input.demand.trim(), answer_days: days, state: 'issued' },
        due: needs.calendar.addWorkingDays(today(), days).date,
        ...{ issued_by: actor.accountId, issued_name: actor.name, issued_at: clock() },
      })
      if (!row) throw new Refusal('conflict', 'supervision.noticed', `A notice is open for ${about.no}`)
      await needs.tell(tx, row, 'issued')
      await note(tx, actor, row, 'issue', row.demand)
      const answer = present(row, [], await sidesOf(actor), actor)
      await claim?.answer(tx, 201, answer)
      return answer
    })
  }

  async function act(actor: Actor, id: string, input: NoticeActInput, claim?: Claim): Promise<SupervisionNotice> {
    const sides = await sidesOf(actor)
    const row = await store.findNotice(db, actor.realm, id)
    if (!row || !maySee(sides, row.department_id)) throw missing(id)
    const steps = await store.listSteps(db, actor.realm, [id])
    if (row.row_version !== input.expectedVersion || !present(row, steps, sides, actor).may.includes(input.verb))
      throw notNow(row.no)
    const back = input.verb === 'return'
    const to = {
      state: ({ answer: 'answered', accept: 'accepted', return: 'issued' } as const)[input.verb],
      due: back ? needs.calendar.addWorkingDays(today(), row.answer_days).date : row.due,
      returned: row.returned + (back ? 1 : 0),
      escalated_at: back ? null : row.escalated_at,
    }
    return inTransaction(db, async (tx) => {
      const after = await store.changeNotice(tx, row, to)
      if (!after) throw notNow(row.no)
      if (back) await needs.tell(tx, after, 'returned')
      await note(tx, actor, after, input.verb, input.words.trim())
      const said = { at: clock(), verb: input.verb, actor_name: actor.name, words: input.words.trim() }
      const answer = present(after, [...steps, { ...said, account_id: actor.accountId }], sides, actor)
      await claim?.answer(tx, 200, answer)
      return answer
    })
  }

  async function list(
    actor: Actor,
    query: { state?: NoticeState | 'late'; limit: number; cursor?: string },
  ): Promise<Page<SupervisionNotice>> {
    const sides = await sidesOf(actor)
    const departments = [...new Set([...sides.watches, ...sides.answersFor])]
    if (departments.length === 0) throw forbidden()
    const rows = await store.listNotices(db, actor.realm, {
      ...{ departments, limit: query.limit + 1 },
      ...(query.state === 'late' ? { late: today() } : query.state ? { state: query.state } : {}),
      ...(query.cursor ? { before: Number(decodeCursor(query.cursor, 1)[0]) } : {}),
    })
    const page = pageOf(rows, query.limit, ({ no }) => [no])
    const steps = await store.listSteps(
      db,
      actor.realm,
      page.items.map(({ id }) => id),
    )
    const items = page.items.map((row) =>
      present(
        row,
        steps.filter(({ notice_id }) => notice_id === row.id),
        sides,
        actor,
      ),
    )
    return { ...page, items }
  }

  /** What was not answered in time goes to the heads, once for each time it was asked. */
  async function escalate(realm: string): Promise<void> {
    for (const row of await store.listLate(db, realm, today()))
      await inTransaction(db, async (tx) => {
        const after = await store.changeNotice(tx, row, { ...row, escalated_at: clock() })
        if (!after) return
        await needs.tell(tx, after, 'late')
        await note(tx, systemActor(realm), after, 'escalate', `${row.due} 到期没有答复`)
      })
  }

  type Said = Pick<store.StepRow, 'at' | 'verb' | 'actor_name' | 'words' | 'account_id'>
  const present = (row: store.NoticeRow, steps: readonly Said[], sides: Sides, me: Actor): SupervisionNotice => {
    const answeredBy = steps.findLast(({ verb }) => verb === 'answer')?.account_id
    return {
      ...{ id: row.id, no: row.no, caseId: row.case_id, caseNo: row.case_no, itemName: row.item_name },
      ...{ departmentId: row.department_id, department: row.department_name },
      ...(row.rule_name ? { rule: row.rule_name } : {}),
      ...{ demand: row.demand, due: row.due, state: row.state, late: row.state === 'issued' && row.due < today() },
      ...{ escalated: row.escalated_at !== null, returned: row.returned, issuedBy: row.issued_name },
      issuedAt: row.issued_at.toISOString(),
      steps: steps.map(({ at, verb, actor_name: by, words }) => ({ at: at.toISOString(), verb, by, words })),
      rowVersion: row.row_version,
      may: verbsFor(
        sides,
        { departmentId: row.department_id, state: row.state, ...(answeredBy ? { answeredBy } : {}) },
        me.accountId,
      ),
    }
  }

  return { view, abnormal, abnormalCsv, issue, act, list, escalate }
}

export type SupervisionService = ReturnType<typeof createSupervision>

const atCounter = ({ channel }: WatchedCase): boolean => channel === 'counter' || channel === 'window'
const forbidden = () => new Refusal('forbidden', 'supervision.forbidden', 'No post that supervises or answers')
const missing = (id: string) => new Refusal('missing', 'supervision.missing', `No notice ${id}`)
const notNow = (no: number) => new Refusal('conflict', 'supervision.not-now', `Notice ${no} is not open to this`)
