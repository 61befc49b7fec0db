import type { Db } from './database.ts'

type Waiting<Key, Answer> = { key: Key; done: (answer: Answer) => void; failed: (reason: unknown) => void }

/**
 * Makes one look-up of many: what is asked on the same connection within one turn of the loop goes out as one statement. Reactions hear a
 * hundred events side by side, and each asks the same of its own case; so a hundred statements become one. `ask` answers in the order of its keys.
 */
export function askedTogether<Key, Answer>(
  ask: (db: Db, keys: readonly Key[]) => Promise<readonly Answer[]>,
): (db: Db, key: Key) => Promise<Answer> {
  const waiting = new WeakMap<Db, Waiting<Key, Answer>[]>()

  async function send(db: Db): Promise<void> {
    const lot = waiting.get(db) ?? []
    waiting.delete(db)
    try {
      const answers = await ask(
        db,
        lot.map(({ key }) => key),
      )
      for (const [i, { done }] of lot.entries()) done(answers[i]!)
    } catch (error) {
      for (const { failed } of lot) failed(error)
    }
  }

  return (db, key) =>
    new Promise((done, failed) => {
      const lot = waiting.get(db)
      if (lot) lot.push({ key, done, failed })
      else {
        waiting.set(db, [{ key, done, failed }])
        setImmediate(() => void send(db))
      }
    })
}
