import type { Actor, PostRole } from '#kernel/actor.ts'
import { parseQueryCode } from '#kernel/codes/case-number.ts'
import { divisionPrefix } from '#kernel/codes/division-code.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Case } from './case.ts'
import { runningDue } from './clocks.ts'
import type { CaseRow, CaseView, Progress, TodoRow } from './contract.ts'
import { behind, describeFlow } from './flow/index.ts'
import { findCaseByCode, listActsFor, listCases } from './lists/store.ts'
import { countTodo, listTodo, openTodo, type Reach } from './lists/todo/store.ts'
import { matterOf } from './matters/present.ts'
import type { CaseNeeds } from './needs.ts'
import { isApplicant, maySeeCase, seesCases, workingRoles } from './policy.ts'
import { presentCase, presentRow, presentTodo } from './present.ts'
import { mayProceed } from './procedures/policy.ts'
import { remediesOf } from './remedies.ts'
import { caseOf } from './rows.ts'
import { createCaseStore, loadMaterials, loadSteps, loadTasks } from './store.ts'
import type { TaskTable } from './tables.ts'
import { unseenCase } from './unseen.ts'
import { offered } from './verbs/checks.ts'
import { loadWhole } from './whole.ts'

export type ListQuery = { limit: number; cursor?: string; status?: string; q?: string; itemId?: string }

/** What everybody asks first: no words, no filter, from the beginning. */
const isFirst = ({ cursor, status, q, itemId }: ListQuery) => !(cursor || status || q || itemId)

/** Everything that reads cases. What a person may not see is refused; whose data was read is logged first. */
export function createCaseReading(needs: CaseNeeds) {
  const { db, clock, calendar, calendarOf } = needs
  const store = createCaseStore(needs)
  const at = () => ({ today: cityDate(clock()), calendar, ...(calendarOf ? { calendarOf } : {}) })

  /** The whole page of a case. Refuses with `cases.missing` also who may not know that it exists. */
  async function get(actor: Actor, caseId: string): Promise<CaseView> {
    const found = await store.load(db, actor.realm, caseId, false)
    const parties = await needs.partiesOf(actor, found?.current.item.id)
    const territory = await needs.territory()
    const tasks = found ? await loadTasks(db, actor.realm, caseId) : []
    if (!found || !maySeeCase(actor, found.current, parties, territory, tasks))
      throw await unseenCase(needs, actor, caseId, found?.current)
    const { current } = found
    const own = isApplicant(actor, current, parties)
    if (!own)
      await needs.logRead(actor, {
        partyId: current.party.partyId,
        subject: 'case',
        purpose: `办理“${current.item.name}”`,
        basis: '行政许可法第34条',
        caseId,
      })
    const [loaded, net, remedies] = await Promise.all([
      loadWhole(db, store, needs, found),
      needs.netOf(current.item.flow),
      remediesOf(current, needs.remedyBodies),
    ])
    const may = offered({ actor, current, net, tasks, own, territory })
    const proceed = mayProceed(actor, current, { parties, territory }, at().today)
    const viewer = {
      actor,
      isApplicant: own,
      may,
      mayProceed: proceed,
      ahead: stepsAhead(net, current, loaded.tasks),
      remedies,
    }
    return { ...presentCase(loaded, viewer, at()), ...(await matterOf(db, current, at())) }
  }

  /** What waits for this official's posts, the most urgent first. */
  async function todo(actor: Actor, query: ListQuery): Promise<Page<TodoRow> & { total: number; overdue: number }> {
    const reaches = await reachesOf(actor, (role) => workingRoles.includes(role))
    const takers = [actor.accountId, ...actor.posts.flatMap((post) => post.onBehalfOf?.accountId ?? [])]
    const whose = { realm: actor.realm, reaches, takers }
    const { today } = at()
    const { rows, total, overdue } = isFirst(query)
      ? await openTodo(db, { ...whose, limit: query.limit + 1 }, today)
      : { rows: await listMore(whose, query), ...(await countTodo(db, whose, today)) }
    const page = pageOf(rows, query.limit, (row) => [row.due, row.caseId, row.taskId])
    return { ...page, items: page.items.map((row) => presentTodo(row, at())), total, overdue }
  }

  function listMore(whose: { realm: string; reaches: Reach[]; takers: string[] }, query: ListQuery) {
    const after = query.cursor ? (decodeCursor(query.cursor, 3) as [string | null, string, number]) : undefined
    return listTodo(db, { ...whose, ...query, limit: query.limit + 1, ...(after ? { after } : {}) })
  }

  /** A citizen's own cases, or the cases an official's posts reach; the newest first. */
  async function list(actor: Actor, query: ListQuery): Promise<Page<CaseRow>> {
    const after = query.cursor ? (decodeCursor(query.cursor, 2) as [string, string]) : undefined
    const whose =
      actor.kind === 'citizen'
        ? { parties: await needs.partiesOf(actor), matters: (await needs.mattersOf?.(actor)) ?? [] }
        : { reaches: await reachesOf(actor, seesCases) }
    const rows = await listCases(db, {
      realm: actor.realm,
      ...whose,
      ...query,
      limit: query.limit + 1,
      ...(after ? { after } : {}),
    })
    const page = pageOf(rows, query.limit, (row) => [row.submitted_at.toISOString(), row.id])
    return { ...page, items: page.items.map((row) => presentRow(row, at())) }
  }

  /** Progress for whoever holds the query code, or the number and the last four of the applicant's. Nothing personal. */
  async function lookUp(
    realm: string,
    code: { queryCode?: string; caseNo?: string; last4?: string },
  ): Promise<Progress> {
    const row = await findCaseByCode(db, realm, lookupOf(code))
    if (!row) throw new Refusal('missing', 'cases.lookup-missing', 'No case goes by these')
    const current = caseOf(row)
    const steps = await loadSteps(db, realm, current.id)
    const due = runningDue(current.clocks)
    return {
      no: current.no,
      itemName: current.item.name,
      department: current.item.departmentName,
      status: current.status,
      submittedAt: current.submittedAt.toISOString(),
      steps: steps
        .filter((step) => step.public)
        .map((step) => ({ at: step.at.toISOString(), name: step.name, nameEn: step.name_en })),
      ...(current.outcome ? { outcome: current.outcome } : {}),
      ...(due ? { due } : {}),
    }
  }

  function lookupOf(code: { queryCode?: string; caseNo?: string; last4?: string }) {
    if (code.queryCode) {
      const parsed = parseQueryCode(code.queryCode)
      if (!parsed.ok)
        throw new Refusal('invalid', 'cases.bad-query-code', 'Not a query code', { faults: parsed.faults })
      return { queryCode: parsed.value }
    }
    if (!code.caseNo || !code.last4)
      throw new Refusal('invalid', 'cases.lookup-incomplete', 'Give the query code, or number and last four')
    return { no: code.caseNo, lookupIndex: needs.secrets.blindIndex(`last4:${code.last4}`) }
  }

  /** Asks a kept question again: the kept inputs under the kept rule version must give the kept answer. */
  async function replay(
    actor: Actor,
    caseId: string,
    decisionId: string,
  ): Promise<{ same: boolean; kept: unknown; now: unknown }> {
    await get(actor, caseId)
    const decisions = await store.loadDecisions(db, actor.realm, caseId)
    const decision = decisions.find((each) => each.id === decisionId)
    if (!decision) throw new Refusal('missing', 'cases.decision-missing', `No decision ${decisionId} in this case`)
    const kept = decision.opened.outputs
    const now = await needs.replay({
      ruleKey: decision.rule_key,
      ruleVersion: decision.rule_version,
      asOf: decision.as_of,
      record: decision.opened,
    })
    return { same: JSON.stringify(kept) === JSON.stringify(now), kept, now }
  }

  /** The bytes of a material, for who may see the case. */
  async function material(actor: Actor, caseId: string, materialId: string) {
    await get(actor, caseId)
    const found = (await loadMaterials(db, actor.realm, caseId)).find((each) => each.id === materialId)
    if (!found) throw new Refusal('missing', 'cases.material-missing', `No material ${materialId} in this case`)
    return { ...found, bytes: await needs.files.open(found.hash) }
  }

  async function reachesOf(actor: Actor, counts: (role: PostRole) => boolean): Promise<Reach[]> {
    const territory = await needs.territory()
    return actor.posts
      .filter((post) => counts(post.role))
      .map((post) => ({
        role: post.role,
        departments: territory.departmentsUnder(post.departmentId),
        divisionPrefix: divisionPrefix(post.divisionCode),
      }))
  }

  /** What these accounts did to cases of a party; who asks has been let by the mandate the acts were done under. */
  const actsFor = async (realm: string, query: Parameters<typeof listActsFor>[2]) =>
    (await listActsFor(db, realm, query)).map((act) => ({ ...act, at: act.at.toISOString() }))

  return { get, todo, list, lookUp, replay, material, actsFor }
}

export type CaseReading = ReturnType<typeof createCaseReading>

/** The steps a person may still expect: those of the usual way that no task has reached yet, and that do not lie behind where it waits. */
function stepsAhead(
  net: Parameters<typeof describeFlow>[0],
  { state }: Case,
  tasks: TaskTable[],
): { name: string; nameEn: string }[] {
  const overview = describeFlow(net)
  const nodes = new Set(tasks.map((task) => task.node))
  const past = behind(
    net,
    state.tokens.map(({ node }) => node),
  )
  const reached = overview.steps.findLastIndex((id) => nodes.has(id) || past.has(id))
  return overview.steps
    .slice(reached + 1)
    .map((id) => overview.nodes.find((node) => node.id === id))
    .filter((node) => node !== undefined && node.kind !== 'start' && node.post !== 'applicant')
    .map((node) => ({ name: node!.name, nameEn: node!.nameEn ?? node!.name }))
}
