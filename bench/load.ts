import { performance } from 'node:perf_hooks'

/** One thing a user does, from the first request to the last answer. Throws when an answer is not what it must be. */
export type Operation = () => Promise<void>

export type Load = { done: number; seconds: number; latencies: number[]; errors: Error[] }

/** Runs an operation again and again, `concurrency` at a time, until the seconds or the count are used up. */
export async function runLoad(
  operation: Operation,
  limits: { concurrency: number; seconds: number; most: number },
): Promise<Load> {
  const latencies: number[] = []
  const errors: Error[] = []
  const began = performance.now()
  const until = began + limits.seconds * 1000
  let begun = 0

  async function worker(): Promise<void> {
    while (begun < limits.most && errors.length < 10 && performance.now() < until) {
      begun++
      const at = performance.now()
      try {
        await operation()
        latencies.push(performance.now() - at)
      } catch (error) {
        errors.push(error instanceof Error ? error : new Error(String(error)))
      }
    }
  }

  await Promise.all(Array.from({ length: limits.concurrency }, worker))
  return { done: latencies.length, seconds: (performance.now() - began) / 1000, latencies, errors }
}

/** The value below which a share of the values lies, by nearest rank. NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
