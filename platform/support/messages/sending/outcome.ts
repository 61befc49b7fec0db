import type { HandOver } from '../providers/provider.ts'

const minute = 60_000
const hour = 60 * minute

/** How long to wait after each try that failed; the last pause is used again and again. */
const pauses = [minute, 5 * minute, 15 * minute, hour, 4 * hour]
/** When trying, and waiting for a receipt, ends: carriers keep a message for three days at most. */
export const giveUpAfter = 72 * hour

export type Next = {
  status: 'created' | 'sending' | 'sent' | 'permanent-failure' | 'temporary-failure' | 'technical-failure'
  reason: string | null
  /** When to look at the message again; null when nothing is left to do. */
  dueAt: Date | null
}

/** What becomes of a message after a try. `attempts` counts this one. */
export function after(came: HandOver | undefined, tried: { attempts: number; createdAt: Date; now: Date }): Next {
  const { attempts, createdAt, now } = tried
  const last = new Date(createdAt.getTime() + giveUpAfter)
  // Nobody is set up for this channel: waiting would not help, and who asked must learn of it.
  if (!came) return { status: 'technical-failure', reason: 'no-provider', dueAt: null }
  if (came.kind === 'taken')
    return came.receipts
      ? { status: 'sending', reason: null, dueAt: last }
      : { status: 'sent', reason: null, dueAt: null }
  if (came.kind === 'wrong') return { status: 'permanent-failure', reason: came.code, dueAt: null }
  const dueAt = new Date(now.getTime() + pauses[Math.min(attempts, pauses.length) - 1]!)
  if (dueAt < last) return { status: 'created', reason: came.code, dueAt }
  const status = came.kind === 'down' ? 'technical-failure' : 'temporary-failure'
  return { status, reason: came.code, dueAt: null }
}
