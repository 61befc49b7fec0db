import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Draft, Held, NewTask } from '../draft.ts'
import type { CaseNeeds } from '../needs.ts'
import { workingRoles } from '../policy.ts'
import type { TaskTable } from '../tables.ts'
import { ownTask, placeIn, placeOf } from './steps.ts'
import { type CaseVerb, type Doing, type Right, usual } from './verb.ts'

/**
 * 加签: who holds a task asks others to sign too. Asked before, the decision waits for their opinions; asked after, the
 * decision is made and then waits for them before it takes effect. One who dissents after it gives it back: whoever
 * decides against a dissent does so knowingly, with reasons.
 */
export const countersigning: Record<'countersign' | 'concur' | 'dissent', CaseVerb> = {
  countersign: {
    demands: { ...usual, needsReason: true, personOnly: true },
    at: 'task',
    public: false,
    right: ownTask,
    has: (_scene, task) => task.opinion_of === null && !heldOf(task).decision,
    tells: () => ({ needsTarget: 'place' }),
    perform: ask,
  },
  concur: opinion({}),
  dissent: opinion({ needsReason: true }),
}

function opinion(demands: Partial<CaseVerb['demands']>): CaseVerb {
  return {
    demands: { ...usual, personOnly: true, ...demands },
    at: 'task',
    public: false,
    right: ownTask,
    has: (_scene, task) => task.opinion_of !== null,
    perform: async (_needs, { actor, draft, input, task }) => {
      draft.closed.push({ id: task!.id, verb: input.verb, by: actor.accountId, opinion: input.reason ?? '' })
      return undefined
    },
  }
}

async function ask(needs: CaseNeeds, { draft, input, task, scene, actor }: Doing): Promise<undefined> {
  if (!task) throw new Error('countersign is done at a task')
  const asked = await signerOf(needs, { draft, input, task, scene, actor })
  if (scene.tasks.some((each) => each.opinion_of === task.id && !each.closed_at && isAsked(each, asked)))
    throw new Refusal('conflict', 'cases.asked-already', `${asked.name} is asked already`)
  const held = heldOf(task)
  if (input.to?.when === 'after') draft.changed.push({ id: task.id, held: { ...held, after: [...held.after, asked] } })
  else draft.opened.push(opinionTask(draft, task, asked, 'before'))
  return undefined
}

type Asked = Held['after'][number]

/** Who is asked: an officer by name, or whoever holds a post in a department. */
async function signerOf(
  needs: CaseNeeds,
  doing: Pick<Doing, 'input' | 'scene' | 'actor' | 'draft'> & { task: TaskTable },
): Promise<Asked> {
  const { input, scene, actor, task } = doing
  const { accountId, departmentId, post } = input.to ?? {}
  if (accountId) {
    if (accountId === actor.accountId)
      throw new Refusal('conflict', 'cases.same-person', 'Nobody countersigns their own decision')
    const officer = (await needs.officers(actor.realm)).find((each) => each.accountId === accountId)
    const held = officer?.posts.find((each) => workingRoles.includes(each.role))
    if (!officer || !held) throw new Refusal('conflict', 'cases.not-their-post', `${accountId} works on no cases`)
    const place = { post: held.role, departmentId: held.departmentId, divisionCode: held.divisionCode }
    return { name: officer.name, place, assignee: { accountId, name: officer.name } }
  }
  if (!departmentId)
    throw new Refusal('invalid', 'cases.target-needed', 'Say who is to countersign', {
      faults: [{ pointer: '/to', rule: 'required', detail: '请选择请谁会签' }],
    })
  const territory = await needs.territory()
  const department = territory.find(departmentId)
  if (!department) throw new Refusal('missing', 'cases.department-missing', `No department ${departmentId}`)
  return { name: department.name, place: placeIn(department, placeOf(scene, task), post, territory) }
}

function isAsked(task: TaskTable, asked: Asked): boolean {
  if (asked.assignee) return task.assignee === asked.assignee.accountId
  return !task.assignee && task.department_id === asked.place.departmentId && task.post === asked.place.post
}

/** A task beside the flow gets its number from the same counter, so that numbers stay unique in the case. */
function opinionTask(draft: Draft, of: TaskTable, asked: Asked, when: 'before' | 'after'): NewTask {
  const id = draft.current.state.counter + 1
  draft.current = { ...draft.current, state: { ...draft.current.state, counter: id } }
  return {
    id,
    node: of.node,
    name: `${of.name}会签`,
    nameEn: `${of.name_en}: countersign`,
    post: asked.place.post,
    departmentId: asked.place.departmentId,
    divisionCode: asked.place.divisionCode,
    verbs: ['concur', 'dissent'],
    opinion: { of: of.id, when },
    ...(asked.assignee ? { assignee: asked.assignee } : {}),
    ...(of.due ? { due: of.due } : {}),
  }
}

export function heldOf(task: TaskTable): Held {
  return (task.held as unknown as Held | null) ?? { after: [] }
}

/** Opinions asked before a decision that are not given yet. */
export function openOpinions(tasks: readonly TaskTable[], of: TaskTable): TaskTable[] {
  return tasks.filter((each) => each.opinion_of === of.id && !each.closed_at)
}

/** Whether somebody said no to what this task is about. */
export function isDisputed(tasks: readonly TaskTable[], of: TaskTable): boolean {
  return tasks.some((each) => each.opinion_of === of.id && each.verb === 'dissent')
}

/** Keeps a decision back until those asked after it have signed; false when nobody was asked. */
export function holdDecision({ draft, task, input, actor }: Doing): boolean {
  if (!task || input.verb === 'return') return false
  const { after } = heldOf(task)
  if (after.length === 0) return false
  for (const asked of after) draft.opened.push(opinionTask(draft, task, asked, 'after'))
  draft.changed.push({ id: task.id, held: { after: [], decision: { input, actor: asHolder(actor) } } })
  return true
}

type Freed = { task: TaskTable } & NonNullable<Held['decision']>

/** The decision that this opinion sets free: the last of those asked after it, all agreeing. A dissent gives it back. */
export function freedDecision({ draft, task, input, scene }: Doing): Freed | undefined {
  const host = task?.opinion_when === 'after' ? scene.tasks.find((each) => each.id === task.opinion_of) : undefined
  const decision = host && heldOf(host).decision
  if (!host || !decision || host.closed_at) return undefined
  const others = scene.tasks.filter(
    (each) => each.opinion_of === host.id && each.opinion_when === 'after' && each !== task,
  )
  if (input.verb === 'dissent') {
    draft.changed.push({ id: host.id, held: null })
    for (const other of others) if (!other.closed_at) draft.closed.push({ id: other.id })
    return undefined
  }
  if (others.some((each) => !each.closed_at)) return undefined
  draft.changed.push({ id: host.id, held: null })
  return { task: host, ...decision }
}

/** Nobody needs an opinion any more on a task that is done or called off. */
export function closeOpinions(draft: Draft, tasks: readonly TaskTable[]): void {
  const closed = new Set(draft.closed.map((each) => each.id))
  for (const task of tasks)
    if (task.opinion_of !== null && !task.closed_at && closed.has(task.opinion_of) && !closed.has(task.id))
      draft.closed.push({ id: task.id })
}

/** A task done under a delegation counts as done by both, so that neither may do what must be another's. */
export function noteHolder(draft: Draft, right: Right): void {
  const holder = right === 'own' ? undefined : right.onBehalfOf?.accountId
  if (holder) for (const done of draft.closed) if (done.by) done.onBehalfOf = holder
}

/** As much of a person as their decision needs when it takes effect: who they are, and by which posts. */
function asHolder({ kind, realm, accountId, name, level, posts }: Actor): Actor {
  return { kind, realm, accountId, name, level, posts }
}
