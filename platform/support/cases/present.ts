import type { Actor } from '#kernel/actor.ts'
import type { Case, Fact, Material } from './case.ts'
import { type Clock, daysLeft, lightOf, presentClock, runningDue } from './clocks.ts'
import type {
  CaseRow,
  CaseView,
  DecisionView,
  Light,
  May,
  MayProceed,
  Remedies,
  StepView,
  TaskView,
  TodoRow,
  Verb,
} from './contract.ts'
import type { Answers, DecisionRecord } from './draft.ts'
import type { CaseListRecord } from './lists/store.ts'
import type { TodoRecord } from './lists/todo/store.ts'
import type { Titles } from './needs.ts'
import { daysIn, type OfficeDays } from './office-days.ts'
import { hideNumbers } from './privacy.ts'
import { choicesFor, presentProcedures } from './procedures/present.ts'
import { caseOf } from './rows.ts'
import type { DecisionTable, StepTable, TaskTable } from './tables.ts'

export type Loaded = {
  current: Case
  answers: Answers
  facts: Fact[]
  materials: Material[]
  tasks: TaskTable[]
  steps: StepTable[]
  decisions: (DecisionTable & { opened: DecisionRecord })[]
  titles: Titles
}

/** Everything the page of a case shows to this person, with what the person may do. */
export function presentCase(
  loaded: Loaded,
  viewer: {
    actor: Actor
    isApplicant: boolean
    /** For the archive, which keeps numbers as they were decided on. */
    unmasked?: boolean
    may: May[]
    mayProceed: MayProceed[]
    ahead: { name: string; nameEn: string }[]
    remedies: Remedies | undefined
  },
  of: At,
): CaseView {
  const { current } = loaded
  const at = atOffice(of, current.item.departmentId)
  const own = viewer.isApplicant
  // Officials see numbers of persons masked (standards A5); the applicant sees what is theirs.
  const shown = own || viewer.unmasked ? <T>(value: T): T => value : hideNumbers
  const { remedies } = viewer
  return {
    id: current.id,
    no: current.no,
    ...(own ? { queryCode: current.queryCode } : {}),
    version: current.version,
    item: {
      id: current.item.id,
      version: current.item.version,
      name: current.item.name,
      ...(current.item.nameEn ? { nameEn: current.item.nameEn } : {}),
    },
    applicant: {
      name: current.party.name,
      kind: current.party.kind,
      ...(current.party.agentName ? { agent: current.party.agentName } : {}),
      ...(own ? { partyId: current.party.partyId } : {}),
    },
    department: { id: current.item.departmentId, name: current.item.departmentName },
    divisionCode: current.divisionCode,
    status: current.status,
    ...(current.outcome ? { outcome: current.outcome } : {}),
    automatic: current.automatic,
    submittedAt: current.submittedAt.toISOString(),
    ...(current.acceptedAt ? { acceptedAt: current.acceptedAt.toISOString() } : {}),
    ...(current.decidedAt ? { decidedAt: current.decidedAt.toISOString() } : {}),
    ...(current.closedAt ? { closedAt: current.closedAt.toISOString() } : {}),
    clocks: current.clocks.map((clock) => presentClock(clock, at.today, at.calendar)),
    form: current.item.form,
    answers: shown(loaded.answers),
    facts: loaded.facts.map((fact) => ({
      pointer: fact.pointer,
      ...loaded.titles.get(fact.pointer),
      value: shown(fact.value),
      source: fact.source,
      sourceLabel: fact.sourceLabel,
      fetchedAt: fact.fetchedAt.toISOString(),
      ...(fact.sourceVersion ? { sourceVersion: fact.sourceVersion } : {}),
    })),
    ...(current.terms ? { terms: current.terms } : {}),
    materials: presentMaterials(loaded.materials),
    decisions: loaded.decisions.map((decision) => presentDecision(decision, loaded.titles, shown)),
    tasks: loaded.tasks
      .filter((task) => !task.closed_at && (!own || task.opinion_of === null))
      .map((task) => presentTask(task, current, at)),
    timeline: loaded.steps.filter((step) => !own || step.public).map((step) => presentStep(step, own)),
    ahead: current.closedAt ? [] : viewer.ahead,
    ...(current.correction ? { correction: presentCorrection(current) } : {}),
    ...(remedies ? { remedies } : {}),
    procedures: presentProcedures(current, own),
    ...(own || viewer.mayProceed.length === 0 ? {} : { choices: choicesFor(current) }),
    mayProceed: viewer.mayProceed,
    ...(current.suspension ? { suspension: current.suspension } : {}),
    opinions: own ? [] : presentOpinions(loaded.tasks),
    may: viewer.may,
  }
}

function presentCorrection(current: Case): NonNullable<CaseView['correction']> {
  const { items, open } = current.correction!
  const due = current.clocks.find((clock) => clock.key === 'correction')?.due
  return { items, open, ...(due ? { due } : {}) }
}

function presentMaterials(materials: Material[]): CaseView['materials'] {
  const newest = new Map(materials.map((material) => [material.key, material.id]))
  return materials.map(({ hash: _, at, ...material }) => ({
    ...material,
    at: at.toISOString(),
    current: newest.get(material.key) === material.id,
  }))
}

function presentDecision(
  row: DecisionTable & { opened: DecisionRecord },
  titles: Titles,
  shown: <T>(value: T) => T,
): DecisionView {
  const { inputs, sources, outputs } = row.opened
  return {
    id: row.id,
    rule: row.rule_key,
    ruleTitle: row.rule_title,
    ruleVersion: row.rule_version,
    asOf: row.as_of,
    at: row.at.toISOString(),
    outcome: row.outcome,
    proposal: row.outcome !== 'grant',
    reasons: (outputs.reasons ?? []) as DecisionView['reasons'],
    // What nobody answered and no register said is no ground of the decision, and only noise to the person it is about.
    inputs: Object.entries(inputs)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => {
        const from = sources[name]
        const known = from ? titles.get(from.pointer) : undefined
        return {
          name,
          title: known?.title ?? (name === 'applicationDate' ? '申请日期' : name),
          titleEn: known?.titleEn ?? (name === 'applicationDate' ? 'Date of application' : name),
          ...(from ? { pointer: from.pointer } : {}),
          value: shown(value),
          source: from?.source ?? 'platform',
          sourceLabel: from?.sourceLabel ?? '系统',
        }
      }),
  }
}

function presentTask(task: TaskTable, current: Case, at: At): TaskView {
  const lit = litBy(task.due, current.clocks, at)
  return {
    id: task.id,
    name: task.name,
    nameEn: task.name_en,
    post: task.post,
    verbs: task.verbs as Verb[],
    openedAt: task.opened_at.toISOString(),
    ...(task.form ? { form: task.form } : {}),
    ...(task.due ? { due: task.due } : {}),
    ...(lit ? { light: lit.light } : {}),
    ...(task.assignee ? { assignee: { accountId: task.assignee, name: task.assignee_name ?? '' } } : {}),
    ...(task.opinion_of === null ? {} : { opinionOf: task.opinion_of }),
  }
}

function presentOpinions(tasks: TaskTable[]): CaseView['opinions'] {
  return tasks.flatMap((task) => {
    // One that was called off before it was given says nothing.
    if (task.opinion_of === null || (task.closed_at && !task.verb)) return []
    return {
      taskId: task.id,
      of: task.opinion_of,
      when: task.opinion_when as 'before' | 'after',
      by: task.assignee_name ?? task.post,
      ...(task.verb ? { verb: task.verb as 'concur' | 'dissent' } : {}),
      ...(task.opinion_reason ? { reason: task.opinion_reason } : {}),
      ...(task.closed_at ? { at: task.closed_at.toISOString() } : {}),
    }
  })
}

function presentStep(step: StepTable, own: boolean): StepView {
  return {
    seq: step.seq,
    at: step.at.toISOString(),
    verb: step.verb,
    name: step.name,
    nameEn: step.name_en,
    // The applicant deals with the office; who rates an office must not know the person before the case is closed (standards B).
    actor: own && step.actor_kind === 'official' ? step.unit : step.actor_name,
    unit: step.unit,
    status: step.status_after,
    // Whose post an official acts in is the office's own affair; for whom an agent, or a clerk at the window, acts is the applicant's.
    ...(step.on_behalf_of && (!own || step.actor_kind !== 'official' || step.verb === 'submit')
      ? { onBehalfOf: step.on_behalf_of }
      : {}),
    ...(step.reason ? { reason: step.reason } : {}),
    ...(step.data === null ? {} : { data: step.data as unknown }),
  }
}

export function presentTodo(row: TodoRecord, of: At): TodoRow {
  const at = atOffice(of, row.departmentId)
  const lit = litBy(row.due, row.clocks.clocks, at)
  return {
    caseId: row.caseId,
    taskId: row.taskId,
    taskName: row.taskName,
    taskNameEn: row.taskNameEn,
    no: row.no,
    itemName: row.itemName,
    applicant: row.applicant,
    divisionCode: row.divisionCode,
    status: row.status as TodoRow['status'],
    taken: row.taken,
    openedAt: row.openedAt.toISOString(),
    ...(row.due ? { due: row.due } : {}),
    ...(lit ?? {}),
    ...legalOf(row.clocks.clocks, at),
  }
}

export function presentRow(row: CaseListRecord, of: At): CaseRow {
  const current = caseOf(row)
  const due = runningDue(current.clocks)
  const lit = litBy(due ?? null, current.clocks, atOffice(of, current.item.departmentId))
  return {
    id: current.id,
    no: current.no,
    itemId: current.item.id,
    itemName: current.item.name,
    applicant: current.party.name,
    status: current.status,
    submittedAt: current.submittedAt.toISOString(),
    needsMe: row.needsApplicant,
    ...(current.outcome ? { outcome: current.outcome } : {}),
    ...(current.closedAt ? { closedAt: current.closedAt.toISOString() } : {}),
    ...(due && lit ? { due, ...lit } : {}),
  }
}

/** Days left and light for a due date, by the clock it came from. */
function litBy(due: string | null, clocks: Clock[], at: At): { left: number; light?: Light } | undefined {
  if (!due) return undefined
  const clock = clocks.find((each) => each.due === due && !each.stoppedOn)
  if (clock) {
    const { left = 0, light } = presentClock(clock, at.today, at.calendar)
    return { left, ...(light ? { light } : {}) }
  }
  const left = daysLeft('working', at.today, due, at.calendar)
  return { left, light: lightOf(left, 5) }
}

/** The light of the law beside that of the promise, and whether a special procedure stops both. */
function legalOf(clocks: Clock[], at: At): Partial<TodoRow> & { stopped: boolean } {
  const seen = clocks.map((clock) => presentClock(clock, at.today, at.calendar))
  const legal = seen.find(({ key, state }) => key === 'legal' && state !== 'done')
  return {
    stopped: seen.some(({ state }) => state === 'stopped'),
    ...(legal?.left === undefined ? {} : { legalLeft: legal.left }),
    ...(legal?.light ? { legalLight: legal.light } : {}),
  }
}

/** Today, and the working days by which what is left is counted. */
type At = OfficeDays & { today: string }

const atOffice = (at: At, departmentId: string): At => ({ today: at.today, calendar: daysIn(at, departmentId) })
