/**
 * Calls a second beside the day's quota: a bucket for each grant, full at first, that fills as fast as calls were granted. A call
 * that finds it empty is refused. Each process that serves counts its own.
 */
export function createThrottle(now: () => number = () => performance.now()) {
  const buckets = new Map<string, { left: number; at: number }>()

  /** Whether there was one left. */
  return (demandId: string, perSecond: number): boolean => {
    const time = now()
    const bucket = buckets.get(demandId) ?? { left: perSecond, at: time }
    if (buckets.size > 10_000) buckets.clear()
    buckets.set(demandId, bucket)
    bucket.left = Math.min(perSecond, bucket.left + ((time - bucket.at) / 1000) * perSecond)
    bucket.at = time
    if (bucket.left < 1) return false
    bucket.left--
    return true
  }
}
