import type { Static, TSchema } from 'typebox'
import type { Clock } from './clock.ts'
import type { Tx } from './database/index.ts'
import type { NewId } from './ids.ts'
import { type Event, insertEvent } from './outbox/store.ts'

export type { Event }

/** A kind of event, defined in its owner's contract: past tense, `module.noun-happened`. */
export type EventKind<S extends TSchema> = { type: string; schema: S }

export function defineEvent<S extends TSchema>(type: string, schema: S): EventKind<S> {
  return { type, schema }
}

/** What a module does when it hears of an event. At least once: doing it twice must equal doing it once. */
export type Reaction = { name: string; type: string; run: (tx: Tx, event: Event) => Promise<void> }

export function when<S extends TSchema>(
  kind: EventKind<S>,
  name: string,
  run: (tx: Tx, event: Event & { data: Static<S> }) => Promise<void>,
): Reaction {
  return { name, type: kind.type, run: (tx, event) => run(tx, event as Event & { data: Static<S> }) }
}

/** Writes an event in the transaction of the act it tells of: both are kept, or neither. */
export type Publish = <S extends TSchema>(
  tx: Tx,
  kind: EventKind<S>,
  event: { realm: string; subject: string; data: Static<S> },
) => Promise<void>

export function createPublish(needs: { clock: Clock; newId: NewId }): Publish {
  return (tx, kind, { realm, subject, data }) =>
    insertEvent(tx, { eventId: needs.newId(), realm, type: kind.type, subject, data, occurredAt: needs.clock() })
}
