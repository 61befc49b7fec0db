import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '#ground/database/index.ts'
import { type Actor, anonymousActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { officialAs, openItems } from '#testing/open-items.ts'
import { readItem } from './check.ts'
import type { Draft } from './contract.ts'

const realm = '441900'
const visitor = anonymousActor(realm)
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

let city: Awaited<ReturnType<typeof openItems>>
before(async () => {
  city = await openItems()
})
after(() => city.close())

const written = (name: string, more: Record<string, unknown> = {}) => ({
  name,
  type: '20',
  authority: { name: '虚构局' },
  ...more,
})
const publish = async (draft: Draft, more: { effectiveOn?: string; cancelOn?: string } = {}) =>
  city.items.publishDraft(city.manager, draft.itemId, { expectedVersion: draft.rowVersion, ...more })
const names = async (q: string, more: { online?: boolean; type?: string } = {}) =>
  (await city.items.search(visitor, { q, limit: 20, ...more })).items.map(({ name }) => name)

test('a draft is seen by managers alone; published it has a guide and is found', async () => {
  const { items, manager } = city
  const draft = await items.create(manager, written('图书借阅证办理'))
  await assert.rejects(items.getGuide(visitor, draft.itemId), refusedAs('items.missing'))
  await assert.rejects(items.getDraft(officialAs('decider'), draft.itemId), refusedAs('items.not-manager'))
  assert.deepEqual(await names('图书'), [])
  assert.ok((await items.listDrafts(manager)).some(({ itemId }) => itemId === draft.itemId))
  const version = await publish(draft)
  assert.deepEqual([version.version, version.effectiveOn], [1, '2026-11-23'])
  assert.deepEqual(await names('图书'), ['图书借阅证办理'])
  assert.equal((await items.getGuide(visitor, draft.itemId)).item.name, '图书借阅证办理')
})

test('what a manager may not do is refused to everyone else, at each verb', async () => {
  const { items, manager } = city
  const { itemId } = await publish(await items.create(manager, written('拒绝测试')))
  const strangers: Actor[] = [visitor, officialAs('decider'), officialAs('item-manager', '440300000000')]
  for (const actor of strangers) {
    await assert.rejects(items.startDraft(actor, itemId), refusedAs('items.not-manager'))
    await assert.rejects(items.withdraw(actor, itemId, '试'), refusedAs('items.not-manager'))
    await assert.rejects(items.publishDraft(actor, itemId, { expectedVersion: 1 }), refusedAs('items.not-manager'))
    await assert.rejects(
      items.saveDraft(actor, itemId, { item: {}, expectedVersion: 1 }),
      refusedAs('items.not-manager'),
    )
    await assert.rejects(items.discardDraft(actor, itemId), refusedAs('items.not-manager'))
  }
  await assert.rejects(items.create(visitor, written('甲')), refusedAs('items.not-manager'))
  assert.deepEqual((await items.getGuide(manager, itemId)).may, ['edit', 'withdraw'])
  assert.deepEqual((await items.getGuide(officialAs('decider'), itemId)).may, [])
})

test('of two editors the second is told, and nothing is lost', async () => {
  const { items, manager } = city
  const draft = await items.create(manager, written('并发测试'))
  const change = { item: written('并发测试甲'), expectedVersion: draft.rowVersion }
  await items.saveDraft(manager, draft.itemId, change)
  await assert.rejects(items.saveDraft(manager, draft.itemId, change), refusedAs('items.changed-meanwhile'))
  assert.equal((await items.getDraft(manager, draft.itemId)).item.name, '并发测试甲')
  await assert.rejects(items.startDraft(manager, draft.itemId), refusedAs('items.draft-exists'))
})

test('lint errors keep a draft from being published, warnings do not', async () => {
  const { items, manager } = city
  const wrong = written('时限测试', {
    limits: { legal: { unit: 'working', days: 5 }, promised: { unit: 'working', days: 9 } },
  })
  const draft = await items.create(manager, wrong)
  assert.ok(draft.findings.some(({ code }) => code === 'promised-within-legal'))
  await assert.rejects(publish(draft), (error: unknown) => {
    assert.ok(error instanceof Refusal)
    assert.equal(error.code, 'items.lint-errors')
    assert.deepEqual(
      error.details.faults?.map(({ pointer }) => pointer),
      ['/limits/promised'],
    )
    return true
  })
  const mended = await items.saveDraft(manager, draft.itemId, {
    item: written('时限测试'),
    expectedVersion: draft.rowVersion,
  })
  assert.ok(mended.findings.every(({ severity }) => severity === 'warning'))
  assert.equal((await publish(mended)).version, 1)
})

test('content that does not fit is refused with its places', async () => {
  const create = city.items.create(
    city.manager,
    written('甲', { materials: [{ key: 'Bad Key', name: '乙' }], limits: [] }),
  )
  await assert.rejects(create, (error: unknown) => {
    assert.ok(error instanceof Refusal && error.code === 'items.does-not-fit')
    assert.ok(error.details.faults?.some(({ pointer }) => pointer === '/materials/0/key'))
    return true
  })
  for (const raw of [null, 7, 'x', [], {}, { name: '甲' }])
    await assert.rejects(city.items.create(city.manager, raw), refusedAs('items.does-not-fit'))
})

test('a version begins on its day and ends on its day, in guide and search', async () => {
  const { items, manager } = city
  const { itemId } = await publish(await items.create(manager, written('旧名示例')))
  const draft = await items.startDraft(manager, itemId)
  const saved = await items.saveDraft(manager, itemId, { item: written('新名示例'), expectedVersion: draft.rowVersion })
  await assert.rejects(publish(saved, { effectiveOn: '2026-11-22' }), refusedAs('items.date-passed'))
  const reversed = publish(saved, { effectiveOn: '2026-12-01', cancelOn: '2026-12-01' })
  await assert.rejects(reversed, refusedAs('items.dates-reversed'))
  await publish(saved, { effectiveOn: '2026-12-01', cancelOn: '2027-01-01' })
  assert.equal((await items.getPublished(realm, itemId)).version, 1)
  assert.deepEqual(await names('示例'), ['旧名示例'])
  try {
    city.goTo('2026-11-30T16:00:00Z') // midnight of 1 December in the city
    await items.jobHandlers['items.take-effect']?.({ realm, itemId })
    assert.equal((await items.getGuide(visitor, itemId)).version, 2)
    assert.deepEqual(await names('示例'), ['新名示例'])
    city.goTo('2026-12-31T16:00:00Z')
    await items.jobHandlers['items.take-effect']?.({ realm, itemId })
    await assert.rejects(items.getGuide(visitor, itemId), refusedAs('items.missing'))
    assert.deepEqual(await names('示例'), [])
    assert.equal((await items.getVersion(realm, itemId, 1)).item.name, '旧名示例')
  } finally {
    city.goTo('2026-11-23T01:00:00Z')
  }
})

test('the database itself lets no published version change', async () => {
  const { db } = city.database
  await assert.rejects(sql`update items.version set note = 'x'`.execute(db), /never changes/)
  await assert.rejects(sql`delete from items.version`.execute(db), /never changes/)
})

test('a withdrawn item is gone for people, its versions stay for cases, and it may be published again', async () => {
  const { items, manager } = city
  const { itemId } = await publish(await items.create(manager, written('取消的事项')))
  await items.withdraw(manager, itemId, '法律修改')
  await assert.rejects(items.getGuide(visitor, itemId), refusedAs('items.missing'))
  await assert.rejects(items.getPublished(realm, itemId), refusedAs('items.missing'))
  await assert.rejects(items.listVersions(visitor, itemId), refusedAs('items.missing'))
  assert.deepEqual(await names('取消的事项'), [])
  assert.equal((await items.getVersion(realm, itemId, 1)).version, 1)
  assert.equal((await items.getGuide(manager, itemId)).state, 'withdrawn')
  await publish(await items.startDraft(manager, itemId))
  assert.deepEqual(await names('取消的事项'), ['取消的事项'])
})

test('the guide tells what to hand in from what need not be', async () => {
  const materials = [
    { key: 'a', name: '申请书', submission: 'generated' },
    { key: 'b', name: '照片' },
    { key: 'c', name: '制度', submission: 'confirm' },
    { key: 'd', name: '身份证明', submission: 'shared', source: { register: 'population', label: '公安人口库' } },
  ]
  const { itemId } = await publish(await city.items.create(city.manager, written('材料测试', { materials })))
  const { needs } = await city.items.getGuide(visitor, itemId)
  assert.deepEqual(
    [needs.upload, needs.confirm, needs.free].map((group) => group.map(({ key }) => key)),
    [['b'], ['c'], ['a', 'd']],
  )
})

test('search finds by words, fragments, single characters, pinyin, initials, mixtures, codes, everyday words and typing mistakes', async () => {
  const { items, manager } = city
  const wares = written('食品经营许可（新办）', {
    type: '01',
    alsoKnownAs: ['餐饮证'],
    codes: { localTaskCode: '511A0074300005-511602000000' },
    conditions: { acceptance: '有固定的经营场所和健康证明' },
  })
  await publish(await items.create(manager, wares))
  await publish(await items.create(manager, written('健康证明遗失声明')))
  const ways = [
    '食品经营',
    '营许',
    '餐饮证',
    'shipin',
    'shipinjy',
    'jingyingxuke',
    'spjyxk',
    '食品xk',
    '511A0074300005',
    '奶茶店',
    '开个饭馆要什么手续',
    '食品精英许可',
    '食 品',
    '食品经营許可'.replace('許', '许'),
  ]
  for (const typed of ways) assert.equal((await names(typed))[0], '食品经营许可（新办）', typed)
  assert.deepEqual(
    (await names('健康证明')).slice(0, 2),
    ['健康证明遗失声明', '食品经营许可（新办）'],
    'names before conditions',
  )
  assert.ok((await names('食')).includes('食品经营许可（新办）'))
  assert.deepEqual(await names('食品经营', { type: '20' }), [])
  assert.deepEqual(await names('食品经营', { online: true }), [])
  for (const typed of ["'", '%', '食品 | !许可', "a':*&('b", '\\', '\u0000', '💥', '<script>'])
    assert.ok(Array.isArray(await names(typed)), typed)
})

test('pages of a list and of a search follow on without gap or repeat, and facets count', async () => {
  const { items, manager } = city
  for (let i = 0; i < 7; i++) {
    const inText = { conditions: { acceptance: '翻页' } }
    await publish(
      await items.create(
        manager,
        written(i < 4 ? `翻页${i}` : `别名${i}`, { themes: ['测试主题'], ...(i < 4 ? {} : inText) }),
      ),
    )
  }
  for (const query of [{ q: '翻页' }, { theme: '测试主题' }]) {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await items.search(visitor, { ...query, limit: 3, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next
    } while (cursor)
    assert.deepEqual([seen.length, new Set(seen).size], [7, 7], JSON.stringify(query))
  }
  const { facets } = await items.search(visitor, { theme: '测试主题', facets: true, limit: 1 })
  assert.deepEqual(facets?.type, [{ value: '20', count: 7 }])
  assert.deepEqual(facets?.department, [{ value: '虚构局', count: 7 }])
  await assert.rejects(items.search(visitor, { q: '翻页', cursor: 'xx', limit: 3 }), refusedAs('paging.bad-cursor'))
})

test('a pack installs its item once per content', async () => {
  const { items, database } = city
  const { item } = readItem(written('养蜂登记示例', { handling: { online: true, form: 'f', flow: 'f' } }))
  assert.ok(item)
  const artefact = {
    kind: 'item',
    key: 'beekeeper',
    version: 1,
    pack: 'beekeepers',
    content: item,
    checksum: '',
    validFrom: '2026-01-01',
  }
  const install = (content = item) =>
    inTransaction(database.db, (tx) =>
      items.packs.install(tx, { realm, divisionCode: '441900000000', artefact: { ...artefact, content } }),
    )
  const first = await install()
  assert.deepEqual([first.version, first.effectiveOn], [1, '2026-01-01'])
  assert.equal((await install()).version, 1)
  const second = await install({ ...item, summary: '养蜂人每年登记一次。' })
  assert.deepEqual([second.itemId, second.version, second.effectiveOn], [first.itemId, 2, '2026-11-23'])
  assert.deepEqual((await items.getGuide(visitor, first.itemId)).may, ['apply'])
})

test('two items cannot hold one national code', async () => {
  const codes = { taskCode: '11440000006940116U2440102003999' }
  await city.items.create(city.manager, written('甲', { codes }))
  await assert.rejects(city.items.create(city.manager, written('乙', { codes })), refusedAs('items.code-in-use'))
})
