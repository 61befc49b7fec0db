import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { minutes, openDemoCity, realm, refusedAs } from '#testing/demo-city.ts'

const { database, identity, seed, signIn, actorOf, now, later, count } = await openDemoCity()

after(() => database.close())

test('citizens act for themselves, for firms they lead, and for firms that sent them while the mandate lasts', async () => {
  const names = async (username: string) =>
    (await identity.parties.listMandates(await actorOf(username))).map(({ role, name }) => `${role} ${name}`)
  assert.deepEqual(await names('zhao.ceshi'), ['self 赵测试', 'legal-representative 东莞市测试餐饮店（演示）'])
  assert.deepEqual(await names('shen.yangli'), ['self 沈样例', 'agent 东莞市测试餐饮店（演示）'])
  assert.deepEqual(await names('wu.ceshi'), ['self 吴测试'])
  assert.deepEqual(await names('slg'), [])
})

test('whoever has no mandate today may not act for a firm', async () => {
  const firm = await identity.parties.findByCode(realm, seed.firms[0]?.code ?? '')
  const firmId = firm?.id ?? ''
  assert.equal((await identity.parties.mayActFor(await actorOf('shen.yangli'), firmId)).role, 'agent')
  // Whoever once could is told that it is over.
  await assert.rejects(
    identity.parties.mayActFor(await actorOf('wu.ceshi'), firmId),
    refusedAs('identity.mandate-over'),
  )
  for (const username of ['wang.ceshi', 'slg'])
    await assert.rejects(
      identity.parties.mayActFor(await actorOf(username), firmId),
      refusedAs('identity.no-mandate'),
      username,
    )
})

test('an administrator opens an official’s account and appoints to a post, which works at once and ends at once', async () => {
  const admin = await actorOf('admin')
  const account = await identity.accounts.openOfficial(admin, {
    username: 'xin.shouli',
    password: 'Xinren-2026',
    name: '新受理演示',
  })
  const { token } = await signIn('xin.shouli', 'Xinren-2026')
  assert.deepEqual((await identity.sessions.authenticate(token))?.posts, [])
  const scope = { departmentId: 'market-regulation', divisionCode: '441900004000' }
  const post = await identity.posts.appoint(admin, { accountId: account.id, role: 'intake', ...scope })
  const held = (await identity.sessions.authenticate(token))?.posts
  assert.deepEqual(held, [{ id: post.id, role: 'intake', departmentName: '东莞市市场监督管理局', ...scope }])
  await identity.posts.end(admin, post.id)
  assert.deepEqual((await identity.sessions.authenticate(token))?.posts, [])
  await assert.rejects(identity.posts.end(admin, post.id), refusedAs('identity.post-missing'))
})

test('a post with an end date is over when the date comes', async () => {
  const admin = await actorOf('admin')
  const { accountId } = await actorOf('nc.slg')
  const validTo = new Date(now().getTime() + minutes(10)).toISOString()
  const appointment = { accountId, role: 'inspector', departmentId: 'market-regulation-nancheng' } as const
  await identity.posts.appoint(admin, { ...appointment, validTo })
  const { token } = await signIn('nc.slg')
  const roles = async () => (await identity.sessions.authenticate(token))?.posts.map((post) => post.role)
  assert.deepEqual(await roles(), ['intake', 'inspector'])
  later(minutes(10))
  assert.deepEqual(await roles(), ['intake'])
  await assert.rejects(identity.posts.appoint(admin, { ...appointment, validTo }), refusedAs('identity.post-over'))
})

test('only administrators open accounts, list them and appoint, and never to themselves', async () => {
  const admin = await actorOf('admin')
  const { accountId } = await actorOf('rs.slg')
  const wanted = { accountId, role: 'decider', departmentId: 'human-resources' } as const
  const someone = { username: 'mou.ren', password: 'Mouren-2026', name: '某人演示' }
  for (const username of ['slg', 'supervisor', 'security', 'audit', 'zhao.ceshi']) {
    const actor = await actorOf(username)
    await assert.rejects(identity.posts.appoint(actor, wanted), refusedAs('identity.posts-forbidden'), username)
    const forbidden = refusedAs('identity.accounts-forbidden')
    await assert.rejects(identity.accounts.openOfficial(actor, someone), forbidden, username)
  }
  await assert.rejects(
    identity.posts.appoint(admin, { ...wanted, accountId: admin.accountId }),
    refusedAs('identity.posts-forbidden'),
  )
  const own = admin.posts[0]?.id ?? ''
  await assert.rejects(identity.posts.end(admin, own), refusedAs('identity.posts-forbidden'))
  const clerk = await actorOf('slg')
  await assert.rejects(identity.posts.listPosts(clerk, {}), refusedAs('identity.accounts-forbidden'))
  await assert.rejects(identity.accounts.listAccounts(clerk, { limit: 5 }), refusedAs('identity.accounts-forbidden'))
})

test('appointments are refused that mix overseeing duties, reach beyond the department, or go to citizens', async () => {
  const admin = await actorOf('admin')
  const appoint = (username: string, role: 'auditor' | 'intake', departmentId: string, divisionCode?: string) =>
    actorOf(username).then(({ accountId }) =>
      identity.posts.appoint(admin, { accountId, role, departmentId, ...(divisionCode ? { divisionCode } : {}) }),
    )
  await assert.rejects(appoint('security', 'auditor', 'government-services'), refusedAs('identity.duties-conflict'))
  await assert.rejects(appoint('wang.ceshi', 'intake', 'health'), refusedAs('identity.citizen-post'))
  await assert.rejects(appoint('slg', 'intake', 'no-such'), refusedAs('organisations.department-missing'))
  await assert.rejects(
    appoint('slg', 'intake', 'market-regulation-nancheng', '441900003000'),
    refusedAs('identity.scope-beyond-department'),
  )
})

test('a taken username and a weak password open no account', async () => {
  const admin = await actorOf('admin')
  const given = { username: 'slg', password: 'Zhengtong-2027', name: '重名演示' }
  await assert.rejects(identity.accounts.openOfficial(admin, given), refusedAs('identity.username-taken'))
  const weak = { ...given, username: 'xin.ren', password: 'password' }
  await assert.rejects(identity.accounts.openOfficial(admin, weak), refusedAs('identity.weak-password'))
})

test('accounts page by username without a gap or a repeat', async () => {
  const admin = await actorOf('admin')
  const seen: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await identity.accounts.listAccounts(admin, { limit: 7, ...(cursor ? { cursor } : {}) })
    seen.push(...page.items.map((account) => account.username))
    cursor = page.next
    if (cursor === undefined) break
  }
  assert.equal(new Set(seen).size, seen.length)
  assert.equal(seen.length, await count('identity.account'))
})

test('the first administrator comes by a token that is good once, and no more when there is one', async () => {
  const city = '330825'
  const { accounts } = identity
  const stale = await accounts.prepareFirstAdministrator(city)
  const token = await accounts.prepareFirstAdministrator(city)
  assert.ok(stale && token)
  const given = { username: 'first', password: 'Diyige-2026!', name: '首任演示' }
  const refused = refusedAs('identity.first-administrator-refused')
  await assert.rejects(accounts.becomeFirstAdministrator(city, { ...given, token: stale }), refused)
  await assert.rejects(accounts.becomeFirstAdministrator(realm, { ...given, token }), refused)
  const [one, two] = await Promise.allSettled([
    accounts.becomeFirstAdministrator(city, { ...given, token }),
    accounts.becomeFirstAdministrator(city, { ...given, username: 'second', token }),
  ])
  assert.deepEqual([one.status, two.status].sort(), ['fulfilled', 'rejected'])
  assert.equal(await accounts.prepareFirstAdministrator(city), undefined)
  assert.equal(await accounts.prepareFirstAdministrator(realm), undefined)
})

test('a delegated post works for the colleague until its day, in the holder’s name, and no longer', async () => {
  const holder = await actorOf('slg')
  const other = await actorOf('nc.slg')
  const [post] = holder.posts
  const given = { postId: post!.id, toAccountId: other.accountId, reason: '外出学习' }
  const until = (hours: number) => new Date(now().getTime() + minutes(60 * hours)).toISOString()
  const held = async () => {
    const { token } = await signIn('nc.slg')
    return ((await identity.sessions.authenticate(token))?.posts ?? []).filter((each) => each.onBehalfOf)
  }

  await identity.delegations.delegate(holder, { ...given, validTo: until(2) })
  assert.deepEqual(await held(), [{ ...post, onBehalfOf: { accountId: holder.accountId, name: holder.name } }])
  assert.deepEqual(
    (await identity.delegations.list(other)).map(({ from, to, role }) => [from.name, to.name, role]),
    [[holder.name, other.name, 'intake']],
  )
  later(minutes(121))
  assert.deepEqual(await held(), [])

  const again = await identity.delegations.delegate(holder, { ...given, validTo: until(2) })
  await assert.rejects(
    identity.delegations.end(await actorOf('shg'), again.id),
    refusedAs('identity.delegation-missing'),
  )
  await identity.delegations.end(holder, again.id)
  assert.deepEqual(await held(), [])
})

test('nobody delegates another’s post, a lent one, one of the three overseers, or for ever', async () => {
  const holder = await actorOf('slg')
  const other = await actorOf('nc.slg')
  const day = (count: number) => new Date(now().getTime() + minutes(60 * 24 * count)).toISOString()
  const given = { postId: holder.posts[0]!.id, toAccountId: other.accountId, reason: '外出学习' }

  await assert.rejects(
    identity.delegations.delegate(other, { ...given, validTo: day(1) }),
    refusedAs('identity.delegation-forbidden'),
  )
  for (const validTo of [day(-1), day(181)])
    await assert.rejects(
      identity.delegations.delegate(holder, { ...given, validTo }),
      refusedAs('identity.delegation-period'),
    )
  const citizen = await actorOf('wu.ceshi')
  for (const toAccountId of [holder.accountId, citizen.accountId])
    await assert.rejects(
      identity.delegations.delegate(holder, { ...given, toAccountId, validTo: day(1) }),
      refusedAs('identity.delegation-to'),
    )
  const auditor = await actorOf('audit')
  await assert.rejects(
    identity.delegations.delegate(auditor, { ...given, postId: auditor.posts[0]!.id, validTo: day(1) }),
    refusedAs('identity.not-delegable'),
  )
  const lent = await identity.delegations.delegate(holder, { ...given, validTo: day(1) })
  await assert.rejects(
    identity.delegations.delegate(other, { ...given, toAccountId: auditor.accountId, validTo: day(1) }),
    refusedAs('identity.delegation-forbidden'),
  )
  await identity.delegations.end(await actorOf('admin'), lent.id)
})
