/** A call as the meter counts it. */
export type Call = {
  programId?: string
  capability: string
  operation: string
  status: number
  millis: number
  /** The problem it came to, if it did. */
  code?: string
  requestId: string
  at: Date
}

/** Calls are counted by how long they took, in milliseconds; the last count is of those slower than all bounds. */
export const bounds = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000] as const

export type Counts = {
  calls: number
  refused: number
  failed: number
  limited: number
  millis: number
  buckets: number[]
}

export const none = (): Counts => ({
  calls: 0,
  refused: 0,
  failed: 0,
  limited: 0,
  millis: 0,
  buckets: Array(bounds.length + 1).fill(0),
})

export function add(counts: Counts, { status, millis }: Pick<Call, 'status' | 'millis'>): void {
  counts.calls++
  counts.millis += Math.round(millis)
  if (status === 429) counts.limited++
  else if (status >= 500) counts.failed++
  else if (status >= 400) counts.refused++
  const place = bounds.findIndex((bound) => millis <= bound)
  counts.buckets[place < 0 ? bounds.length : place]! += 1
}

/** The bound within which this share of the calls was answered; undefined when none was counted, or it was slower than all. */
export function withinWhich(buckets: readonly number[], share: number): number | undefined {
  const all = buckets.reduce((sum, each) => sum + each, 0)
  let sum = 0
  for (const [place, count] of buckets.entries()) {
    sum += count
    if (all > 0 && sum >= all * share) return bounds[place]
  }
  return undefined
}

/** Per cent of calls that did not fail by our fault; undefined when there were none. */
export function availability({ calls, failed }: Pick<Counts, 'calls' | 'failed'>): number | undefined {
  return calls === 0 ? undefined : Math.floor((1 - failed / calls) * 100_000) / 1000
}
