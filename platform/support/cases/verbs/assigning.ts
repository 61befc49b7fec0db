import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { TaskChange } from '../draft.ts'
import type { CaseNeeds } from '../needs.ts'
import { postAs, postFor } from '../policy.ts'
import type { TaskTable } from '../tables.ts'
import { ownTask, placeIn, placeOf, rightAtTask } from './steps.ts'
import { type CaseVerb, type Demands, type Doing, type Right, type Scene, usual } from './verb.ts'

/** Whose task it is: taken 领办, put back 放回, given to another 转办. Internal; the applicant deals with the office. */
export const assigning: Record<'claim' | 'unclaim' | 'transfer', CaseVerb> = {
  claim: at(
    {},
    {
      right: rightAtTask,
      barred: (_scene, task) => (task?.assignee ? alreadyTaken(task) : undefined),
      perform: async (_needs, { actor, draft, task }) => {
        draft.changed.push({ id: task!.id, assignee: { accountId: actor.accountId, name: actor.name } })
        return undefined
      },
    },
  ),
  unclaim: at(
    {},
    {
      right: ownOrSupervised,
      has: (_scene, task) => task.assignee !== null && task.opinion_of === null,
      perform: async (_needs, { draft, task }) => {
        draft.changed.push({ id: task!.id, assignee: null })
        return undefined
      },
    },
  ),
  transfer: at(
    { needsReason: true },
    { right: ownOrSupervised, tells: () => ({ needsTarget: 'place' }), perform: give },
  ),
}

function at(demands: Partial<Demands>, more: Pick<CaseVerb, 'right' | 'perform'> & Partial<CaseVerb>): CaseVerb {
  return {
    demands: { ...usual, personOnly: true, ...demands },
    at: 'task',
    public: false,
    whileSuspended: true,
    ...more,
  }
}

/** Who may do the task themself, and the supervisor of its office. */
function ownOrSupervised(scene: Scene, task: TaskTable | undefined): Right | undefined {
  if (!task || task.post === 'applicant') return undefined
  return ownTask(scene, task) ?? postAs(scene.actor, ['supervisor'], placeOf(scene, task), scene.territory)
}

async function give(needs: CaseNeeds, { input, draft, task, scene }: Doing): Promise<undefined> {
  if (!task) throw new Error('transfer is done at a task')
  const { accountId, departmentId, post } = input.to ?? {}
  if (!accountId && !departmentId && !post)
    throw new Refusal('invalid', 'cases.target-needed', 'Say to whom the task goes', {
      faults: [{ pointer: '/to', rule: 'required', detail: '请选择转给谁' }],
    })
  const place = departmentId || post ? await newPlace(needs, scene, task, { departmentId, post }) : placeOf(scene, task)
  const assignee = accountId ? await officerAt(needs, scene, task, accountId, place) : null
  draft.changed.push({ id: task.id, assignee, place })
  return undefined
}

/** An officer who may do a task of this place: holds its post there, and did not do what must be another person's. */
async function officerAt(
  needs: CaseNeeds,
  { tasks, territory, actor }: Scene,
  task: TaskTable,
  accountId: string,
  place: NonNullable<TaskChange['place']>,
): Promise<{ accountId: string; name: string }> {
  const officer = (await needs.officers(actor.realm)).find((each) => each.accountId === accountId)
  if (!officer || !postFor(officer, place, territory))
    throw new Refusal('conflict', 'cases.not-their-post', `${accountId} holds no ${place.post} post there`)
  if (tasks.some((each) => each.node === task.separate_from && each.closed_by === accountId))
    throw new Refusal('forbidden', 'cases.same-person', `${officer.name} did the step this one is separate from`)
  return { accountId, name: officer.name }
}

/** Another office: under one's own, or the one that answers for the case. Another post is for a supervisor to choose. */
async function newPlace(
  needs: CaseNeeds,
  scene: Scene,
  task: TaskTable,
  to: { departmentId: string | undefined; post: string | undefined },
): Promise<NonNullable<TaskChange['place']>> {
  const old = placeOf(scene, task)
  const { actor, current } = scene
  const territory = await needs.territory()
  if (to.post && to.post !== old.post && !supervises(actor, scene, task))
    throw new Refusal('forbidden', 'cases.beyond-reach', 'Only a supervisor gives a task to another post')
  if (!to.departmentId || to.departmentId === old.departmentId) return { ...old, post: to.post ?? old.post }
  const department = territory.find(to.departmentId)
  if (!department) throw new Refusal('missing', 'cases.department-missing', `No department ${to.departmentId}`)
  const mine = actor.posts.some((post) => territory.departmentWithin(department.id, post.departmentId))
  if (!mine && department.id !== current.item.departmentId)
    throw new Refusal('forbidden', 'cases.beyond-reach', `${department.name} is beyond the reach of their posts`)
  return placeIn(department, old, to.post, territory)
}

const supervises = (actor: Actor, scene: Scene, task: TaskTable) =>
  postAs(actor, ['supervisor'], placeOf(scene, task), scene.territory) !== undefined

function alreadyTaken(task: TaskTable): Refusal {
  return new Refusal('conflict', 'cases.taken', `${task.assignee_name} has taken this task`, { by: task.assignee_name })
}
