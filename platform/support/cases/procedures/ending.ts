import type { Calendar } from '#kernel/working-days.ts'
import type { Draft } from '../draft.ts'
import { deliveryTask, startDelivery } from './delivery.ts'
import { nextId } from './doing.ts'
import { taskOf } from './to-do.ts'
import { lapse } from './verbs.ts'

/** A case has ended: what was asked and not answered lapses, and delivery begins where the law gives it a clock. */
export function endProcedures(draft: Draft, today: string, calendar: Calendar): void {
  const { current, tasks } = lapse(draft.current)
  draft.closed.push(...tasks.map((id) => ({ id })))
  draft.current = startDelivery(current, today, calendar)
  const toDo = deliveryTask(draft.current)
  if (toDo) draft.opened.push(taskOf(draft.current, nextId(draft.current), toDo))
}
