type Take = (asked: { demandId: string; day: string; perDay: number; wanted: number }) => Promise<boolean>

/**
 * A day's quota over all processes: each takes a portion in the database and counts it down in memory. Together they never
 * exceed what was granted; a process that ends loses what it held, so a day may end some calls early, never late.
 */
export function createQuota(take: Take) {
  const held = new Map<string, { day: string; left: number }>()
  const fetching = new Map<string, Promise<boolean>>()

  async function fetchMore(demandId: string, day: string, perDay: number): Promise<boolean> {
    // A hundredth at a time: few statements for large quotas, and an exact count for small ones and for the last calls.
    const portion = Math.min(1000, Math.max(1, Math.floor(perDay / 100)))
    for (const wanted of new Set([portion, 1])) {
      if (!(await take({ demandId, day, perDay, wanted }))) continue
      const now = held.get(demandId)
      held.set(demandId, { day, left: (now?.day === day ? now.left : 0) + wanted })
      return true
    }
    return false
  }

  /** Whether there was one left. */
  return async (demandId: string, day: string, perDay: number): Promise<boolean> => {
    for (;;) {
      const now = held.get(demandId)
      if (now && now.day === day && now.left > 0) {
        now.left--
        return true
      }
      // Those who come meanwhile wait for the same portion.
      const more = fetching.get(demandId) ?? fetchMore(demandId, day, perDay).finally(() => fetching.delete(demandId))
      fetching.set(demandId, more)
      if (!(await more)) return false
    }
  }
}
