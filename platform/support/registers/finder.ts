import { setImmediate } from 'node:timers/promises'
import type { Db } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Found, findRecords, type RecordQuery } from './store.ts'

const MOST_AT_ONCE = 20

type Asked = { query: RecordQuery; answer: PromiseWithResolvers<Found[]> }

/**
 * Finds the records in force of a register. What one person's request asks of several registers at the same moment, as
 * opening a form does, goes to the database as one statement.
 */
export function createFinder(db: Db): (actor: Actor, query: RecordQuery) => Promise<Found[]> {
  const gathering = new Map<Actor, Asked[]>()

  async function ask(group: readonly Asked[]): Promise<void> {
    try {
      const queries = group.map(({ query }) => query)
      const found = await findRecords(db, queries)
      for (const [i, { answer }] of group.entries()) answer.resolve(found[i] ?? [])
    } catch (error) {
      for (const { answer } of group) answer.reject(error)
    }
  }

  async function send(actor: Actor): Promise<void> {
    await setImmediate()
    const asked = gathering.get(actor) ?? []
    gathering.delete(actor)
    for (let from = 0; from < asked.length; from += MOST_AT_ONCE) await ask(asked.slice(from, from + MOST_AT_ONCE))
  }

  return (actor, query) => {
    const asked = { query, answer: Promise.withResolvers<Found[]>() }
    const others = gathering.get(actor)
    if (others) others.push(asked)
    else {
      gathering.set(actor, [asked])
      void send(actor)
    }
    return asked.answer.promise
  }
}
