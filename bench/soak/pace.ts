import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Lets so many operations a second begin, and no more: `Infinity` lets all. Who is late does not catch up, so that a pause of
 * the machine is followed by no crowd.
 */
export function createPace(rate: number): () => Promise<void> {
  if (!Number.isFinite(rate)) return async () => undefined
  const every = 1000 / rate
  let next = 0
  return async () => {
    const now = performance.now()
    next = Math.max(next + every, now)
    await sleep(next - now)
  }
}
