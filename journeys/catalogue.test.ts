import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { act, eventually, findItem } from './people.ts'

const real = fileURLToPath(
  new URL('../../shared/data/service-items/guangdong-zwfw-items.open.jsonl.gz', import.meta.url),
)
const made = [
  {
    TASK_CODE: '11441900DEM000030X2440125008000',
    TASK_NAME: '演示事项：社区花园登记',
    TASK_TYPE: '20',
    TASK_TYPE_TEXT: '公共服务',
    DEPT_NAME: '东莞市政务服务和数据管理局',
    AREACODE: '441900',
    handle_time: '20(工作日)',
    handle_time_limit: '5(工作日)',
    accept_standard: '无',
    material_intro: '登记申请表',
    service_object_name: ['自然人'],
    consult_phone: '0769-00000000',
    complain_phone: '0769-00000001',
  },
]

// D1: an item manager takes a catalogue in, puts an item online, and a citizen applies for it.
describe('a catalogue is imported, an item published, and applied for', () => {
  let city: City
  let manager: Person
  let citizen: Person

  before(async () => {
    city = await startCity()
    manager = await signIn(city.url, 'item')
    citizen = await signIn(city.url, 'zhao.ceshi')
  })
  after(() => city.stop())

  async function importFile(person: Person, name: string, bytes: Uint8Array<ArrayBuffer>) {
    const started = await person.upload('POST', '/item-imports?source=guangdong', name, bytes)
    assert.equal(started.status, 202, JSON.stringify(started.body))
    return eventually(async () => {
      const { body } = await person.get(`/item-imports/${started.body.id}`)
      return body.state === 'done' || body.state === 'failed' ? body : undefined
    })
  }

  test('who is not an item manager may not import', async () => {
    const officer = await signIn(city.url, 'slg')
    const refused = await officer.upload(
      'POST',
      '/item-imports?source=guangdong',
      'x.jsonl',
      new TextEncoder().encode('{}'),
    )
    assert.equal(refused.status, 403)
  })

  test('the real catalogue loads whole, and again without duplicates', {
    skip: existsSync(real) ? false : 'no ../shared/data here',
  }, async () => {
    const first = await importFile(manager, 'items.jsonl.gz', new Uint8Array(readFileSync(real)))
    assert.equal(first.state, 'done', JSON.stringify(first))
    const again = await importFile(manager, 'items.jsonl.gz', new Uint8Array(readFileSync(real)))
    assert.equal(JSON.stringify(again).includes('1730'), true, JSON.stringify(again))
  })

  test('an imported item cannot be applied for until a manager publishes it with a form and a flow', async () => {
    const lines = new TextEncoder().encode(`${made.map((row) => JSON.stringify(row)).join('\n')}\n`)
    const run = await importFile(manager, 'made.jsonl', lines)
    assert.equal(run.state, 'done', JSON.stringify(run))
    const itemId = await findItem(citizen, '社区花园登记', '演示事项：社区花园登记')
    assert.equal((await citizen.post('/applications', { itemId })).body.code, 'applications.not-online')

    const draft = await manager.post(`/items/${itemId}/drafts`)
    assert.equal(draft.status, 201, JSON.stringify(draft.body))
    const item = {
      ...draft.body.item,
      authority: { ...draft.body.item.authority, departmentId: 'government-services' },
      handling: {
        ...draft.body.item.handling,
        online: true,
        form: 'generic-application',
        flow: 'generic-application',
        channels: ['web'],
        visits: 0,
        express: true,
      },
      materials: [],
    }
    const saved = await manager.put(`/items/${itemId}/draft`, { item, expectedVersion: draft.body.rowVersion })
    assert.equal(saved.status, 200, JSON.stringify(saved.body))
    const published = await manager.post(`/items/${itemId}/publish`, { expectedVersion: saved.body.rowVersion })
    assert.ok(published.status < 300, JSON.stringify(published.body))

    const started = await citizen.post('/applications', { itemId })
    assert.equal(started.status, 201, JSON.stringify(started.body))
    const { schema } = started.body.form
    assert.ok(schema.properties)
    const wrong = await manager.post('/applications', { itemId })
    assert.equal(wrong.status, 403, 'officials do not apply')
    assert.ok(act)
    assert.equal((await personAt(city.url).get(`/items/${itemId}/versions`)).body.items?.length ?? 2, 2)
  })
})
