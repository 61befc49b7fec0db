import { Refusal } from '#kernel/errors.ts'
import type { ActInput, May, Verb } from '../contract.ts'
import { maySeeCase } from '../policy.ts'
import type { TaskTable } from '../tables.ts'
import { heldOf, isDisputed, openOpinions } from './countersigning.ts'
import { verbs } from './register.ts'
import { isTaken, rightAtTask } from './steps.ts'
import type { CaseVerb, Right, Scene } from './verb.ts'

/**
 * By what right this person does this act, and at which task. Refuses in the order in which a person should learn of it:
 * that there is a case, that they may, that it is still to do, that this case allows it, that it is done properly.
 */
export function checkRight(
  scene: Scene,
  input: ActInput,
  parties: readonly string[],
): { right: Right; task: TaskTable | undefined } {
  const { actor, current, tasks, territory } = scene
  const verb = verbs[input.verb]
  const task = verb.at === 'case' ? undefined : tasks.find((each) => each.id === input.taskId)
  const right = verb.right(scene, task)
  if (!right && !maySeeCase(actor, current, parties, territory, tasks)) throw missingCase(current.id)
  if (verb.at !== 'case' && !task) throw new Refusal('missing', 'cases.task-missing', 'No such task')
  if (!right) throw refusalOf(scene, input.verb, task)
  if (task) checkTask(scene, input.verb, task, right)
  else if (current.closedAt) throw new Refusal('conflict', 'cases.closed', 'The case is closed')
  const barred = barredBy(scene, verb, task)
  if (barred) throw barred
  return { right, task }
}

/** Who holds the post but finds the task taken learns by whom. */
function refusalOf(scene: Scene, verb: Verb, task: TaskTable | undefined): Refusal {
  if (task && !task.closed_at && rightAtTask(scene, task) && isTaken(scene.actor, task))
    return new Refusal('forbidden', 'cases.taken', `${task.assignee_name} has taken this task`, {
      by: task.assignee_name,
    })
  return new Refusal(
    'forbidden',
    'cases.forbidden',
    `May not ${verb}: ${task ? `needs the post ${task.post}` : 'it is not theirs to do'}`,
  )
}

function checkTask(scene: Scene, name: Verb, task: TaskTable, right: Right): void {
  if (task.closed_at)
    throw new Refusal('conflict', 'cases.task-done', 'The task was done already', {
      verb: task.verb,
      at: task.closed_at,
    })
  if (!hasVerb(scene, name, task))
    throw new Refusal('conflict', 'cases.verb-not-open', `${name} is not open at ${task.name}`, { open: task.verbs })
  const other = verbs[name].at === 'step' ? doneBySame(scene, task, right) : undefined
  if (other) throw new Refusal('forbidden', 'cases.same-person', `Who did ${other.name} may not do ${task.name}`)
}

function hasVerb(scene: Scene, name: Verb, task: TaskTable): boolean {
  const { at, has } = verbs[name]
  if (has) return has(scene, task)
  if (at === 'step') return task.verbs.includes(name)
  // A to-do of a procedure is neither the flow's nor an opinion: the law says whose it is.
  return (
    task.post !== 'applicant' &&
    (task.opinion_of !== null || scene.current.state.tokens.some(({ id }) => id === task.id))
  )
}

/** The task that this person did, themself or by another for them, and that must be another person's than this one (审查与决定分离). */
function doneBySame(scene: Scene, task: TaskTable, right: Right | undefined): TaskTable | undefined {
  const holder = right && right !== 'own' ? right.onBehalfOf?.accountId : undefined
  const same = (account: string | null) => account !== null && (account === scene.actor.accountId || account === holder)
  return scene.tasks.find((each) => each.node === task.separate_from && (same(each.closed_by) || same(each.closed_for)))
}

/** Why nobody may do this now: the case is suspended, the verb says so, or a decision waits for others to sign. */
function barredBy(scene: Scene, verb: CaseVerb, task: TaskTable | undefined): Refusal | undefined {
  if (scene.current.suspension && !verb.whileSuspended && verb !== verbs.suspend)
    return new Refusal('conflict', 'cases.suspended', 'The case is suspended', { ...scene.current.suspension })
  const barred = verb.barred?.(scene, task)
  if (barred || verb.at !== 'step' || !task || verb === verbs.return) return barred
  const waiting = openOpinions(scene.tasks, task)
  if (waiting.length > 0 || heldOf(task).decision)
    return new Refusal('conflict', 'cases.opinions-open', 'Opinions asked for are not given yet', {
      waiting: waiting.map((each) => each.assignee_name ?? each.post),
    })
  return undefined
}

/** Refuses an act that lacks what the law asks of it. */
export function checkDemands({ actor, tasks }: Scene, input: ActInput, task: TaskTable | undefined): void {
  const verb = verbs[input.verb]
  const { personOnly, needsReason, needsItems, needsBasis } = verb.demands
  if (personOnly && actor.kind === 'system')
    throw new Refusal('forbidden', 'cases.person-only', 'A machine may grant; only a person refuses')
  const against = verb.at === 'step' && task !== undefined && isDisputed(tasks, task)
  if ((needsReason || against) && !input.reason?.trim())
    throw new Refusal('invalid', 'cases.reason-needed', `${input.verb} needs a written reason`, {
      faults: [{ pointer: '/reason', rule: 'required', detail: '请写明理由' }],
    })
  if (needsBasis && !input.basis?.trim())
    throw new Refusal('invalid', 'cases.basis-needed', `${input.verb} names the article it rests on`, {
      faults: [{ pointer: '/basis', rule: 'required', detail: '请写明依据的法律条款' }],
    })
  if (needsItems && !input.items?.length)
    throw new Refusal('invalid', 'cases.items-needed', `${input.verb} must list what to correct`, {
      faults: [{ pointer: '/items', rule: 'required', detail: '请一次列出全部要补正的内容' }],
    })
}

/** Every act this person may do now: at the case's tasks what their flow offers, then the rest; then on the whole case. */
export function offered(scene: Scene): May[] {
  if (scene.current.closedAt) return []
  const open = scene.tasks.filter((task) => !task.closed_at)
  const names = Object.keys(verbs) as Verb[]
  const at = (where: CaseVerb['at'], task: TaskTable | undefined) =>
    names
      .filter((name) => verbs[name].at === where && isOpen(scene, name, task))
      .sort((a, b) => order(task, a) - order(task, b))
      .map((name) => describe(scene, name, task))
  return [
    ...open.flatMap((task) => at('step', task)),
    ...open.flatMap((task) => at('task', task)),
    ...at('case', undefined),
  ]
}

/** As the flow lists them; what it does not list comes last. */
function order(task: TaskTable | undefined, name: Verb): number {
  const at = task?.verbs.indexOf(name) ?? -1
  return at < 0 ? 99 : at
}

function isOpen(scene: Scene, name: Verb, task: TaskTable | undefined): boolean {
  const verb = verbs[name]
  const right = verb.right(scene, task)
  if (right === undefined || barredBy(scene, verb, task)) return false
  return !task || (hasVerb(scene, name, task) && !(verb.at === 'step' && doneBySame(scene, task, right)))
}

function describe(scene: Scene, name: Verb, task: TaskTable | undefined): May {
  const { demands, at, tells } = verbs[name]
  const { needsReason, needsItems, needsBasis } = demands
  return {
    verb: name,
    needsReason: needsReason || (at === 'step' && task !== undefined && isDisputed(scene.tasks, task)),
    needsItems,
    needsBasis,
    ...(task ? { taskId: task.id } : {}),
    ...(at === 'step' && task?.form ? { form: task.form } : {}),
    ...tells?.(scene, task),
  }
}

export function missingCase(caseId: string): Refusal {
  return new Refusal('missing', 'cases.missing', `No case ${caseId} for this person`)
}
