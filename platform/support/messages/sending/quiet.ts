import type { Channel } from '../contract.ts'
import rules from './quiet-hours.json' with { type: 'json' }

/** Hours, in Chinese time, in which nobody is disturbed by what can wait. Each rule holds from a date until the next one. */
export type QuietRule = { from: string; channels: readonly string[]; begins: string; ends: string }

const zone = 8 * 3_600_000
const day = 86_400_000

/** When a message may leave: now, or at the end of the quiet hours when it can wait. */
export function leaveAt(
  message: { channel: Channel; urgent: boolean },
  now: Date,
  ruled: readonly QuietRule[] = rules,
): Date {
  if (message.urgent) return now
  const local = new Date(now.getTime() + zone)
  const today = local.toISOString().slice(0, 10)
  const rule = ruled.filter(({ from }) => from <= today).at(-1)
  if (!rule?.channels.includes(message.channel)) return now
  const minutes = local.getUTCHours() * 60 + local.getUTCMinutes()
  const [begins, ends] = [minutesOf(rule.begins), minutesOf(rule.ends)]
  const overnight = begins > ends
  const quiet = overnight ? minutes >= begins || minutes < ends : minutes >= begins && minutes < ends
  if (!quiet) return now
  const midnight = Math.floor(local.getTime() / day) * day
  const end = midnight + ends * 60_000 + (overnight && minutes >= begins ? day : 0)
  return new Date(end - zone)
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
