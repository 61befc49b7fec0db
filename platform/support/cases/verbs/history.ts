import type { Case } from '../case.ts'
import type { ActInput, Verb } from '../contract.ts'
import type { Draft, NewStep } from '../draft.ts'
import type { TaskTable } from '../tables.ts'
import { verbs } from './register.ts'
import type { Right, Scene } from './verb.ts'

/** The line of history an act leaves. Its status afterwards is known when the flow has come to rest. */
export function stepOf({ actor, current }: Scene, input: ActInput, task: TaskTable | undefined, right: Right): NewStep {
  const verb = verbs[input.verb]
  const data = dataOf(input, task)
  return {
    verb: input.verb,
    ...(task ? { node: task.node } : {}),
    name: task?.name ?? verb.name?.zh ?? input.verb,
    nameEn: task?.name_en ?? verb.name?.en ?? input.verb,
    actor,
    unit: unitOf(current, task, right),
    statusBefore: current.status,
    statusAfter: current.status,
    input,
    public: verb.public && !isAgain(current, input.verb),
    ...(right === 'own' ? {} : { post: right }),
    ...(input.reason ? { reason: input.reason } : {}),
    ...(data ? { data } : {}),
  }
}

/** The office shown to the applicant: the case's own, unless another department was asked and did it. */
function unitOf({ item }: Case, task: TaskTable | undefined, right: Right): string {
  const isAnothers = task !== undefined && task.department_id !== '' && task.department_id !== item.departmentId
  return isAnothers && right !== 'own' ? right.departmentName : item.departmentName
}

/** Acceptance is told once (行政许可法第32条): taking in a case that was sent back only passes it on. */
export function heardAs({ before }: Draft, verb: Verb): string {
  return before && isAgain(before, verb) ? 'forward' : verb
}

const isAgain = (current: Case, verb: Verb) => verb === 'accept' && current.acceptedAt !== undefined

/** What the line tells besides the reason; an applicant's answers lie sealed with the case, not in its history. */
function dataOf(
  { items, data, basis, to }: ActInput,
  task: TaskTable | undefined,
): Record<string, unknown> | undefined {
  if (items) return { items }
  if (task?.post === 'applicant') return undefined
  const told = { ...data, ...(basis ? { basis } : {}), ...(to ? { to } : {}) }
  return Object.keys(told).length > 0 ? told : undefined
}
