import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { parquetReadObjects } from 'hyparquet'
import type { ReleaseView } from '../platform/nets/data/opening/contract.ts'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { fillDatasets } from './open-data.ts'

const keep = (key: string) => ({ key, treatment: { how: 'keep' } })
const masked = {
  access: 'conditional',
  fields: [
    keep('kind'),
    keep('division_code'),
    keep('status'),
    { key: 'legal_representative', treatment: { how: 'mask' } },
  ],
  quasi: ['kind', 'division_code'],
  sensitive: [] as string[],
  suppress: false,
}

/** B50, B51, B53: what leaves is masked, checked, approved by a second person, found, taken in every form, and ends. */
describe('open data of a city', () => {
  let city: City
  let officer: Person
  let manager: Person
  let citizen: Person
  let stranger: Person
  let datasets: Map<string, string>
  let firms: string

  before(async () => {
    city = await startCity()
    stranger = personAt(city.url)
    ;[officer, manager, citizen] = (await Promise.all(
      ['sj.scj', 'sj.gly', 'shen.yangli'].map((name) => signIn(city.url, name)),
    )) as [Person, Person, Person]
    datasets = await fillDatasets(city.url)
    firms = datasets.get('市场主体登记信息') ?? [...datasets].find(([name]) => /主体/.test(name))![1]
  })
  after(() => city?.stop())

  const fetchFile = (id: string, query: string, headers: Record<string, string> = {}) =>
    fetch(`${city.url}/api/v1/open-data/datasets/${id}/file?${query}`, { headers })
  const act = (who: Person, id: string, verb: string) =>
    who.post(`/open-data/releases/${id}/acts`, { verb, reason: '演示' })

  test('anybody finds datasets by words and facets, and looks at fields, first rows and charts', async () => {
    const { body: found } = await stranger.get('/open-data/datasets?q=道路')
    assert.ok(found.items.some((each: { about: { name: string } }) => each.about.name === '城市道路信息'))
    const { body: facets } = await stranger.get('/open-data/facets')
    assert.equal(facets.spatial.find(({ value }: { value: string }) => value === 'true').count, 1)
    const { body: spatial } = await stranger.get('/open-data/datasets?spatial=true')
    const { body: dataset } = await stranger.get(`/open-data/datasets/${spatial.items[0].id}`)
    assert.match(dataset.no, /^KF-\d{4}-\d{5}$/)
    assert.ok(dataset.preview.length > 0 && dataset.formats.includes('geojson'))
    const chart = dataset.charts.find(({ key }: { key: string }) => key === 'kind')
    assert.equal(chart.filled, dataset.rows)
  })

  test('the same rows leave as CSV, Excel, JSON, GeoJSON and Parquet', async () => {
    const id = (await stranger.get('/open-data/datasets?spatial=true')).body.items[0].id
    const rows = (await (await fetchFile(id, 'format=json')).json()) as Record<string, unknown>[]
    const csv = Buffer.from(await (await fetchFile(id, 'format=csv')).arrayBuffer()).toString()
    assert.ok(csv.startsWith('\ufeff"标准地址编码"'))
    assert.equal(csv.trimEnd().split('\r\n').length, rows.length + 1)
    const plain = Buffer.from(await (await fetchFile(id, 'format=csv&bom=false')).arrayBuffer())
    assert.equal(plain[0], '"'.charCodeAt(0))
    const points = (await (await fetchFile(id, 'format=geojson')).json()) as {
      features: { geometry: { coordinates: number[] } }[]
    }
    assert.deepEqual(points.features[0]?.geometry.coordinates, [rows[0]?.longitude, rows[0]?.latitude])
    const parquet = await parquetReadObjects({ file: await (await fetchFile(id, 'format=parquet')).arrayBuffer() })
    assert.deepEqual(parquet, rows)
    const sheet = await fetchFile(id, 'format=xlsx')
    assert.equal(
      Buffer.from(await sheet.arrayBuffer())
        .subarray(0, 2)
        .toString(),
      'PK',
    )
    const road = datasets.get('城市道路信息')!
    assert.equal((await stranger.get(`/open-data/datasets/${road}/file?format=geojson`)).status, 409)
  })

  test('the API wants a key, pages by cursor, and forgets a key that was revoked', async () => {
    const id = datasets.get('城市道路信息')!
    const url = `${city.url}/api/v1/open-data/datasets/${id}/rows?limit=2`
    assert.equal((await fetch(url)).status, 403)
    const { body: key } = await citizen.post('/open-data/keys', { name: '课程作业' })
    const headers = { 'x-api-key': key.secret as string }
    const seen: unknown[] = []
    let cursor = ''
    let total = 0
    do {
      const page = (await (await fetch(`${url}${cursor}`, { headers })).json()) as {
        items: unknown[]
        total: number
        next?: string
      }
      seen.push(...page.items)
      total = page.total
      cursor = page.next ? `&cursor=${page.next}` : ''
    } while (cursor)
    assert.equal(seen.length, total)
    assert.equal(new Set(seen.map((row) => JSON.stringify(row))).size, total)
    assert.equal((await citizen.delete(`/open-data/keys/${key.id}`)).status, 204)
    assert.equal((await fetch(url, { headers })).status, 403)
  })

  test('what is open on conditions is taken by those whose application was granted', async () => {
    assert.equal((await fetchFile(firms, 'format=csv')).status, 403)
    assert.deepEqual((await stranger.get(`/open-data/datasets/${firms}`)).body.preview, [])
    const { body: key } = await citizen.post('/open-data/keys', { name: '研究' })
    const headers = { 'x-api-key': key.secret as string }
    assert.equal((await fetchFile(firms, 'format=csv', headers)).status, 403)
    const asked = {
      kind: 'application',
      datasetId: firms,
      title: '区域经济研究',
      text: '统计各镇街主体数量，不转给别人。',
    }
    const { body: letter, status } = await citizen.post('/open-data/letters', asked)
    assert.equal(status, 201, JSON.stringify(letter))
    assert.equal(
      (await officer.post(`/open-data/letters/${letter.id}/answer`, { verb: 'grant', answer: '同意' })).status,
      403,
    )
    const granted = await manager.post(`/open-data/letters/${letter.id}/answer`, { verb: 'grant', answer: '同意' })
    assert.equal(granted.body.state, 'granted')
    assert.equal((await fetchFile(firms, 'format=csv', headers)).status, 200)
    const { body: shown } = await stranger.get('/open-data/answers')
    assert.ok(!shown.items.some(({ kind }: { kind: string }) => kind === 'application'))
    const { body: notices } = await citizen.get('/me/notices?limit=50')
    assert.ok(notices.items.some(({ body }: { body: string }) => body.includes('区域经济研究')))
  })

  test('requests and feedback are answered in public, without the name of who wrote', async () => {
    const id = datasets.get('城市道路信息')!
    const { body: letter } = await citizen.post('/open-data/letters', {
      ...{ kind: 'feedback', datasetId: id, title: '缺一条路', text: '虚构二路不在里面。' },
    })
    assert.deepEqual((await stranger.get(`/open-data/answers?release=${id}`)).body.items, [])
    const { body: all } = await manager.get('/open-data/letters?kind=feedback&state=waiting')
    assert.ok(all.items[0].author)
    assert.equal(
      (await manager.post(`/open-data/letters/${letter.id}/answer`, { verb: 'answer', answer: '已补。' })).status,
      200,
    )
    assert.equal(
      (await manager.post(`/open-data/letters/${letter.id}/answer`, { verb: 'answer', answer: '又' })).status,
      422,
    )
    const { body: shown } = await stranger.get(`/open-data/answers?release=${id}`)
    assert.equal(shown.items[0].answer, '已补。')
    assert.equal(shown.items[0].author, undefined)
  })

  test('a release is masked and checked, and approved by a second person only when the check was passed', async () => {
    const { body: before } = await manager.get(`/open-data/releases/${firms}`)
    const { entryId } = before as ReleaseView
    assert.equal((await act(manager, firms, 'withdraw')).body.state, 'withdrawn')
    assert.equal((await stranger.get(`/open-data/datasets/${firms}`)).status, 404)
    const prepare = (plan: unknown, until = '2099-12-31') =>
      officer.post('/open-data/releases', { entryId, plan, until })
    const bare = await prepare({ ...masked, fields: [keep('legal_representative')], quasi: [] })
    assert.equal(bare.status, 422)
    assert.deepEqual(
      bare.body.errors?.map(({ rule }: { rule: string }) => rule) ??
        bare.body.faults?.map(({ rule }: { rule: string }) => rule),
      ['not-public', 'needed'],
    )
    assert.equal((await prepare({ ...masked, access: 'open' })).status, 409, 'wider than the catalogue says')
    assert.equal((await prepare(masked, '2020-01-01')).status, 422)
    const { body: unsafe } = await prepare(masked)
    assert.equal(unsafe.state, 'unsafe')
    assert.equal(unsafe.finding.k, 1)
    assert.deepEqual(unsafe.finding.reasons, ['k', 'unique'])
    assert.equal((await act(manager, unsafe.id, 'approve')).status, 409)
    const { body: ready } = await prepare({ ...masked, quasi: ['status'], sensitive: ['kind'] })
    assert.equal(ready.state, 'ready', JSON.stringify(ready.finding))
    assert.ok(ready.finding.k >= 5 && ready.finding.l >= 2)
    assert.equal((await act(officer, ready.id, 'approve')).status, 409, 'not by who prepared it')
    const { body: out } = await act(manager, ready.id, 'approve')
    assert.equal(out.state, 'published', JSON.stringify(out))
    assert.notEqual(out.preparedBy, out.approvedBy)
    assert.equal(out.rows, ready.finding.rows)
    const { body: key } = await citizen.post('/open-data/keys', { name: '再来' })
    const { body: letter } = await citizen.post('/open-data/letters', {
      ...{ kind: 'application', datasetId: ready.id, title: '再申请', text: '同上的研究。' },
    })
    await manager.post(`/open-data/letters/${letter.id}/answer`, { verb: 'grant', answer: '同意', until: '2099-01-01' })
    const file = await fetchFile(ready.id, 'format=json', { 'x-api-key': key.secret })
    for (const row of (await file.json()) as { legal_representative: string }[])
      assert.match(row.legal_representative, /\*/)
  })

  test('what is put on the negative list is told with its law, and nothing of it stays open', async () => {
    const id = datasets.get('城市道路信息')!
    const { body: release } = await manager.get(`/open-data/releases/${id}`)
    const line = { entryId: release.entryId, reason: '演示：列入负面清单', law: '数据安全法', article: '第四十二条' }
    const { body: closed, status } = await manager.post('/open-data/closed', line)
    assert.equal(status, 201, JSON.stringify(closed))
    assert.equal((await stranger.get(`/open-data/datasets/${id}`)).status, 404)
    const { body: list } = await stranger.get('/open-data/closed')
    assert.deepEqual(
      list.items.map(({ article }: { article: string }) => article),
      ['第四十二条'],
    )
    assert.equal((await manager.delete(`/open-data/closed/${closed.id}`)).status, 204)
    assert.deepEqual((await stranger.get('/open-data/closed')).body.items, [])
  })
})
