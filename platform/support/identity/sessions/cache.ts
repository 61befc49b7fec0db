import type { Clock } from '#ground/clock.ts'
import type { Actor } from '#kernel/actor.ts'

/** Actors by session for a few seconds, so that a page's many requests cost one query. */
export type ActorCache = {
  get(key: string): Actor | undefined
  put(key: string, actor: Actor): void
  /** Forgets all sessions of an account: one ended, or its powers changed. */
  dropAccount(accountId: string): void
}

export function createActorCache({
  clock,
  millis,
  most = 20_000,
}: {
  clock: Clock
  millis: number
  most?: number
}): ActorCache {
  const entries = new Map<string, { actor: Actor; until: number }>()

  return {
    get(key) {
      const entry = entries.get(key)
      if (!entry) return undefined
      const left = entry.until - clock().getTime()
      // More than it was given: the clock was set back, and nothing lives the longer for that.
      return left > 0 && left <= millis ? entry.actor : undefined
    },
    put(key, actor) {
      if (entries.size >= most) entries.clear()
      entries.set(key, { actor, until: clock().getTime() + millis })
    },
    dropAccount(accountId) {
      for (const [key, { actor }] of entries) if (actor.accountId === accountId) entries.delete(key)
    },
  }
}
