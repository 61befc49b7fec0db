const minute = 60_000

/** A session ends half an hour after its last use (GB/T 22239-2019: at most 30 minutes), or after twelve hours at most. */
export const idleMillis = 30 * minute
export const longestMillis = 12 * 60 * minute

/** Use is written down this often at most, so that reading pages writes little. */
export const touchMillis = minute

/** How long another process may go on trusting a session that ended here. */
export const trustMillis = 5_000

/** Five failures in a row lock a name for fifteen minutes (GB/T 22239-2019). */
export const failuresToLock = 5
export const lockMillis = 15 * minute

export type Failures = { count: number; lastAt: Date; lockedUntil: Date | null }

export function isLocked(failures: Failures | undefined, now: Date): boolean {
  return failures?.lockedUntil != null && failures.lockedUntil > now
}

/** The record after one more failure. Failures older than a lock's length, or before a lock that ran out, do not count. */
export function addFailure(failures: Failures | undefined, now: Date): Failures {
  const fresh = failures && !failures.lockedUntil && now.getTime() - failures.lastAt.getTime() < lockMillis
  const count = fresh ? failures.count + 1 : 1
  return { count, lastAt: now, lockedUntil: count >= failuresToLock ? new Date(now.getTime() + lockMillis) : null }
}
