import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { systemActor } from '#kernel/actor.ts'
import { openDemoCity, origin, realm, refusedAs } from '#testing/demo-city.ts'

const { database, identity, openIdentity, seed, signIn, actorOf, count } = await openDemoCity()

after(() => database.close())

test('acts are in the audit log, oldest linked first, and only auditors read it', async () => {
  const auditor = await actorOf('audit')
  await assert.rejects(signIn('slg', 'wrong'), refusedAs('identity.sign-in-refused'))
  const { items } = await identity.audit.listLines(auditor, { action: 'post.appoint', limit: 100 })
  assert.ok(items.length >= seed.officials.length)
  assert.ok(items.every(({ entry }) => entry.actor.accountId && entry.after?.length === 64))
  const failed = await identity.audit.listLines(auditor, { action: 'session.open', limit: 100 })
  assert.ok(failed.items.some(({ entry }) => entry.result === 'refused' && entry.ip === origin.ip))
  for (const username of ['admin', 'security', 'slg', 'zhao.ceshi']) {
    const actor = await actorOf(username)
    await assert.rejects(identity.audit.listLines(actor, { limit: 5 }), refusedAs('identity.audit-forbidden'), username)
    await assert.rejects(identity.audit.check(actor), refusedAs('identity.audit-forbidden'), username)
  }
})

test('linkers at work at the same time make one chain without gaps', async () => {
  const { audit } = identity
  const system = systemActor(realm)
  await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      database.db.transaction().execute(async (tx) => {
        await audit.record(tx, system, { action: 'test.act', objectType: 'test', objectId: String(i) })
        if (i % 10 === 0) await openIdentity().audit.link()
      }),
    ),
  )
  await Promise.all([audit.link(), openIdentity().audit.link()])
  assert.equal(await count('identity.audit_unlinked'), 0)
  const check = await audit.check(await actorOf('audit'))
  assert.equal(check.intact, true)
})

test('an act that is rolled back leaves no entry', async () => {
  const entries = await count('identity.audit_entry')
  await assert.rejects(
    database.db.transaction().execute(async (tx) => {
      await identity.audit.record(tx, systemActor(realm), { action: 'test.undone', objectType: 'test', objectId: '1' })
      throw new Error('undone')
    }),
    /undone/,
  )
  assert.equal(await count('identity.audit_entry'), entries)
})

test('the database refuses to change the audit log, and a change forced upon it is found', async () => {
  const auditor = await actorOf('audit')
  await identity.audit.check(auditor)
  for (const statement of [
    sql`update identity.audit_entry set entry = '{}'`,
    sql`delete from identity.audit_link`,
    sql`truncate identity.audit_entry cascade`,
  ])
    await assert.rejects(statement.execute(database.db), /append-only/)
  await sql`alter table identity.audit_entry disable trigger append_only`.execute(database.db)
  await sql`
    update identity.audit_entry set entry = replace(entry, '"done"', '"refused"')
    where (realm, id) in (select realm, entry_id from identity.audit_link where realm = ${realm} and seq = 3)`.execute(
    database.db,
  )
  await sql`alter table identity.audit_entry enable trigger append_only`.execute(database.db)
  const check = await identity.audit.check(auditor)
  assert.deepEqual(
    { intact: check.intact, brokenAt: check.brokenAt, length: check.length },
    { intact: false, brokenAt: 3, length: 2 },
  )
})
