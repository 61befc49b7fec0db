import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { findHoney } from './honey.ts'
import { eventually, findItem } from './people.ts'

type Row = { itemId: string; name: string; department: string; idOnly: boolean; score?: number }

// D5 清单之外无证明, D7 D24 一证通办, D9 四免, D20 visits, D22 两减一即, C11 the powers: read off the items themselves.
describe('what items cost their applicants, and what they may demand', () => {
  let city: City
  let anybody: Person
  let manager: Person

  before(async () => {
    city = await startCity()
    anybody = personAt(city.url)
    manager = await signIn(city.url, 'item')
  })
  after(() => city.stop())

  const profileOf = async (itemId: string) =>
    eventually(async () => {
      const { status, body } = await anybody.get(`/items/${itemId}/profile`)
      return status === 200 ? body : undefined
    })
  /** A draft of the item with something changed, published. */
  async function publish(itemId: string, change: (item: Record<string, never>) => unknown) {
    const { body: draft } = await manager.post(`/items/${itemId}/drafts`)
    const saved = await manager.put(`/items/${itemId}/draft`, {
      item: change(draft.item),
      expectedVersion: draft.rowVersion,
    })
    assert.equal(saved.status, 200, JSON.stringify(saved.body))
    return manager.post(`/items/${itemId}/publish`, { expectedVersion: saved.body.rowVersion })
  }

  test('the list of proofs is public, dated, with its legal basis, and says that it is a demonstration', async () => {
    const { body } = await anybody.get('/proofs')
    const proof = body.proofs.find((each: { key: string }) => each.key === 'premises-use')
    assert.deepEqual([proof.basis.law, body.lists[0].demo], ['市场主体登记管理条例', true])
    assert.equal((await anybody.get('/proofs?on=2025-01-01')).body.proofs.length, 0)
    assert.equal((await anybody.get(`/proofs?q=${encodeURIComponent('居住证')}`)).body.proofs.length, 1)
  })

  test('an item that demands another proof is not published, and the draft says where', async () => {
    const itemId = await findHoney(manager)
    const demand = (name: string) => (item: { materials?: object[] }) => ({
      ...item,
      materials: [...(item.materials ?? []), { key: 'extra', name, submission: 'upload' }],
    })
    const refused = await publish(itemId, demand('无犯罪记录证明'))
    assert.deepEqual([refused.status, refused.body.code], [422, 'items.lint-errors'])
    assert.ok(refused.body.errors.some((fault: { rule: string }) => fault.rule === 'proof-on-list'))
    await manager.delete(`/items/${itemId}/draft`)
    const allowed = await publish(itemId, demand('场所使用证明'))
    assert.equal(allowed.status, 201, JSON.stringify(allowed.body))
  })

  test('nor is one that asks for what data sharing supplies', async () => {
    const itemId = await findHoney(manager)
    const refused = await publish(itemId, (item: { materials?: object[] }) => ({
      ...item,
      materials: [...(item.materials ?? []), { key: 'card', name: '居民身份证', submission: 'upload' }],
    }))
    assert.ok(
      refused.body.errors.some((fault: { rule: string }) => fault.rule === 'no-material-that-sharing-supplies'),
      JSON.stringify(refused.body),
    )
    await manager.delete(`/items/${itemId}/draft`)
  })

  test('each item is scored for the four exemptions, part by part', async () => {
    const profile = await profileOf(await findItem(anybody, '食品经营许可', '食品经营许可（新办）'))
    assert.deepEqual(profile.exemptions.materials, { done: 2, of: 2 })
    assert.ok(profile.exemptions.fields.of > profile.exemptions.fields.done)
    assert.ok(profile.exemptions.fields.done > 0)
    assert.deepEqual(profile.exemptions.seals, { done: 1, of: 1 })
    assert.ok(profile.score > 50 && profile.score <= 100)
  })

  test('what was cut between versions is told, and the unit is ranked by it', async () => {
    const itemId = await findHoney(manager)
    const published = await publish(itemId, (item: { materials?: { key: string }[]; limits?: object }) => ({
      ...item,
      materials: item.materials?.filter(({ key }) => key !== 'extra' && key !== 'plan'),
      situations: [],
      branches: [],
      fee: { charged: false },
      limits: { ...item.limits, promised: { unit: 'working', days: 3 } },
    }))
    assert.equal(published.status, 201, JSON.stringify(published.body))
    const profile = await eventually(async () => {
      const { body } = await anybody.get(`/items/${itemId}/profile`)
      return body.version === published.body.version ? body : undefined
    })
    assert.deepEqual(profile.cuts, { uploads: 1, days: 2, becameInstant: false })
    const { body } = await anybody.get('/item-profiles/units')
    const unit = body.items.find((each: { department: string }) => each.department === '东莞市农业农村局')
    assert.deepEqual([unit.uploadsCut, unit.daysCut], [1, 2])
    const changed = await anybody.get('/item-profiles?changed=true')
    assert.deepEqual(
      changed.body.items.map((each: Row) => each.itemId),
      [itemId],
    )
  })

  test('items handled with the ID alone are listed and counted', async () => {
    const { body } = await anybody.get('/item-profiles?idOnly=true')
    assert.ok(body.items.length > 0 && body.items.every((each: Row) => each.idOnly))
    const units = (await anybody.get('/item-profiles/units')).body.items
    const counted = units.reduce((sum: number, unit: { idOnly: number }) => sum + unit.idOnly, 0)
    assert.equal(counted, body.items.length)
    assert.ok(
      units.some((unit: { withFree: number }) => unit.withFree > 0),
      'items with a material that need not be handed in',
    )
  })

  test('items are listed by the visits they need, and exported as a table', async () => {
    const none = (await anybody.get('/item-profiles?visits=none&online=true')).body.items
    assert.ok(none.length > 0 && none.every((each: { measure: { visits: number } }) => each.measure.visits === 0))
    const { status, body, headers } = await manager.get('/item-profiles.csv?online=true')
    assert.equal(status, 200)
    assert.match(headers.get('content-type') ?? '', /text\/csv/)
    assert.match(body.toString(), /四免得分\r\n/)
    assert.match(body.toString(), /食品经营许可（新办）/)
  })

  test('any system may read the powers by unit, level, region and type, page by page', async () => {
    const all = (await anybody.get('/authority-items')).body.items
    assert.ok(all.every((each: { type: string }) => each.type < '20'))
    const food = all.find((each: { name: string }) => each.name === '食品经营许可（新办）')
    assert.deepEqual(
      [food.authority.departmentId, food.authority.level, food.typeName],
      ['market-regulation', '3', '行政许可'],
    )
    assert.ok(food.basis.length > 0)
    const names = async (query: string) =>
      (await anybody.get(`/authority-items?${query}`)).body.items.map((each: { name: string }) => each.name)
    assert.ok((await names('department=market-regulation&level=3&division=4419&type=01')).includes(food.name))
    assert.ok(!(await names('department=agriculture')).includes(food.name))
    assert.deepEqual(await names('division=4401'), [])
    const first = await anybody.get('/authority-items?limit=1')
    const second = await anybody.get(`/authority-items?limit=1&cursor=${first.body.next}`)
    assert.notEqual(first.body.items[0].itemId, second.body.items[0]?.itemId)
  })
})
