import type { Case } from '../case.ts'
import type { NewTask } from '../draft.ts'
import type { ToDo } from './doing.ts'

/** To-dos of procedures stand beside those of the flow, whose numbers never come so far. */
export const taskIdOf = (procedure: number, stage: number): number => 1_000_000 + procedure * 10 + stage
export const taskNode = 'procedure'

/** A to-do beside the flow: it has no verbs of its own, its buttons stand with its procedure. */
export function taskOf(current: Case, procedure: number, toDo: ToDo): NewTask {
  const { stage, ...rest } = toDo
  return {
    ...rest,
    id: taskIdOf(procedure, stage),
    node: taskNode,
    departmentId: current.item.departmentId,
    divisionCode: current.divisionCode,
    verbs: [],
  }
}
