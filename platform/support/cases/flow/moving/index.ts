import type { Net } from '../net.ts'
import { advance } from '../running/advance.ts'
import type { Signal, State, Step } from '../state.ts'
import type { FlowCalendar } from '../timers.ts'
import { type ChangeOver, changeOver } from './change-over.ts'
import { type SendBack, sendBack } from './send-back.ts'

export { type Hindrance, type Moved, planChangeOver } from './change-over.ts'
export { earlierTasks } from './send-back.ts'

/** What may happen to a case: a signal of the flow itself, or a person's hand that moves its tokens. */
export type Motion = Signal | SendBack | ChangeOver

/** Like `advance`, for motions by hand too. Pure. `net` is the version the case is in afterwards. */
export function move(net: Net, state: State, motion: Motion, now: Date, calendar: FlowCalendar): Step {
  if (motion.kind === 'send-back') return sendBack(net, state, motion, now, calendar)
  if (motion.kind === 'change-over') return changeOver(net, state, motion, now, calendar)
  return advance(net, state, motion, now, calendar)
}
