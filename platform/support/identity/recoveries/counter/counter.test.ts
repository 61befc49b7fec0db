import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#ground/ids.ts'
import { createCounterRecoveries } from '#support/identity/index.ts'
import { minutes, openDemoCity, origin, realm, refusedAs } from '#testing/demo-city.ts'

const city = await openDemoCity()
const { identity, database } = city
const leaves: string[] = []
const recoveries = createCounterRecoveries({
  ...{ db: database.db, clock: city.now, newId, recordAudit: identity.audit.record, ...identity },
  appendLeaf: async (_tx, _realm, { kind }) => void leaves.push(kind),
})
after(() => database.close())

const zhao = {
  name: '赵测试',
  idNumber: '999900198803120018',
  document: 'resident-card',
  reason: '手机丢失，面部受伤不能核验',
} as const
const next = 'Huanle-mima-2027'

test('two officials of one office and the person: a code that counts once, and whoever was signed in is out', async () => {
  const before = await city.signIn('zhao.ceshi')
  const [clerk, decider] = [await city.actorOf('slg'), await city.actorOf('jdg')]
  const asked = await recoveries.ask(clerk, zhao)
  assert.deepEqual([asked.username, asked.state, asked.may], ['zhao.ceshi', 'asked', []])
  // Nobody agrees to what they began, and another office does not see it.
  await assert.rejects(recoveries.approve(clerk, asked.id), refusedAs('identity.counter-forbidden'))
  const other = await city.actorOf('rs.jdg')
  await assert.rejects(recoveries.approve(other, asked.id), refusedAs('identity.counter-missing'))
  assert.deepEqual(await recoveries.list(other), [])
  const [seen] = await recoveries.list(decider)
  assert.deepEqual([seen?.id, seen?.may], [asked.id, ['approve']])
  const { code, username } = await recoveries.approve(decider, asked.id)
  assert.match(code, /^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/)
  await assert.rejects(recoveries.approve(decider, asked.id), refusedAs('identity.counter-missing'))

  const given = { username, code, password: next, lostDevice: true }
  await assert.rejects(recoveries.finish(realm, { ...given, password: 'weak' }), refusedAs('identity.weak-password'))
  const wrong = { ...given, code: 'AAAAA-AAAAA' }
  await assert.rejects(recoveries.finish(realm, wrong), refusedAs('identity.counter-code'))
  await assert.rejects(
    recoveries.finish(realm, { ...given, username: 'wang.ceshi' }),
    refusedAs('identity.counter-code'),
  )
  await recoveries.finish(realm, { ...given, code: code.toLowerCase() })
  assert.equal(await identity.sessions.authenticate(before.token), undefined)
  await assert.rejects(city.signIn('zhao.ceshi'), refusedAs('identity.sign-in-refused'))
  assert.ok(await identity.sessions.signIn(realm, { username, password: next }, origin))
  await assert.rejects(recoveries.finish(realm, given), refusedAs('identity.counter-code'))
  assert.deepEqual(leaves, ['identity.counter-recovery-ask', 'identity.counter-recovery-approve', 'identity.recovery'])
  const { rows } = await sql<{ all: string }>`
    select string_agg(to_jsonb(r)::text, '') as all from identity.counter_recovery r`.execute(database.db)
  assert.doesNotMatch(rows[0]!.all, new RegExp(`${code.replace('-', '')}|999900`))
  const { items } = await identity.audit.listLines(await city.actorOf('audit'), { limit: 30 })
  const actions = items.map(({ entry }) => entry.action)
  for (const action of ['counter-recovery.ask', 'counter-recovery.approve', 'recovery.end'])
    assert.ok(actions.includes(action), action)
})

test('who does not stand there is not found by trying, and the trying is in the log', async () => {
  const clerk = await city.actorOf('slg')
  for (const given of [
    { ...zhao, name: '王测试' },
    { ...zhao, idNumber: '999900198803120999' },
  ])
    await assert.rejects(recoveries.ask(clerk, given), refusedAs('identity.counter-person'))
  for (const username of ['jdg', 'audit', 'wang.ceshi'])
    await assert.rejects(
      recoveries.ask(await city.actorOf(username), zhao),
      refusedAs('identity.counter-forbidden'),
      username,
    )
  await assert.rejects(recoveries.list(await city.actorOf('audit')), refusedAs('identity.counter-forbidden'))
  const refused = await identity.audit.listLines(await city.actorOf('audit'), {
    action: 'counter-recovery.ask',
    limit: 10,
  })
  assert.equal(refused.items.filter(({ entry }) => entry.result === 'refused').length, 2)
})

test('five wrong codes lock even the right one, and half an hour ends it', async () => {
  const person = { ...zhao, name: '陈演示', idNumber: '999900199205060048' }
  const [clerk, head] = [await city.actorOf('slg'), await city.actorOf('jz')]
  const first = await recoveries.approve(head, (await recoveries.ask(clerk, person)).id)
  const given = { username: first.username, code: first.code, password: next }
  for (let tries = 0; tries < 4; tries++)
    await assert.rejects(recoveries.finish(realm, { ...given, code: 'BBBBBBBBBB' }), refusedAs('identity.counter-code'))
  await assert.rejects(recoveries.finish(realm, { ...given, code: 'BBBBBBBBBB' }), refusedAs('identity.locked'))
  await assert.rejects(recoveries.finish(realm, given), refusedAs('identity.locked'))
  city.later(minutes(31))
  await assert.rejects(recoveries.finish(realm, given), refusedAs('identity.counter-code'))
  const late = await recoveries.ask(clerk, person)
  city.later(minutes(31))
  await assert.rejects(recoveries.approve(head, late.id), refusedAs('identity.counter-missing'))
  assert.equal((await recoveries.list(head)).find(({ id }) => id === late.id)?.state, 'over')
})
