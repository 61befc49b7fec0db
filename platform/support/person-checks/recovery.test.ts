import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#ground/ids.ts'
import { createActorCache, createRecoveries, createSessions, type Passwords } from '#support/identity/index.ts'
import { createAskSystem } from '#support/systems/index.ts'
import { openDemoCity, origin, realm, refusedAs } from '#testing/demo-city.ts'
import { startPersonChecks } from '#testing/person-check-simulator.ts'
import { createPersonChecks, personChecksModule } from './index.ts'

const city = await openDemoCity({ modules: [personChecksModule] })
const { identity, database, seed } = city
const leaves: string[] = []
let provider: Awaited<ReturnType<typeof startPersonChecks>>
let recoveries: ReturnType<typeof createRecoveries>
let checks: ReturnType<typeof createPersonChecks>
before(async () => {
  provider = await startPersonChecks()
  const systems = { 'person-check': provider.system }
  const clock = () => new Date()
  const appendLeaf = async (_tx: unknown, _realm: string, { kind }: { kind: string }) => void leaves.push(kind)
  const shared = { db: database.db, clock, newId, recordAudit: identity.audit.record, appendLeaf }
  checks = createPersonChecks({
    ...{ ...shared, systems, publicUrl: 'http://city.example', parties: identity.parties },
    ask: createAskSystem({ systems, clock, newNonce: randomUUID }),
  })
  recoveries = createRecoveries({ ...shared, ...identity, checks })
})
after(async () => {
  await provider.stop()
  await database.close()
})

const zhao = { username: 'zhao.ceshi', name: '赵测试', idNumber: '999900198803120018', kind: 'face' } as const
const wang = { username: 'wang.ceshi', name: '王测试', idNumber: '99990019950808002X', kind: 'document' } as const
const next = 'Huanle-mima-2027'
/** The check that a recovery began. */
const checkOf = ({ url }: { url: string }) => url.split('/').at(-1) ?? ''
/** As the person does: through the provider's page to its end, and back into the browser that began. */
async function pass(begun: { url: string; browser: string }) {
  provider.decide(checkOf(begun), 'passed')
  await checks.takeBack(realm, provider.returnedOf(checkOf(begun)), begun.browser)
}

test('who lost the password comes back by a check of the person: a new one, and nobody stays signed in', async () => {
  const before = await city.signIn('zhao.ceshi')
  const begun = await recoveries.begin(realm, zhao)
  assert.equal(begun.simulated, true)
  const { id, secret } = begun
  await assert.rejects(recoveries.finish(realm, id, { secret, password: next }), refusedAs('person-checks.waiting'))
  await pass(begun)
  // A weak password is said before the check is used up.
  await assert.rejects(recoveries.finish(realm, id, { secret, password: 'weak' }), refusedAs('identity.weak-password'))
  await recoveries.finish(realm, id, { secret, password: next })
  assert.equal(await identity.sessions.authenticate(before.token), undefined)
  await assert.rejects(city.signIn('zhao.ceshi'), refusedAs('identity.sign-in-refused'))
  const { actor } = await identity.sessions.signIn(realm, { username: 'zhao.ceshi', password: next }, origin)
  assert.equal(actor.level, 'L2')
  assert.deepEqual(leaves.slice(-2), ['identity.person-check', 'identity.recovery'])
  const { rows: told } = await sql<{ data: unknown }>`
    select data from ground.outbox where type like '%account-recovered'`.execute(database.db)
  assert.deepEqual(told, [{ data: { accountId: actor.accountId } }])
  const { items } = await identity.audit.listLines(await city.actorOf('audit'), { action: 'recovery.end', limit: 5 })
  assert.equal(items[0]?.entry.objectId, actor.accountId)
  await assert.rejects(recoveries.finish(realm, id, { secret, password: next }), refusedAs('identity.recovery-missing'))
})

test('the factors of a lost device count no more', async () => {
  const { actor } = await city.signIn('wang.ceshi')
  const { secret: code } = await identity.factors.totp.begin(actor)
  const { TOTP } = await import('otpauth')
  await identity.factors.totp.confirm(actor, new TOTP({ secret: code }).generate({ timestamp: city.now().getTime() }))
  assert.equal((await identity.factors.list(actor)).totp, true)
  const begun = await recoveries.begin(realm, wang)
  await pass(begun)
  await recoveries.finish(realm, begun.id, { secret: begun.secret, password: next, lostDevice: true })
  assert.equal((await identity.factors.list(actor)).totp, false)
})

test('another browser, another check, and a check that was not passed bring nobody in', async () => {
  const qian = { username: 'qian.yangli', name: '钱样例', idNumber: '999900198606180118', kind: 'face' } as const
  const begun = await recoveries.begin(realm, qian)
  const { id, secret } = begun
  const other = await recoveries.begin(realm, { ...zhao, kind: 'face' })
  await pass(other)
  for (const [at, by] of [
    [id, other.secret],
    [other.id, secret],
    [newId(), secret],
  ] as const)
    await assert.rejects(
      recoveries.finish(realm, at, { secret: by, password: next }),
      refusedAs('identity.recovery-missing'),
    )
  provider.decide(checkOf(begun), 'failed')
  await assert.rejects(recoveries.finish(realm, id, { secret, password: next }), refusedAs('person-checks.failed'))
  await assert.rejects(recoveries.finish(realm, id, { secret, password: next }), refusedAs('person-checks.missing'))
  assert.ok(await identity.sessions.signIn(realm, { username: 'qian.yangli', password: seed.password }, origin))
})

test('a wrong number, a wrong name, an official, nobody: one answer, and five lock even the right one', async () => {
  const chen = { username: 'chen.yanshi', name: '陈演示', idNumber: '999900199205060048', kind: 'face' } as const
  const wrong = [
    { ...chen, username: 'slg' },
    { ...chen, username: 'nobody.here' },
    { ...chen, idNumber: zhao.idNumber },
    { ...chen, name: '赵测试' },
    { ...chen, idNumber: wang.idNumber },
    { ...chen, name: '王测试' },
  ]
  for (const given of wrong) await assert.rejects(recoveries.begin(realm, given), refusedAs('identity.recovery-person'))
  await assert.rejects(recoveries.begin(realm, { ...chen, name: '李虚构' }), refusedAs('identity.locked'))
  await assert.rejects(recoveries.begin(realm, chen), refusedAs('identity.locked'))
})

test('a check that the owner was tricked into passing brings nobody in', async () => {
  const begun = await recoveries.begin(realm, {
    username: 'wei.shiban',
    ...(await personOf('wei.shiban')),
    kind: 'face',
  })
  // The page of the check, which is genuine, was sent to the owner, who passes it and is sent back into their own browser.
  provider.decide(checkOf(begun), 'passed')
  const attempt = () => recoveries.finish(realm, begun.id, { secret: begun.secret, password: next })
  await assert.rejects(attempt(), refusedAs('person-checks.not-returned'))
  const returned = provider.returnedOf(checkOf(begun))
  await assert.rejects(checks.takeBack(realm, returned, undefined), refusedAs('person-checks.elsewhere'))
  await assert.rejects(attempt(), refusedAs('person-checks.missing'))
  await assert.rejects(checks.takeBack(realm, returned, begun.browser), refusedAs('person-checks.missing'))
  assert.ok(await identity.sessions.signIn(realm, { username: 'wei.shiban', password: seed.password }, origin))
})

test('a sign-in begun with the old password, or with a passkey of the lost device, opens nothing after the recovery', async () => {
  let looked = () => {}
  let goOn = () => {}
  const isLooked = new Promise<void>((done) => {
    looked = done
  })
  const mayGoOn = new Promise<void>((done) => {
    goOn = done
  })
  const slow: Passwords = {
    ...identity.passwords,
    async verify(hash, password) {
      const right = await identity.passwords.verify(hash, password)
      looked()
      await mayGoOn
      return right
    },
  }
  const sessions = createSessions({
    ...{ db: database.db, clock: () => new Date(), newId, passwords: slow, recordAudit: identity.audit.record },
    cache: createActorCache({ clock: () => new Date(), millis: 1000 }),
  })
  const person = await personOf('sun.yanshi')
  const { accountId } = await city.actorOf('sun.yanshi')
  const signingIn = sessions.signIn(realm, { username: 'sun.yanshi', password: seed.password }, origin)
  const isRefused = assert.rejects(signingIn, refusedAs('identity.sign-in-refused'))
  await isLooked
  const begun = await recoveries.begin(realm, { username: 'sun.yanshi', ...person, kind: 'face' })
  await pass(begun)
  await recoveries.finish(realm, begun.id, { secret: begun.secret, password: next, lostDevice: true })
  goOn()
  await isRefused
  await assert.rejects(
    identity.sessions.open(realm, accountId, ['hwk'], origin, { secretsVersion: 0 }),
    refusedAs('identity.sign-in-refused'),
  )
  assert.ok(await identity.sessions.open(realm, accountId, ['hwk'], origin, { secretsVersion: 1 }))
})

async function personOf(username: string): Promise<{ name: string; idNumber: string }> {
  const { partyId = '' } = await city.actorOf(username)
  const { name, idNumber } = await identity.parties.readPerson(realm, partyId)
  return { name, idNumber }
}
