import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { minutes, openDemoCity, realm, refusedAs } from '#testing/demo-city.ts'
import { createMandates } from './service.ts'

const city = await openDemoCity()
const { database, identity, seed, actorOf, now, later } = city
after(() => database.close())

const item = newId()
const leaves: string[] = []
const family = new Map([
  ['999900198803120018', { idNumber: '999900201805044017', name: '赵小测', birthDate: '2018-05-04' }],
])
const mandates = createMandates({
  ...{ db: database.db, clock: now, newId, parties: identity.parties, recordAudit: identity.audit.record },
  itemName: async (_realm, id) => (id === item ? '食品经营许可（演示）' : undefined),
  childrenOf: async (_actor, idNumber) => [family.get(idNumber)].filter((each) => each !== undefined),
  appendLeaf: async (_tx, _realm, { kind }) => void leaves.push(kind),
  actsFor: async () => [],
})
const numberOf = (username: string) => {
  const found = seed.people.find((each) => each.username === username)!
  return { name: found.name, idNumber: found.idNumber }
}
const in_ = (days: number) => new Date(now().getTime() + minutes(60 * 24 * days)).toISOString()
const all = { acts: ['apply', 'pay', 'show'] as ('apply' | 'pay' | 'show')[], reason: '外出' }
const mayActFor = (actor: Actor, partyId: string, itemId?: string) =>
  identity.parties.mayActFor(actor, partyId, { act: 'apply', ...(itemId ? { itemId } : {}) })

test('a firm acts through an agent its representative signed for: in the matters named, until its day, and a clear no after', async () => {
  const owner = await actorOf('zhao.ceshi')
  const agent = await actorOf('chen.yanshi')
  const firm = (await identity.parties.findByCode(realm, seed.firms[0]!.code))!.id
  await assert.rejects(mayActFor(agent, firm, item), refusedAs('identity.no-mandate'))
  const given = await mandates.give(owner, {
    ...{
      partyId: firm,
      agent: numberOf('chen.yanshi'),
      items: [item],
      acts: ['apply'],
      validTo: in_(30),
      reason: '办证',
    },
  })
  assert.deepEqual([given.kind, given.state, given.items?.[0]?.name], ['agent', 'in-force', '食品经营许可（演示）'])
  assert.match(given.signed?.digest ?? '', /^[0-9a-f]{64}$/)
  assert.equal(leaves.at(-1), 'identity.mandate')
  assert.equal((await mayActFor(agent, firm, item)).role, 'agent')
  await assert.rejects(mayActFor(agent, firm, newId()), refusedAs('identity.mandate-scope'))
  await assert.rejects(
    identity.parties.mayActFor(agent, firm, { act: 'pay', itemId: item }),
    refusedAs('identity.mandate-scope'),
  )
  later(minutes(60 * 24 * 31))
  await assert.rejects(mayActFor(agent, firm, item), refusedAs('identity.mandate-over'))
  const ended = (since: Date, itemId = item) =>
    identity.parties.mandateEnded(agent, firm, { act: 'apply', itemId, since })
  const during = new Date(now().getTime() - minutes(60 * 24 * 20))
  assert.equal((await ended(during))?.toISOString(), given.validTo)
  assert.equal(await ended(during, newId()), undefined, 'it never covered that matter')
  assert.equal(await ended(now()), undefined, 'it was over by then')
  assert.equal((await mandates.list(await actorOf('zhao.ceshi'))).given[0]?.state, 'over')
})

test('an elder is acted for by who asked and was agreed to, no sooner, and no longer than the elder wants', async () => {
  const elder = await actorOf('qin.ceshi')
  const helper = await actorOf('wang.ceshi')
  const asked = await mandates.ask(helper, { principal: numberOf('qin.ceshi'), ...all, validTo: in_(365) })
  assert.deepEqual([asked.state, asked.may], ['asked', ['end']])
  await assert.rejects(mayActFor(helper, elder.partyId!), refusedAs('identity.no-mandate'))
  // Whoever asked does not agree in the elder's place, nor does anybody else.
  await assert.rejects(mandates.consent(helper, asked.id), refusedAs('identity.mandate-missing'))
  await assert.rejects(mandates.consent(await actorOf('li.xugou'), asked.id), refusedAs('identity.mandate-missing'))
  assert.deepEqual((await mandates.list(elder)).given[0]?.may, ['consent', 'end'])
  assert.equal((await mandates.consent(elder, asked.id)).state, 'in-force')
  assert.equal((await mayActFor(helper, elder.partyId!)).role, 'family')
  assert.ok((await identity.parties.accountsFor(realm, elder.partyId!)).includes(helper.accountId))
  await mandates.end(elder, asked.id)
  await assert.rejects(mayActFor(helper, elder.partyId!), refusedAs('identity.mandate-over'))
  await assert.rejects(mandates.end(elder, asked.id), refusedAs('identity.mandate-missing'))
  assert.equal(leaves.at(-1), 'identity.mandate-end')
})

test('a parent acts for a child by the family register until the child is of age, and for nobody else’s', async () => {
  const parent = await actorOf('zhao.ceshi')
  const child = { name: '赵小测', idNumber: '999900201805044017' }
  const made = await mandates.actForChild(parent, { child })
  assert.deepEqual([made.kind, made.validTo], ['parent', '2036-05-03T16:00:00.000Z'])
  assert.equal((await mayActFor(parent, made.principal.partyId)).role, 'parent')
  await assert.rejects(mandates.actForChild(parent, { child }), refusedAs('identity.mandate-there'))
  for (const [username, given] of [
    ['qian.yangli', child],
    ['zhao.ceshi', { ...child, name: '赵大测' }],
  ] as const)
    await assert.rejects(
      mandates.actForChild(await actorOf(username), { child: given }),
      refusedAs('identity.mandate-child'),
    )
  family.set('999900197909090131', { idNumber: '999900200707070233', name: '孙样例', birthDate: '2007-07-07' })
  await assert.rejects(
    mandates.actForChild(await actorOf('sun.yanshi'), { child: { name: '孙样例', idNumber: '999900200707070233' } }),
    refusedAs('identity.mandate-child'),
  )
})

test('who does not represent a firm gives no mandate for it, an agent none in its name, and nobody one to themself', async () => {
  const firm = (await identity.parties.findByCode(realm, seed.firms[0]!.code))!.id
  const terms = { ...all, validTo: in_(10) }
  for (const username of ['shen.yangli', 'li.xugou'])
    await assert.rejects(
      mandates.give(await actorOf(username), { partyId: firm, agent: numberOf('wu.ceshi'), ...terms }),
      refusedAs('identity.mandate-self'),
      username,
    )
  const me = await actorOf('li.xugou')
  await assert.rejects(mandates.give(me, { agent: numberOf('li.xugou'), ...terms }), refusedAs('identity.mandate-self'))
  for (const agent of [
    { ...numberOf('wu.ceshi'), name: '别人' },
    { name: '无此人', idNumber: '99990020150910402X' },
  ])
    await assert.rejects(mandates.give(me, { agent, ...terms }), refusedAs('identity.mandate-person'))
  for (const validTo of [in_(-1), in_(4 * 366)])
    await assert.rejects(
      mandates.give(me, { agent: numberOf('wu.ceshi'), ...all, validTo }),
      refusedAs('identity.mandate-period'),
    )
  await assert.rejects(
    mandates.give(me, { agent: numberOf('wu.ceshi'), ...terms, items: [item] }),
    refusedAs('identity.mandate-acts'),
  )
})

test('what is signed is in the audit log with on whose behalf', async () => {
  const owner = await actorOf('zhao.ceshi')
  const firm = (await identity.parties.findByCode(realm, seed.firms[0]!.code))!
  const made = await mandates.give(owner, {
    partyId: firm.id,
    agent: numberOf('zhou.shiban'),
    ...all,
    validTo: in_(10),
  })
  const lines = await identity.audit.listLines(await actorOf('audit'), { objectId: made.id, limit: 10 })
  assert.deepEqual(
    lines.items.map(({ entry }) => [entry.action, entry.actor.name, entry.actor.onBehalfOf?.name]),
    [['mandate.sign', '赵测试', firm.name]],
  )
})
