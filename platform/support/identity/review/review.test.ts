import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { openDemoCity, refusedAs } from '#testing/demo-city.ts'

const { database, identity, actorOf, now } = await openDemoCity()
after(() => database.close())

test('the review lists who can do what and why, a delegation with its reason, page by page without a gap', async () => {
  const slg = await actorOf('slg')
  const other = await actorOf('shg')
  const validTo = new Date(now().getTime() + 86_400_000).toISOString()
  const reason = '=外出学习'
  await identity.delegations.delegate(slg, { postId: slg.posts[0]!.id, toAccountId: other.accountId, validTo, reason })
  const auditor = await actorOf('audit')
  const powers = []
  let cursor: string | undefined
  do {
    const page = await identity.review.list(auditor, { limit: 7, ...(cursor ? { cursor } : {}) })
    powers.push(...page.items)
    cursor = page.next
  } while (cursor)
  const lent = powers.filter(({ why }) => why === 'delegated')
  assert.deepEqual(
    lent.map(({ name, role, by, reason: why }) => [name, role, by, why]),
    [[other.name, 'intake', slg.name, reason]],
  )
  const { items: posts } = { items: await identity.posts.listPosts(auditor, {}) }
  assert.equal(powers.length, posts.length + 1)
  const csv = await identity.review.csv(auditor)
  assert.match(csv, /"受理岗","收件、补正、受理或不予受理"/)
  // Nothing in the file is a formula to a spreadsheet.
  assert.match(csv, /"'=外出学习"/)
})

test('who oversees nobody reviews nothing', async () => {
  await assert.rejects(
    identity.review.list(await actorOf('slg'), { limit: 5 }),
    refusedAs('identity.accounts-forbidden'),
  )
  await assert.rejects(identity.review.csv(await actorOf('supervisor')), refusedAs('identity.accounts-forbidden'))
})

test('a security officer signs the list off, and it is kept as it was, nobody else does, and nobody changes it', async () => {
  const officer = await actorOf('security')
  const list = await identity.review.csv(officer)
  const signed = await identity.review.signOff(officer, '逐项核对，没有发现多余权限')
  assert.deepEqual([signed.by, signed.powers], [officer.name, list.trim().split('\r\n').length - 1])
  const slg = await actorOf('slg')
  await identity.posts.end(await actorOf('admin'), slg.posts[0]!.id)
  const auditor = await actorOf('audit')
  assert.equal(await identity.review.signedList(auditor, signed.id), list)
  assert.notEqual(await identity.review.csv(auditor), list)
  assert.deepEqual((await identity.review.signOffs(auditor))[0], signed)
  const { items } = await identity.audit.listLines(auditor, { action: 'powers.sign-off', limit: 5 })
  assert.deepEqual([items.length, items[0]?.entry.objectId], [1, signed.id])
  for (const username of ['admin', 'audit', 'slg', 'supervisor', 'zhao.ceshi'])
    await assert.rejects(
      identity.review.signOff(await actorOf(username), '不该由我签核'),
      refusedAs('identity.review-forbidden'),
    )
  for (const username of ['slg', 'zhao.ceshi']) {
    const other = await actorOf(username)
    await assert.rejects(identity.review.signOffs(other), refusedAs('identity.accounts-forbidden'))
    await assert.rejects(identity.review.signedList(other, signed.id), refusedAs('identity.accounts-forbidden'))
  }
  await assert.rejects(sql`update identity.access_review set note = '改过'`.execute(database.db), /append-only/)
})
