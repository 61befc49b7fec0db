/** As long as packs and registers trust what they know: who applies a second after a publication may still get the version before it. */
const freshForMs = 1_000
const mostHeld = 5_000

export type Offered<Answer> = {
  get(key: string, ask: () => Promise<Answer>): Promise<Answer>
  /** Something was just changed by this very process, which then sees it at once. */
  lookAgain(): void
}

/**
 * Answers to a question about items, kept until the stamp of items says that one of them changed. The stamp is read once a second
 * at most, one read for all who ask meanwhile.
 */
export function createOffered<Answer>(readStamp: () => Promise<string>): Offered<Answer> {
  let stamp: string | undefined
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined
  let held = new Map<string, Answer>()

  const read = async () => {
    const now = await readStamp()
    if (now !== stamp) held = new Map()
    stamp = now
    readAt = performance.now()
  }

  async function get(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    if (performance.now() - readAt >= freshForMs) {
      reading ??= read().finally(() => {
        reading = undefined
      })
      await reading
    }
    const current = held
    const known = current.get(key)
    if (known !== undefined) return known
    const answer = await ask()
    if (current.size >= mostHeld) current.clear()
    // Asked under a stamp that is old by now, it goes into a map that nobody reads any more.
    current.set(key, answer)
    return answer
  }

  return {
    get,
    lookAgain() {
      readAt = Number.NEGATIVE_INFINITY
    },
  }
}
