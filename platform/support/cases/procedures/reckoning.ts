import type { Tx } from '#ground/database/index.ts'
import type { Jobs } from '#ground/jobs.ts'
import { type Calendar, cityDate } from '#kernel/working-days.ts'
import type { Case } from '../case.ts'
import { lastDay, runningDue } from '../clocks.ts'
import { jobKey } from '../drive.ts'
import type { Net, Node, TimerSpec } from '../flow/net.ts'
import type { TaskTable } from '../tables.ts'
import { pausesOf } from './doing.ts'
import { listTimers, type RunningTimer, setTaskDue, setTimer } from './store.ts'
import { taskNode } from './to-do.ts'

/** A date that moved: of a clock, a to-do or a timer of the flow. */
export type Moved = { what: 'clock' | 'task' | 'timer'; key: string; from: string; to: string }

/**
 * The to-dos and timers of a case follow its clocks; so do the jobs behind the timers. Answers what moved. While a case is
 * suspended its to-dos are due on no day and its working days wait; `resumed` sets what waited going again.
 */
export async function reckonWaiting(
  tx: Tx,
  world: { calendar: Calendar; jobs: Jobs },
  net: Net,
  current: Case,
  tasks: readonly TaskTable[],
  resumed = false,
): Promise<Moved[]> {
  const moved: Moved[] = []
  for (const task of tasks.filter((each) => !each.closed_at && each.node !== taskNode)) {
    const due = taskDue(net.byId.get(task.node), task, current, world.calendar)
    if (due === task.due) continue
    await setTaskDue(tx, task, due)
    moved.push({ what: 'task', key: task.name, from: task.due ?? '', to: due ?? '' })
  }
  for (const timer of await listTimers(tx, current.realm, current.id)) {
    const at = timerAt(net.byId.get(timer.node), timer, current, world.calendar)
    if (!at) continue
    const key = jobKey(current, `timer-${timer.id}`)
    if (current.suspension) {
      await world.jobs.cancel(tx, key)
      continue
    }
    const same = at.getTime() === timer.at.getTime()
    if (same && !resumed) continue
    await setTimer(tx, current.realm, current.id, timer.id, at)
    await world.jobs.add(
      tx,
      'cases.timer',
      { realm: current.realm, caseId: current.id, timer: timer.id },
      { runAt: at, key },
    )
    if (!same) moved.push({ what: 'timer', key: timer.node, from: cityDate(timer.at), to: cityDate(at) })
  }
  return moved
}

/** When a to-do is due: by the limit it names, by days of its own, else with the earliest running clock. */
export function taskDue(
  node: Node | undefined,
  task: Pick<TaskTable, 'due' | 'opened_at'>,
  current: Case,
  calendar: Calendar,
): string | null {
  const spec = node?.kind === 'user' ? node.due : null
  if (spec && 'within' in spec) {
    const days = workingDaysOf(spec.within)
    if (days === undefined) return task.due
    if (current.suspension) return null
    return lastDay({ unit: 'working', days, pauses: pausesOf(current, 'legal') }, cityDate(task.opened_at), calendar)
      .date
  }
  if (current.suspension) return null
  const limit = spec && 'limit' in spec ? spec.limit : undefined
  const named = limit ? current.clocks.find((clock) => clock.key === limit)?.due : undefined
  return named ?? runningDue(current.clocks) ?? task.due
}

/** When a timer of working days fires, counted from when it was set; undefined for timers that count no working days. */
export function timerAt(
  node: Node | undefined,
  timer: RunningTimer,
  current: Case,
  calendar: Calendar,
): Date | undefined {
  const trigger = node && 'trigger' in node ? node.trigger : null
  const days = trigger?.on === 'timer' ? workingDaysOf(trigger.timer) : undefined
  if (days === undefined || !timer.setAt) return undefined
  const { date } = lastDay(
    { unit: 'working', days, pauses: pausesOf(current, 'legal') },
    cityDate(timer.setAt),
    calendar,
  )
  return calendar.endOfOfficeDay(date)
}

const workingDaysOf = (spec: TimerSpec): number | undefined => (spec.kind === 'working-days' ? spec.days : undefined)

/** Whether a timer waits because the case is suspended: it counts working days, and none count now. */
export function isHeld(net: Net, current: Case, timer: number): boolean {
  if (!current.suspension) return false
  const { state } = current
  const running = [...state.tokens, ...state.scopes, state].flatMap((each) => each.timers ?? [])
  const node = net.byId.get(running.find(({ id }) => id === timer)?.node ?? '')
  const trigger = node && 'trigger' in node ? node.trigger : null
  return trigger?.on === 'timer' && workingDaysOf(trigger.timer) !== undefined
}

/** The clocks whose last day is another than before. */
export function movedClocks(before: Case, after: Case): Moved[] {
  return after.clocks.flatMap((clock): Moved[] => {
    const old = before.clocks.find((each) => each.key === clock.key && each.startedOn === clock.startedOn)
    if (!old?.due || !clock.due || old.due === clock.due) return []
    return [{ what: 'clock', key: clock.key, from: old.due, to: clock.due }]
  })
}
