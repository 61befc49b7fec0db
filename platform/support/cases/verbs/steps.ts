import type { Actor, PostHeld } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import { ownId, type Signal } from '../flow/index.ts'
import type { CaseNeeds } from '../needs.ts'
import { daysOf } from '../office-days.ts'
import { postFor, type Territory } from '../policy.ts'
import { refuseBeforeProcedures } from '../procedures/verbs.ts'
import type { TaskTable } from '../tables.ts'
import { withDays } from '../terms/owed.ts'
import { grantBarred } from '../terms/schedule.ts'
import { refuseFaults } from './faults.ts'
import { type CaseVerb, type Demands, type Doing, type Right, type Scene, usual } from './verb.ts'

/** A verb that a task of the flow offers; the flow decides what comes of it. */
export function step(demands: Partial<Demands>, more: Partial<CaseVerb> = {}): CaseVerb {
  return {
    demands: { ...usual, ...demands },
    at: 'step',
    public: true,
    right: ownTask,
    perform: finishTask,
    ...more,
  }
}

export const steps = {
  accept: step({}, { perform: acceptOwing }),
  refuse: step({ needsReason: true, personOnly: true }, { barred: alreadyAccepted, perform: finishRefusal }),
  propose: step({ needsReason: true, personOnly: true }, { public: false, barred: ledHearing }),
  inspect: step({ personOnly: true }, { perform: finishInspection, barred: ledHearing }),
  approve: step({}, { perform: finishDecision, barred: ({ current }) => grantBarred(current) }),
  deny: step({ needsReason: true, personOnly: true }, { perform: finishDecision }),
}

/** After acceptance the law knows only grant and denial (行政许可法第32、38条). */
export function alreadyAccepted({ current }: Scene): Refusal | undefined {
  return current.acceptedAt ? new Refusal('conflict', 'cases.accepted', 'The case is accepted already') : undefined
}

/** 第48条第一款第三项: who leads the hearing does not review the application, before or after. */
function ledHearing({ actor, current }: Scene): Refusal | undefined {
  const leads = current.procedures?.some((each) => each.kind === 'hearing' && each.chair === actor.name)
  return leads ? new Refusal('forbidden', 'procedures.chair-reviews', `${actor.name} leads the hearing`) : undefined
}

/** Where a task lies: the post, the department and the place that it waits for. */
export function placeOf({ current }: Pick<Scene, 'current'>, task: TaskTable) {
  return {
    post: task.post,
    departmentId: task.department_id || current.item.departmentId,
    divisionCode: task.division_code,
  }
}

type Place = ReturnType<typeof placeOf>

/** The same task in another department: where that covers the place of the case it stays there, else it lies with its seat. */
export function placeIn(
  department: { id: string; divisionCode: string },
  old: Place,
  post: string | undefined,
  territory: Territory,
): Place {
  const covers = territory.divisionWithin(old.divisionCode, department.divisionCode)
  return {
    post: post ?? old.post,
    departmentId: department.id,
    divisionCode: covers ? old.divisionCode : department.divisionCode,
  }
}

/** A task of the applicant is done by them or their agent, any other by who holds its post where it lies. */
export function rightAtTask(scene: Scene, task: TaskTable | undefined): Right | undefined {
  if (!task) return undefined
  if (task.post === 'applicant') return scene.own ? 'own' : undefined
  return postFor(scene.actor, placeOf(scene, task), scene.territory)
}

/** Like `rightAtTask`; a task that somebody has taken is theirs alone, or of who acts on their behalf. */
export function ownTask(scene: Scene, task: TaskTable | undefined): Right | undefined {
  const right = rightAtTask(scene, task)
  return task && right && right !== 'own' && isTaken(scene.actor, task, right) ? undefined : right
}

/** Whether another than this person has the task. */
export function isTaken(actor: Actor, task: TaskTable, right?: PostHeld): boolean {
  return task.assignee !== null && task.assignee !== actor.accountId && task.assignee !== right?.onBehalfOf?.accountId
}

/** 容缺受理: accepting with materials still owed; the clerk may set their last day. */
async function acceptOwing(needs: CaseNeeds, doing: Doing): Promise<Signal> {
  const { draft, input, now } = doing
  if (input.owed?.length) {
    const terms = withDays(draft.current.terms, input.owed, cityDate(now), daysOf(needs, draft.current))
    draft.current = { ...draft.current, ...(terms ? { terms } : {}) }
  }
  return finishTask(needs, doing)
}

/** Tells the flow that a task is done; an official's answers to the task's form go with it. */
export async function finishTask(needs: CaseNeeds, { input, task, now }: Doing): Promise<Signal> {
  if (!task) throw new Error(`${input.verb} is done at a task`)
  const official = task.post !== 'applicant'
  if (official && task.form && input.data) refuseFaults(await needs.checkTaskData(task.form, input.data, cityDate(now)))
  const data = official ? { [ownId(task.node)]: { ...input.data, verb: input.verb } } : {}
  return { kind: 'task-done', task: task.id, verb: input.verb, data }
}

/**
 * 行政许可法第32条: `data.ground` may say why, and the paper says what follows: `not-needed` no licence is needed (即时不受理),
 * `not-competent` another agency's, which must be named in `data.goTo`.
 */
async function finishRefusal(needs: CaseNeeds, doing: Doing): Promise<Signal> {
  const { ground, goTo } = (doing.input.data ?? {}) as { ground?: unknown; goTo?: unknown }
  const known = ground === undefined || ground === 'not-needed' || ground === 'not-competent'
  if (!known) refuseFaults([{ pointer: '/data/ground', rule: 'enum', detail: '请从列表里选择不予受理的情形' }])
  if (ground === 'not-competent' && (typeof goTo !== 'string' || goTo.trim() === ''))
    refuseFaults([{ pointer: '/data/goTo', rule: 'required', detail: '请写明申请人应当向哪个机关申请' }])
  return finishTask(needs, doing)
}

/** A decision comes after the special procedures and the hearing that it must rest on (行政许可法第45、48条). */
async function finishDecision(needs: CaseNeeds, doing: Doing): Promise<Signal> {
  refuseBeforeProcedures(doing.draft.current, cityDate(doing.now))
  return finishTask(needs, doing)
}

async function finishInspection(needs: CaseNeeds, doing: Doing): Promise<Signal> {
  if (doing.task?.form && !doing.input.data)
    throw new Refusal('invalid', 'cases.data-needed', 'This task needs its form filled in')
  return finishTask(needs, doing)
}
