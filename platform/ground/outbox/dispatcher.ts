import { sql } from 'kysely'
import type { Clock } from '../clock.ts'
import { type Db, dropRows, inTransaction, sendRows, type Tx } from '../database/index.ts'
import type { Reaction } from '../events.ts'
import type { Log } from '../telemetry/log.ts'
import { deleteEvents, type Event, postponeEvent, takeEvents, tryToLead } from './store.ts'

export type Dispatcher = {
  /** Say that something was just committed; the dispatcher looks in a moment instead of at its next round. */
  wake(): void
  /** Runs all that waits now; resolves with the number of events done. For tests and for orderly stops. */
  drain(): Promise<number>
  stop(): Promise<void>
}

const batch = 100

/** How long a wake-up waits for others, in milliseconds. */
const gatherMs = 20

/**
 * Runs reactions for waiting events, each batch in one transaction; one failing reaction holds back only its own subject. Looks again every `everyMs`; several processes may start it, one reads at a time.
 */
export function startDispatcher(needs: {
  db: Db
  clock: Clock
  log: Log
  reactions: Reaction[]
  everyMs?: number
}): Dispatcher {
  const { db, clock, log } = needs
  const byType = Map.groupBy(needs.reactions, (reaction) => reaction.type)
  let stopped = false
  let running: Promise<number> | undefined
  let soon: NodeJS.Timeout | undefined

  async function react(tx: Tx, event: Event): Promise<void> {
    for (const reaction of byType.get(event.type) ?? []) await reaction.run(tx, event)
  }

  /** A reaction that fails takes nothing with it: its event is put back, and its subject waits. */
  async function reactSafely(tx: Tx, event: Event): Promise<boolean> {
    await sql`savepoint event`.execute(tx)
    try {
      await react(tx, event)
      await sendRows(tx)
      await sql`release savepoint event`.execute(tx)
      return true
    } catch (error) {
      dropRows(tx)
      await sql`rollback to savepoint event`.execute(tx)
      log.error(
        { err: error, event: event.eventId, type: event.type },
        'a reaction failed; the event will be tried again',
      )
      await postponeEvent(tx, event.id, clock(), error instanceof Error ? error.message : String(error))
      return false
    }
  }

  async function runBatch(handle: (tx: Tx, events: Event[]) => Promise<string[]>): Promise<number> {
    return inTransaction(db, async (tx) => {
      if (!(await tryToLead(tx))) return 0
      const done = await handle(tx, await takeEvents(tx, clock(), batch))
      if (done.length > 0) await deleteEvents(tx, done)
      return done.length
    })
  }

  /** Events of a subject one after another, those of different subjects side by side: their statements go out together. */
  async function plainly(tx: Tx, events: Event[]): Promise<string[]> {
    const bySubject = [...Map.groupBy(events, ({ subject }) => subject).values()]
    const ended = await Promise.allSettled(
      bySubject.map(async (own) => {
        for (const event of own) await react(tx, event)
      }),
    )
    // Only when nothing more comes on this connection may the transaction be undone.
    for (const each of ended) if (each.status === 'rejected') throw each.reason
    return events.map(({ id }) => id)
  }

  async function withCare(tx: Tx, events: Event[]): Promise<string[]> {
    const done: string[] = []
    const held = new Set<string>()
    for (const event of events) {
      if (held.has(event.subject)) continue
      if (await reactSafely(tx, event)) done.push(event.id)
      else held.add(event.subject)
    }
    return done
  }

  /** Failures are rare, so the batch first runs plainly; if anything in it fails, it is undone and run with care. */
  async function round(): Promise<number> {
    try {
      return await runBatch(plainly)
    } catch {
      return runBatch(withCare)
    }
  }

  async function drain(): Promise<number> {
    let total = 0
    for (;;) {
      const done = await round()
      total += done
      if (done < batch) return total
    }
  }

  function look(): void {
    if (stopped || running) return
    running = drain()
      .catch((error: unknown) => {
        log.error({ err: error }, 'the outbox could not be read; it will be tried again')
        return 0
      })
      .finally(() => {
        running = undefined
      })
  }

  /** Acts come in crowds: the first of a crowd waits a moment, so that one batch serves them all. */
  function wake(): void {
    if (stopped) return
    soon ??= setTimeout(() => {
      soon = undefined
      if (running) wake()
      else look()
    }, gatherMs)
  }

  const timer = setInterval(look, needs.everyMs ?? 250)
  timer.unref()

  return {
    wake,
    drain,
    async stop() {
      stopped = true
      clearInterval(timer)
      clearTimeout(soon)
      await running
    },
  }
}
