const mostKnown = 20_000

/**
 * How many applications an account may still begin before somebody must count anew: counting at each would walk, for a busy
 * account, over all that have become cases since the last vacuum. Each process counts for itself, so where several serve an
 * account may have a few more.
 */
export function createAllowance() {
  const left = new Map<string, number>()
  return {
    /** True when one more is allowed without counting. */
    take(account: string): boolean {
      const known = left.get(account) ?? 0
      if (known < 1) return false
      left.set(account, known - 1)
      return true
    },
    /** Somebody has counted: so many more may be begun. */
    counted(account: string, more: number): void {
      if (left.size >= mostKnown) left.clear()
      left.set(account, more)
    },
  }
}
