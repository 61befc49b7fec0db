import assert from 'node:assert/strict'
import { after, test } from 'node:test'
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
