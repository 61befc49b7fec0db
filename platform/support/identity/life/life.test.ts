import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#ground/ids.ts'
import { openDemoCity, origin, realm, refusedAs } from '#testing/demo-city.ts'
import { createAccountLives } from '../index.ts'

const city = await openDemoCity()
const { identity, database, actorOf, signIn, now, later } = city
after(() => database.close())
const leaves: { kind: string; subject: string }[] = []
const lives = createAccountLives({
  ...{ db: database.db, clock: now, newId, recordAudit: identity.audit.record, sessions: identity.sessions },
  appendLeaf: async (_tx, _realm, { kind, subject }) => void leaves.push({ kind, subject }),
})
const day = 86_400_000

async function secondOf(username: string, as: string) {
  const { partyId, name } = await actorOf(username)
  const account = { username: as, password: 'Zhengtong-2026', name, kind: 'citizen', level: 'L2' } as const
  return identity.accounts.open(realm, { ...account, partyId: partyId! })
}

test('two accounts of one verified person become one: cases and mandates are there, the other ends for good', async () => {
  const second = await secondOf('zhao.ceshi', 'zhao.again')
  const inSecond = await signIn('zhao.again')
  const zhao = await actorOf('zhao.ceshi')
  assert.deepEqual(
    (await lives.get(zhao)).twins.map(({ username }) => username),
    ['zhao.again'],
  )
  const before = await identity.parties.listMandates(zhao)
  // Not while the one that would go on is about to end itself.
  await lives.beginClosing(zhao)
  await assert.rejects(lives.merge(zhao, second.id), refusedAs('identity.merge-closing'))
  await lives.stopClosing(zhao)
  await lives.merge(zhao, second.id)
  assert.equal(await identity.sessions.authenticate(inSecond.token), undefined, 'whoever was in it is out')
  await assert.rejects(signIn('zhao.again'), refusedAs('identity.sign-in-refused'))
  assert.deepEqual(await identity.parties.listMandates(await actorOf('zhao.ceshi')), before)
  assert.deepEqual((await lives.get(zhao)).twins, [])
  assert.deepEqual(leaves.at(-1), { kind: 'identity.account-merge', subject: second.id })
  const { items } = await identity.audit.listLines(await actorOf('audit'), { action: 'account.merge', limit: 5 })
  assert.equal(items[0]?.entry.objectId, second.id)
  const { rows } = await sql<{ data: unknown }>`
    select data from ground.outbox where type like '%account-merged'`.execute(database.db)
  assert.equal(rows.length, 1)
  // Irreversible: neither the person nor an administrator undoes it.
  await assert.rejects(lives.merge(zhao, second.id), refusedAs('identity.merge-other'))
  await assert.rejects(
    lives.reactivate(await actorOf('admin'), second.id, '误操作恢复'),
    refusedAs('identity.account-merged'),
  )
})

test('nobody merges an account of another, of an official, their own, or one that is not there', async () => {
  const wang = await actorOf('wang.ceshi')
  const li = await actorOf('li.xugou')
  const clerk = await actorOf('slg')
  for (const id of [li.accountId, clerk.accountId, wang.accountId, newId()])
    await assert.rejects(lives.merge(wang, id), refusedAs('identity.merge-other'))
  await assert.rejects(lives.merge(clerk, wang.accountId), refusedAs('identity.merge-other'))
  await assert.rejects(lives.get(clerk), refusedAs('identity.account-missing'))
})

test('an owner closes their account after seven days, and may think better of it until then', async () => {
  const wei = await actorOf('wei.shiban')
  await assert.rejects(lives.stopClosing(wei), refusedAs('identity.closing-none'))
  const { closesAt } = await lives.beginClosing(wei)
  assert.equal(Date.parse(closesAt ?? ''), now().getTime() + 7 * day)
  await assert.rejects(lives.beginClosing(wei), refusedAs('identity.closing-there'))
  later(6 * day)
  assert.equal(await lives.closeDue(), 0)
  await lives.stopClosing(await actorOf('wei.shiban'))
  later(2 * day)
  assert.equal(await lives.closeDue(), 0)
  const again = await signIn('wei.shiban')
  await lives.beginClosing(again.actor)
  later(7 * day)
  assert.equal(await lives.closeDue(), 1)
  await assert.rejects(signIn('wei.shiban'), refusedAs('identity.sign-in-refused'))
  assert.equal(await identity.sessions.authenticate(again.token), undefined)
  assert.deepEqual(leaves.at(-1), { kind: 'identity.account-close', subject: again.actor.accountId })
})

test('an administrator closes an account with a reason, ends what is open in it, and opens it again', async () => {
  const admin = await actorOf('admin')
  const session = await identity.sessions.signIn(realm, { username: 'shg', password: city.seed.password }, origin)
  const { accountId } = session.actor
  await lives.deactivate(admin, accountId, '调离本单位，停用账号')
  assert.equal(await identity.sessions.authenticate(session.token), undefined)
  await assert.rejects(signIn('shg'), refusedAs('identity.sign-in-refused'))
  const { rows } = await sql<{ reason: string; by: string }>`
    select closed_reason as reason, closed_by_name as by from identity.account where id = ${accountId}`.execute(
    database.db,
  )
  assert.deepEqual(rows, [{ reason: '调离本单位，停用账号', by: admin.name }])
  await assert.rejects(lives.deactivate(admin, accountId, '再停用一次'), refusedAs('identity.account-missing'))
  await lives.reactivate(admin, accountId, '调回本单位')
  assert.equal((await signIn('shg')).actor.accountId, accountId)
  await assert.rejects(lives.reactivate(admin, accountId, '再恢复一次'), refusedAs('identity.account-missing'))
})

test('nobody else closes accounts, no administrator their own, and the last administrator stays', async () => {
  const wang = await actorOf('wang.ceshi')
  for (const username of ['security', 'audit', 'slg', 'supervisor', 'wang.ceshi', 'zhao.ceshi']) {
    const actor = await actorOf(username)
    const refused = refusedAs('identity.accounts-forbidden')
    await assert.rejects(lives.deactivate(actor, wang.accountId, '没有权限的停用'), refused)
    await assert.rejects(lives.reactivate(actor, wang.accountId, '没有权限的恢复'), refused)
  }
  const admin = await actorOf('admin')
  await assert.rejects(lives.deactivate(admin, admin.accountId, '停用自己'), refusedAs('identity.closing-own'))
  const other = await identity.accounts.openOfficial(admin, {
    ...{ username: 'admin.two', password: 'Zhengtong-2026', name: '第二管理演示' },
  })
  const { departmentId } = admin.posts[0]!
  await identity.posts.appoint(admin, { accountId: other.id, role: 'administrator', departmentId })
  const second = await actorOf('admin.two')
  await lives.deactivate(admin, other.id, '岗位撤销，停用')
  // What they were about to do at that moment comes too late.
  await assert.rejects(
    lives.deactivate(second, admin.accountId, '同时停用对方'),
    refusedAs('identity.closing-last-administrator'),
  )
})
