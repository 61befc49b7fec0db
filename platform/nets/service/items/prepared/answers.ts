import { createHash } from 'node:crypto'
import { shared } from './shared.ts'

/** An answer as it leaves: JSON in UTF-8, and its entity tag. */
export type Prepared = { bytes: Buffer; etag: string }

export type PreparedAnswers = (key: string, make: () => Promise<string>) => Promise<Prepared>

/** A city's 2,865 guides take about twenty megabytes. */
const MOST_BYTES = 64 * 1024 * 1024

/**
 * Public answers that are the same for everybody, made once and kept as bytes until an item changes. `stampOf` tells the state
 * they belong to; it is read anew for each question, one read for all who ask at the same time, so nobody is ever told what was
 * true before they asked.
 */
export function createPreparedAnswers(stampOf: () => Promise<string>): PreparedAnswers {
  const ask = shared(stampOf)
  let stamp = ''
  let bytes = 0
  const held = new Map<string, Prepared>()

  return async (key, make) => {
    const now = await ask()
    if (now !== stamp) {
      held.clear()
      bytes = 0
      stamp = now
    }
    const known = held.get(key)
    if (known) {
      // Last used goes last: what is in front was longest without a reader.
      held.delete(key)
      held.set(key, known)
      return known
    }
    const made = preparedOf(await make())
    // Made meanwhile under another stamp, it may already be older than that.
    if (stamp === now && !held.has(key)) {
      held.set(key, made)
      bytes += made.bytes.length
      for (const [oldest, { bytes: old }] of held) {
        if (bytes <= MOST_BYTES) break
        held.delete(oldest)
        bytes -= old.length
      }
    }
    return made
  }
}

function preparedOf(json: string): Prepared {
  const bytes = Buffer.from(json)
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"` }
}
