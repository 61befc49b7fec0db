import { Refusal } from '#kernel/errors.ts'
import { earlierTasks, type Motion } from '../flow/index.ts'
import type { CaseNeeds } from '../needs.ts'
import type { TaskTable } from '../tables.ts'
import { finishTask, placeOf, step } from './steps.ts'
import type { Doing, Scene } from './verb.ts'

/** Whose work it is to judge what others did before them; who receives, inspects, collects or is asked judges only the matter. */
const judging: ReadonlySet<string> = new Set(['reviewer', 'decider'])

/**
 * 退回: the one who holds a task gives the case back, to the step that the flow means, or, if they judge it for its own
 * department, to any earlier one it has passed. No clock stops or starts again by it: only law does that.
 */
export const returning = {
  return: step(
    { needsReason: true, personOnly: true },
    {
      public: false,
      has: (scene, task) => task.verbs.includes('return') || mayChoose(scene, task),
      tells: (scene, task) => {
        const targets = task && judges(scene, task) ? targetsOf(scene, task) : []
        return targets.length === 0
          ? {}
          : { targets, ...(task?.verbs.includes('return') ? {} : { needsTarget: 'step' as const }) }
      },
      perform: goBack,
    },
  ),
}

async function goBack(needs: CaseNeeds, doing: Doing): Promise<Motion> {
  const { input, task, scene } = doing
  if (!task) throw new Error('return is done at a task')
  const to = input.to?.step
  if (to === undefined) {
    if (task.verbs.includes('return')) return finishTask(needs, doing)
    throw new Refusal('invalid', 'cases.target-needed', 'Say to which step the case goes back', {
      faults: [{ pointer: '/to/step', rule: 'required', detail: '请选择退回到哪一步' }],
    })
  }
  if (!judges(scene, task) || !targetsOf(scene, task).some((target) => target.step === to))
    throw new Refusal('conflict', 'cases.not-earlier', `${to} is no earlier step of this case`, {
      targets: targetsOf(scene, task),
    })
  return { kind: 'send-back', task: task.id, to }
}

const judges = (scene: Scene, task: TaskTable): boolean =>
  judging.has(task.post) && placeOf(scene, task).departmentId === scene.current.item.departmentId

const mayChoose = (scene: Scene, task: TaskTable): boolean => judges(scene, task) && targetsOf(scene, task).length > 0

function targetsOf({ net, current, tasks }: Scene, task: TaskTable): { step: string; name: string; nameEn: string }[] {
  const passed = tasks.filter((each) => each.verb && each.opinion_of === null).map((each) => each.node)
  return earlierTasks(net, current.state, task.id, passed).map(({ id, name, nameEn }) => ({
    step: id,
    name,
    nameEn: nameEn ?? name,
  }))
}
