import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { Refusal } from '#kernel/errors.ts'
import { minutes, openDemoCity, refusedAs } from '#testing/demo-city.ts'

const { database, identity, seed, signIn, actorOf, later, count } = await openDemoCity()

after(() => database.close())

test('a wrong password, an unknown name and a disabled account get the same answer', async () => {
  await sql`update identity.account set disabled_at = now() where username = 'zheng.yangli'`.execute(database.db)
  for (const [username, password] of [
    ['chen.yanshi', 'wrong'],
    ['nobody.here', 'wrong'],
    ['zheng.yangli', seed.password],
    ['不存在的人', seed.password],
  ] as const)
    await assert.rejects(signIn(username, password), refusedAs('identity.sign-in-refused'))
})

test('five failures lock any name for fifteen minutes, whether it exists or not, even against the right password', async () => {
  for (const username of ['jiang.ceshi', 'no.such.person']) {
    for (let i = 0; i < 4; i++) await assert.rejects(signIn(username, 'wrong'), refusedAs('identity.sign-in-refused'))
    await assert.rejects(signIn(username, 'wrong'), refusedAs('identity.locked'))
    await assert.rejects(signIn(username), refusedAs('identity.locked'))
  }
  later(minutes(15))
  assert.equal((await signIn('jiang.ceshi')).actor.name, '蒋测试')
})

test('of many guesses sent at once no more than five are weighed', async () => {
  const guesses = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => signIn('sun.yanshi', `guess-${i}`)))
  const codes = guesses.map((guess) => (guess.status === 'rejected' ? (guess.reason as Refusal).code : 'in'))
  assert.ok(codes.filter((code) => code === 'identity.sign-in-refused').length <= 4)
  assert.ok(codes.includes('identity.locked'))
  later(minutes(15))
})

test('a success clears the failures before it', async () => {
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 4; i++) await assert.rejects(signIn('wu.ceshi', 'wrong'), Refusal)
    await signIn('wu.ceshi')
  }
})

test('a token stands for its person until signed out, and then at once for nobody', async () => {
  const { token, actor } = await signIn('slg')
  assert.deepEqual(await identity.sessions.authenticate(token), actor)
  assert.equal(actor.posts[0]?.divisionCode, '441900000000')
  await identity.sessions.signOut(actor)
  assert.equal(await identity.sessions.authenticate(token), undefined)
  assert.equal(await identity.sessions.authenticate('x'.repeat(43)), undefined)
})

test('a session ends half an hour after its last use, and twelve hours after its start however used', async () => {
  const { token } = await signIn('shg')
  for (let i = 0; i < 25; i++) {
    later(minutes(29))
    const alive = await identity.sessions.authenticate(token)
    assert.equal(alive !== undefined, (i + 1) * 29 < 12 * 60, `after ${(i + 1) * 29} minutes`)
  }
  const idle = await signIn('shg')
  later(minutes(30))
  assert.equal(await identity.sessions.authenticate(idle.token), undefined)
})

test('a person sees and ends their own sessions, and not those of others', async () => {
  const [one, two] = [await signIn('hcg1'), await signIn('hcg1')]
  const stranger = await actorOf('hcg2')
  const list = await identity.sessions.listSessions(one.actor)
  assert.deepEqual(list.map((session) => session.current).sort(), [false, true])
  const other = two.actor.sessionId ?? ''
  await assert.rejects(identity.sessions.endSession(stranger, other), refusedAs('identity.session-missing'))
  await identity.sessions.endSession(one.actor, other)
  assert.equal(await identity.sessions.authenticate(two.token), undefined)
  assert.ok(await identity.sessions.authenticate(one.token))
})

test('a security officer signs an account out everywhere; an administrator may not', async () => {
  const victim = await signIn('hcg2')
  const { accountId } = victim.actor
  const refused = refusedAs('identity.sessions-forbidden')
  await assert.rejects(identity.sessions.endSessionsOf(await actorOf('admin'), accountId), refused)
  assert.ok((await identity.sessions.endSessionsOf(await actorOf('security'), accountId)) >= 1)
  assert.equal(await identity.sessions.authenticate(victim.token), undefined)
})

test('sweeping removes what ended long ago and nothing that lives', async () => {
  later(minutes(3 * 24 * 60))
  const { token } = await signIn('item')
  await identity.sessions.sweep()
  assert.equal(await count('identity.session'), 1)
  assert.equal(await count('identity.sign_in_failure'), 0)
  assert.ok(await identity.sessions.authenticate(token))
})
