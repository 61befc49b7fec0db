import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type App, createHttp, httpProblems } from '#ground/http/index.ts'
import { newId } from '#ground/ids.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import { officialAs, openItems } from '#testing/open-items.ts'
import { itemsRoutes, problems } from './index.ts'

const token = 'a-token-of-the-item-manager'
const authorization = `Bearer ${token}`
const row = { TASK_CODE: '11440000006940116U2440102003001', TASK_NAME: '虚构事项', DEPT_NAME: '虚构局' }

let city: Awaited<ReturnType<typeof openItems>>
let app: App
let itemId: string

before(async () => {
  city = await openItems()
  app = await createHttp({
    config: { publicUrl: 'http://localhost', rateLimit: 100_000, realm: '441900', trustProxy: false, profile: 'demo' },
    db: city.database.db,
    newId,
    log: createLog('silent'),
    metrics: createMetrics(),
    authenticate: async (given) => (given === token ? officialAs('item-manager') : undefined),
    problems: { ...httpProblems, ...problems },
    onChange: () => undefined,
  })
  await app.register(async (scope: App) => itemsRoutes(city.items)(scope), { prefix: '/api/v1' })
  await app.ready()
  const { itemId: id, rowVersion } = await city.items.create(city.manager, {
    name: '图书借阅证办理',
    type: '20',
    authority: { name: '虚构局' },
  })
  itemId = id
  await city.items.publishDraft(city.manager, id, { expectedVersion: rowVersion })
})
after(async () => {
  await app.close()
  await city.close()
})

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url: `/api/v1${url}`, headers })
const doneImport = async (response: { statusCode: number; json: () => { id: string } }) => {
  assert.equal(response.statusCode, 202)
  return city.items.imports.run('441900', response.json().id)
}

test('a guide is public, complete, and answered from the cache of its reader while it stays the same', async () => {
  const first = await get(`/items/${itemId}`)
  assert.equal(first.statusCode, 200)
  const guide = first.json()
  assert.deepEqual([guide.item.name, guide.version, guide.may], ['图书借阅证办理', 1, []])
  assert.deepEqual(guide.item.materials, [])
  assert.match(String(first.headers['cache-control']), /^public/)
  const again = await get(`/items/${itemId}`, { 'if-none-match': String(first.headers.etag) })
  assert.deepEqual([again.statusCode, again.body], [304, ''])
  const manager = await get(`/items/${itemId}`, { authorization, 'if-none-match': String(first.headers.etag) })
  assert.equal(manager.statusCode, 200)
  assert.deepEqual(manager.json().may, ['edit', 'withdraw'])
  assert.match(String(manager.headers['cache-control']), /^private/)
})

test('a search answers cards with marks and facets', async () => {
  const response = await get('/items?q=jieyue&facets=true&limit=5')
  assert.equal(response.statusCode, 200)
  const { items, facets } = response.json()
  assert.deepEqual([items[0].name, items[0].highlights], ['图书借阅证办理', [{ start: 2, end: 4 }]])
  assert.deepEqual(facets.type, [{ value: '20', count: 1 }])
})

test('what another process publishes, withdraws or lets begin is seen by the next who asks', async () => {
  const other = city.another()
  const { itemId: id, rowVersion } = await other.create(city.manager, {
    name: '风筝放飞登记',
    type: '20',
    authority: { name: '虚构局' },
  })
  const found = async () => (await get('/items?q=fengzheng')).json().items.map((card: { name: string }) => card.name)
  assert.deepEqual([(await get(`/items/${id}`)).statusCode, await found()], [404, []])
  await other.publishDraft(city.manager, id, { expectedVersion: rowVersion })
  const first = await get(`/items/${id}`)
  assert.deepEqual([first.json().version, await found()], [1, ['风筝放飞登记']])
  assert.equal((await get(`/items/${id}`)).body, first.body)

  const draft = await other.startDraft(city.manager, id)
  const saved = await other.saveDraft(city.manager, id, {
    expectedVersion: draft.rowVersion,
    item: { ...draft.item, name: '风筝放飞登记（新）' },
  })
  await other.publishDraft(city.manager, id, { expectedVersion: saved.rowVersion, effectiveOn: '2026-11-25' })
  assert.equal((await get(`/items/${id}`)).json().version, 1)
  city.goTo('2026-11-25T01:00:00Z')
  const later = await get(`/items/${id}`, { 'if-none-match': String(first.headers.etag) })
  assert.deepEqual([later.statusCode, later.json().item.name], [200, '风筝放飞登记（新）'])
  city.goTo('2026-11-23T01:00:00Z')

  await other.withdraw(city.manager, id, '试')
  assert.deepEqual([(await get(`/items/${id}`)).statusCode, await found()], [404, []])
})

test('a prepared answer is byte for byte what the service says', async () => {
  const [first, again] = [await get('/items?q=jieyue&limit=5'), await get('/items?q=jieyue&limit=5')]
  assert.equal(first.body, again.body)
  const said = await city.items.search(city.manager, { q: 'jieyue', limit: 5 })
  assert.deepEqual(first.json(), JSON.parse(JSON.stringify(said)))
})

test('a file is imported as a raw body, packed or not, and as one part of a form', async () => {
  const text = `${JSON.stringify(row)}\n`
  const post = (payload: Buffer | string, type: string, query = '') =>
    app.inject({
      method: 'POST',
      url: `/api/v1/item-imports${query}`,
      headers: { authorization, 'content-type': type },
      payload,
    })
  assert.equal((await doneImport(await post(gzipSync(text), 'application/gzip'))).added, 1)
  assert.equal((await doneImport(await post(text, 'application/x-ndjson', '?source=guangdong'))).unchanged, 1)
  const csv = '\ufeffitem_code,name,department,task_type\r\nX-1,虚构,虚构局,20\r\n'
  assert.equal((await doneImport(await post(csv, 'text/csv'))).added, 1)
  const form = `--b\r\nContent-Disposition: form-data; name="file"; filename="../../etc/passwd"\r\n\r\n${text}\r\n--b--\r\n`
  const run = await doneImport(await post(form, 'multipart/form-data; boundary=b'))
  assert.equal(run.unchanged, 1)
  const rows = await get(`/item-imports/${run.id}/rows?state=loaded`, { authorization })
  assert.deepEqual(rows.json().items, [])
  const repaired = await get(`/item-imports/${run.id}/rows?state=repaired`, { authorization })
  assert.deepEqual(
    [repaired.json().items[0].effect, repaired.json().items[0].repairs],
    ['unchanged', [{ repair: 'type-from-number', field: 'type' }]],
  )
  assert.equal((await get(`/item-imports/${run.id}`, { authorization })).json().state, 'done')
  assert.ok((await get('/item-imports', { authorization })).json().items.length >= 4)
})

test('the way of a draft: begun, saved, compared, published, withdrawn', async () => {
  const send = (method: 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
    app.inject({ method, url: `/api/v1${url}`, headers: { authorization }, ...(payload ? { payload } : {}) })
  const begun = await send('POST', `/items/${itemId}/drafts`)
  assert.equal(begun.statusCode, 201)
  const { item, rowVersion } = begun.json()
  const saved = await send('PUT', `/items/${itemId}/draft`, {
    item: { ...item, summary: '凭它借书。' },
    expectedVersion: rowVersion,
  })
  assert.equal(saved.statusCode, 200)
  const diff = await get(`/items/${itemId}/diff?from=1&to=draft`, { authorization })
  assert.deepEqual(
    diff.json().items.map(({ pointer, after }: { pointer: string; after: string }) => [pointer, after]),
    [['/summary', '凭它借书。']],
  )
  assert.equal((await get(`/items/${itemId}/lint`, { authorization })).json().of, 'draft')
  const expectedVersion = saved.json().rowVersion
  const published = await send('POST', `/items/${itemId}/publish`, { expectedVersion, note: '写明用途' })
  assert.deepEqual([published.statusCode, published.json().version], [201, 2])
  const versions = (await get(`/items/${itemId}/versions`)).json().items
  assert.deepEqual([versions[0].version, versions[0].note, versions[0].publishedBy], [2, '写明用途', undefined])
  assert.equal((await send('POST', `/items/${itemId}/withdraw`, { reason: '试' })).statusCode, 204)
  assert.equal((await get(`/items/${itemId}`)).statusCode, 404)
})

test('strangers, malformed requests and odd files are refused with a problem, never with a defect', async () => {
  const post = (url: string, headers: Record<string, string>, payload: Buffer | string) =>
    app.inject({ method: 'POST', url: `/api/v1${url}`, headers, payload })
  const json = { authorization, 'content-type': 'application/json' }
  const answers = await Promise.all([
    get('/items/not-an-id'),
    get('/items/00000000-0000-7000-8000-000000000000'),
    get('/items?limit=51'),
    get('/items?q=x&cursor=%F0%9F'),
    get(`/items/${itemId}/diff?from=1&to=99`),
    get(`/items/${itemId}/lint`),
    get('/item-imports'),
    post('/items', json, '{"item":[[[[]]]]}'),
    post('/items', json, '{"item":{"name":"\\u0000","type":"20","authority":{"name":"x"}}}'),
    post('/items', json, '{"item":{"__proto__":{"name":"x"},"type":"20"}}'),
    post('/item-imports', { 'content-type': 'text/csv' }, 'a'),
    post('/item-imports', { authorization, 'content-type': 'image/png' }, 'a'),
    post('/item-imports', { authorization, 'content-type': 'multipart/form-data; boundary=b' }, '--b--\r\n'),
    post('/item-imports?source=mars', { authorization, 'content-type': 'text/csv' }, 'a'),
    post(`/items/${itemId}/publish`, json, '{"expectedVersion":"x"}'),
  ])
  for (const answer of answers) {
    assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${answer.statusCode} ${answer.body}`)
    assert.match(String(answer.headers['content-type']), /problem\+json/)
  }
})
