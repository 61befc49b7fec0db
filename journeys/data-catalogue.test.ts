import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { EntryContent, EntryView } from '../platform/nets/data/catalogue/contract.ts'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'

const content: EntryContent = {
  name: '食品抽检结果信息',
  classification: '307019000',
  abstract: '全市食品安全监督抽检的批次、品种和结论，自2024年起。',
  keywords: ['食品', '抽检'],
  format: 'database',
  cycle: 'weekly',
  items: [{ key: 'batch_no', name: '抽检批次', type: 'text', class: 'identity', grade: 1, pi: 'none' }],
  sharing: { type: 'unconditional' },
  opening: { type: 'unconditional' },
}

/** B14, B15: entries are submitted, reviewed, published, revised and withdrawn; mounts are tested; rates are live. */
describe('the data catalogue of a city', () => {
  let city: City
  let officer: Person
  let other: Person
  let manager: Person
  let reader: Person
  let id: string

  before(async () => {
    city = await startCity()
    const names = ['sj.scj', 'sj.mzj', 'sj.gly', 'slg']
    ;[officer, other, manager, reader] = (await Promise.all(names.map((name) => signIn(city.url, name)))) as [
      Person,
      Person,
      Person,
      Person,
    ]
  })
  after(() => city?.stop())

  const act = (who: Person, verb: string, reason = '演示') =>
    who.post(`/data-catalogue/entries/${id}/acts`, { verb, reason })
  const get = async (who: Person = officer): Promise<EntryView> => (await who.get(`/data-catalogue/entries/${id}`)).body
  const find = async (query: string) => (await reader.get(`/data-catalogue/entries?limit=100&${query}`)).body.items

  test('the registers of the demo city have their entries, with the fields of the register, or are named as missing', async () => {
    const { body: registers } = await personAt(city.url).get('/registers')
    const { body: rates } = await reader.get('/data-catalogue/rates')
    assert.ok(registers.items.length > 25)
    const missing = rates.departments.flatMap((line: { missing: unknown[] }) => line.missing)
    assert.deepEqual(rates.total.catalogued, {
      done: registers.items.length - missing.length,
      of: registers.items.length,
    })
    assert.ok(rates.total.catalogued.done >= 30, 'the pack describes them; what came since is named as missing')
    const [population] = await find('q=人口基本信息')
    assert.match(population.code, /^101001000\/\d{6}$/)
    assert.equal(population.department.name, '东莞市公安局')
    assert.equal(population.grade, 3)
    const { body: entry } = await reader.get(`/data-catalogue/entries/${population.id}`)
    const { body: register } = await personAt(city.url).get('/registers/population')
    assert.deepEqual(
      entry.content.items.map((item: { key: string }) => item.key),
      register.fields.map((field: { key: string }) => field.key),
    )
  })

  test('search takes several words, and facets count what is found', async () => {
    const found = await find('q=道路 施工')
    assert.deepEqual(
      found.map((entry: { name: string }) => entry.name),
      ['占道施工信息'],
    )
    const { body } = await reader.get('/data-catalogue/facets?q=道路')
    const of = await find('q=道路')
    const sum = body.sharing.reduce((all: number, { count }: { count: number }) => all + count, 0)
    assert.equal(sum, of.length)
    assert.ok(body.department.every(({ name }: { name: string }) => name.startsWith('东莞市')))
  })

  test('a data officer begins an entry of the own department, and of no other', async () => {
    const refused = await officer.post('/data-catalogue/entries', { departmentId: 'civil-affairs', content })
    assert.equal(refused.status, 403)
    const begun = await officer.post('/data-catalogue/entries', { departmentId: 'market-regulation', content })
    assert.equal(begun.status, 201, JSON.stringify(begun.body))
    id = begun.body.id
    assert.deepEqual(begun.body.may, ['edit', 'submit'])
    assert.equal(begun.body.code, undefined)
  })

  test('a draft is hidden from other departments and counts in no rate', async () => {
    for (const who of [other, reader]) assert.equal((await who.get(`/data-catalogue/entries/${id}`)).status, 404)
    assert.deepEqual(await find('q=食品抽检'), [])
    assert.equal((await act(other, 'submit')).status, 404)
  })

  test('an entry that refuses to share without a law cannot be submitted, and says where', async () => {
    const sharing = { type: 'refused' as const }
    const { revision } = await get()
    const body = { revision, content: { ...content, sharing, opening: { type: 'closed' } } }
    assert.equal((await officer.put(`/data-catalogue/entries/${id}`, body)).status, 200)
    const refused = await act(officer, 'submit')
    assert.equal(refused.body.code, 'catalogue.incomplete')
    assert.deepEqual(
      refused.body.errors.map((fault: { pointer: string }) => fault.pointer),
      ['/sharing/basis'],
    )
    const stale = await officer.put(`/data-catalogue/entries/${id}`, { revision, content })
    assert.equal(stale.body.code, 'catalogue.changed')
    const again = await officer.put(`/data-catalogue/entries/${id}`, { revision: (await get()).revision, content })
    assert.equal(again.status, 200)
  })

  test('it is submitted, returned, submitted again and published under a code', async () => {
    assert.equal((await act(officer, 'submit')).body.state, 'submitted')
    assert.equal((await act(officer, 'publish')).body.code, 'catalogue.forbidden')
    assert.equal((await act(other, 'publish')).status, 404)
    assert.equal((await act(manager, 'return', '请补充时间范围')).body.state, 'returned')
    assert.equal((await act(manager, 'publish')).body.code, 'catalogue.not-now')
    assert.equal((await act(officer, 'submit')).status, 200)
    const { body } = await act(manager, 'publish')
    assert.equal(body.state, 'published', JSON.stringify(body))
    assert.match(body.code, /^307019000\/\d{6}$/)
    assert.equal((await get(reader)).name, content.name)
    assert.deepEqual(
      body.steps.map(({ verb }: { verb: string }) => verb),
      ['draft', 'edit', 'edit', 'submit', 'return', 'submit', 'publish'],
    )
  })

  test('a revision is worked on beside what is in force, and replaces it when it is published', async () => {
    const { code } = await get()
    await act(officer, 'revise', '增加信息项')
    const { revision } = await get()
    const items = [...content.items, { ...content.items[0]!, key: 'result', name: '结论' }]
    await officer.put(`/data-catalogue/entries/${id}`, { revision, content: { ...content, items } })
    assert.equal((await get(reader)).itemCount, 1, 'others see what is in force')
    assert.equal((await get(reader)).draft, undefined)
    assert.equal((await get()).draft?.items.length, 2)
    await act(officer, 'submit')
    const { body } = await act(manager, 'publish')
    assert.deepEqual([body.version, body.code, body.itemCount], [2, code, 2])
  })

  test('a table of record is described by one entry', async () => {
    await act(officer, 'revise')
    const mount = { kind: 'register' as const, register: 'road' }
    const { revision } = await get()
    await officer.put(`/data-catalogue/entries/${id}`, { revision, content: { ...content, mount } })
    assert.equal((await act(officer, 'submit')).body.code, 'catalogue.register-taken')
  })

  test('mounts are tested live: rows of a table, and what is not there is said', async () => {
    const [road] = await find('q=城市道路信息')
    const steward = await manager.post(`/data-catalogue/entries/${road.id}/acts`, {
      verb: 'test-mount',
      reason: '演示',
    })
    assert.equal(steward.body.test.ok, true)
    assert.ok(steward.body.test.rows > 0)
    assert.equal(
      (await reader.post(`/data-catalogue/entries/${road.id}/acts`, { verb: 'test-mount', reason: '演示' })).status,
      403,
    )
    const { revision } = await get()
    const mount = { kind: 'system' as const, system: 'nowhere', question: 'samples' }
    await officer.put(`/data-catalogue/entries/${id}`, { revision, content: { ...content, mount } })
    await act(officer, 'submit')
    await act(manager, 'publish')
    const { body } = await act(officer, 'test-mount')
    assert.deepEqual([body.test.ok, body.test.says], [false, 'systems.not-connected'])
  })

  test('rates are computed now, and the entries behind each are found', async () => {
    const { body } = await reader.get('/data-catalogue/rates')
    for (const measure of ['collected', 'shared', 'mounted'] as const) {
      const counted = await find(`measure=${measure}`)
      const rest = await find(`measure=${measure}&holds=false`)
      assert.deepEqual(body.total[measure], { done: counted.length, of: counted.length + rest.length }, measure)
    }
    const failed = await find('measure=mounted&holds=false&department=market-regulation')
    assert.ok(failed.some((entry: { name: string }) => entry.name === content.name))
  })

  test('a manager withdraws it with a reason, then it is found by its department alone and counts nowhere', async () => {
    assert.equal((await act(officer, 'withdraw')).body.code, 'catalogue.forbidden')
    const { body } = await act(manager, 'withdraw', '职能划出')
    assert.equal(body.state, 'withdrawn')
    assert.equal((await reader.get(`/data-catalogue/entries/${id}`)).status, 404)
    assert.deepEqual((await get()).may, ['revise', 'test-mount'])
  })
})
