import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import Type from 'typebox'
import { inTransaction } from '#ground/database/index.ts'
import { createPublish, defineEvent, type Reaction, when } from '#ground/events.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { testDatabase } from '#testing/database.ts'
import { startDispatcher } from './dispatcher.ts'

const { db, close } = await testDatabase([groundModule])
after(close)

const Happened = defineEvent('test.thing-happened', Type.Object({ n: Type.Integer() }))
let now = new Date('2026-11-23T01:00:00Z')
const publish = createPublish({ clock: () => now, newId })
const log = createLog('silent')

const happen = (subject: string, n: number) =>
  inTransaction(db, (tx) => publish(tx, Happened, { realm: 'r', subject, data: { n } }))

function listen(react: (subject: string, n: number) => Promise<void>): {
  drain: () => Promise<number>
  stop: () => Promise<void>
} {
  const reactions: Reaction[] = [when(Happened, 'listen', (_tx, event) => react(event.subject, event.data.n))]
  return startDispatcher({ db, clock: () => now, log, reactions, everyMs: 3_600_000 })
}

test('an event is heard when its act is kept, and not when the act is rolled back', async () => {
  const heard: number[] = []
  const dispatcher = listen(async (_subject, n) => void heard.push(n))
  await happen('a', 1)
  await assert.rejects(
    inTransaction(db, async (tx) => {
      await publish(tx, Happened, { realm: 'r', subject: 'a', data: { n: 2 } })
      throw new Error('the act failed')
    }),
  )

  await dispatcher.drain()
  await dispatcher.drain()

  assert.deepEqual(heard, [1])
  await dispatcher.stop()
})

test('a reaction that fails holds back its own subject, in order, and nobody else’s', async () => {
  const heard: string[] = []
  let broken = true
  const dispatcher = listen(async (subject, n) => {
    if (broken && subject === 'a' && n === 1) throw new Error('not now')
    heard.push(`${subject}${n}`)
  })
  for (const [subject, n] of [
    ['a', 1],
    ['b', 1],
    ['a', 2],
  ] as const)
    await happen(subject, n)

  await dispatcher.drain()
  // What failed is undone with all that was heard beside it, and heard again: at least once.
  assert.deepEqual([...new Set(heard)], ['b1'])

  broken = false
  heard.length = 0
  now = new Date(now.getTime() + 5_000)
  await dispatcher.drain()
  assert.deepEqual(heard, ['a1', 'a2'])
  await dispatcher.stop()
})
