import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { Parser, Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'
import { type App, createHttp } from '#ground/http/index.ts'
import { newId } from '#ground/ids.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import { type TestDatabase, testDatabase } from '#testing/database.ts'
import { catalogueModule, problems } from '../index.ts'
import { openCatalogueRoutes } from './index.ts'

const realm = '441900'
const publicUrl = 'http://data.example'
const shapesFile = fileURLToPath(
  new URL('../../../../../../shared/data/data-catalogue/ckanext-dcat/dcat-ap_3_shacl_shapes.ttl.gz', import.meta.url),
)
const wanted = 250
const departments = [
  { id: 'urban-management', name: '城市管理局（演示）', nameEn: 'Urban Management (demo)' },
  { id: 'ecology', name: '生态环境局（演示）', nameEn: 'Ecology (demo)' },
]

let database: TestDatabase
let app: App
let statements = 0

before(async () => {
  database = await testDatabase([catalogueModule])
  // Of every ten entries one is closed, which the public does not see, and one open on conditions.
  await sql`insert into catalogue.entry (realm, id, code, department_id, state, content, live, search, version, changed_at,
      first_published_at, published_at)
    select ${realm}, gen_random_uuid(), '209003000/' || lpad(n::text, 6, '0'),
      case when n % 2 = 0 then 'ecology' else 'urban-management' end, 'published', content, content,
      lower(content ->> 'name'), 1, t, t, t
    from generate_series(1, ${wanted}::int) as n, lateral (select timestamptz '2026-01-01' + n * interval '1 minute' as t) as at,
      lateral (select jsonb_build_object('name', '道路<' || n || '>&“信息”', 'nameEn', 'Roads ' || n, 'classification', '209003000',
        'abstract', '城市道路的路段和性质，演示。', 'keywords', jsonb_build_array('道路', '路段' || n % 3), 'format', 'database',
        'cycle', (array['real-time', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'irregular'])[1 + n % 7], 'items', '[]'::jsonb,
        'sharing', '{"type": "unconditional"}'::jsonb, 'opening', case n % 10 when 0 then '{"type": "closed"}'::jsonb
          when 1 then '{"type": "conditional", "condition": "说明用途"}'::jsonb else '{"type": "unconditional"}'::jsonb end) as content)
      as made`.execute(database.db)
  const db = database.db.withPlugin({
    transformQuery: ({ node }) => {
      statements++
      return node
    },
    transformResult: async ({ result }) => result,
  })
  app = await createHttp({
    config: { publicUrl, rateLimit: 100_000, realm, trustProxy: false, profile: 'demo' },
    db,
    newId,
    log: createLog('silent'),
    metrics: createMetrics(),
    authenticate: async () => undefined,
    problems,
    onChange: () => undefined,
  })
  const needs = { db, realm, publicUrl, cityName: async () => '演示市', departments: async () => departments }
  for (const routes of openCatalogueRoutes(needs)) app.register(async (scope) => routes(scope as App))
  await app.ready()
})
after(async () => {
  await app?.close()
  await database?.close()
})

async function action(name: string, query: Record<string, string> = {}) {
  const answer = await app.inject({ url: `/api/3/action/${name}?${new URLSearchParams(query)}` })
  return { status: answer.statusCode, body: answer.json() }
}
const result = async (name: string, query?: Record<string, string>) => (await action(name, query)).body.result

describe('CKAN Action API v3', () => {
  const open = wanted * 0.9

  test('package_list, package_show and package_search speak of what is open only', async () => {
    const names: string[] = await result('package_list')
    assert.equal(names.length, open)
    const found = await result('package_search', { rows: '1000' })
    assert.equal(found.count, open)
    assert.equal(found.results.length, open)
    assert.equal((await action('package_show', { id: '209003000-000010' })).status, 404, 'a closed one')
    for (const id of ['209003000-000011', '209003000/000011'])
      assert.equal((await result('package_show', { id })).name, '209003000-000011')
    const byPost = await app.inject({ method: 'POST', url: '/api/3/action/package_show', payload: { id: names[0] } })
    assert.equal(byPost.json().result.name, names[0])
  })

  test('a dataset has what CKAN clients read', async () => {
    const dataset = await result('package_show', { id: '209003000-000011' })
    assert.equal(dataset.organization.title, '城市管理局（演示）')
    assert.equal(dataset.license_id, 'conditional')
    assert.equal(dataset.isopen, false)
    assert.deepEqual(
      dataset.tags.map(({ name }: { name: string }) => name),
      ['道路', '路段2'],
    )
    assert.equal(dataset.resources.length, dataset.num_resources)
    assert.match(dataset.metadata_modified, /^2026-01-01T\d\d:\d\d:\d\d\.\d+$/)
    assert.equal((await result('resource_show', { id: dataset.resources[0].id })).package_id, dataset.id)
  })

  test('package_search takes q, fq, start, rows, sort and facets', async () => {
    const facets = '["organization","tags","license_id"]'
    const found = await result('package_search', {
      q: '道路',
      fq: 'organization:ecology',
      rows: '2',
      'facet.field': facets,
    })
    assert.equal(found.results.length, 2)
    assert.deepEqual(found.facets.organization, { ecology: found.count })
    assert.equal(found.search_facets.organization.items[0].display_name, '生态环境局（演示）')
    const sum = Object.values<number>(found.facets.license_id).reduce((a, b) => a + b, 0)
    assert.equal(sum, found.count)
    const page = (start: string) => result('package_search', { sort: 'metadata_created asc', rows: '10', start })
    const [first, second] = [await page('0'), await page('10')]
    const names = [...first.results, ...second.results].map(({ name }: { name: string }) => name)
    assert.deepEqual(names, [...names].sort())
    assert.equal(new Set(names).size, 20)
    const both = await result('package_search', { fq: 'tags:(路段1) license_id:conditional' })
    const some = await result('package_search', { fq: 'license_id:(conditional OR unconditional)', rows: '0' })
    assert.ok(both.count > 0 && both.count < open)
    assert.equal(some.count, open)
    assert.equal((await result('package_search', { q: '没有这样的' })).count, 0)
  })

  test('what it does not understand it says, in the words of CKAN', async () => {
    const queries: Record<string, string>[] = [
      { fq: 'colour:red' },
      { rows: 'many' },
      { sort: 'colour asc' },
      { sort: 'constructor' },
      { fq: 'constructor:red' },
      { 'facet.field': '{' },
    ]
    for (const query of queries) {
      const { status, body } = await action('package_search', query)
      assert.deepEqual(
        [status, body.success, body.error.__type],
        [409, false, 'Validation Error'],
        JSON.stringify(query),
      )
    }
    const unknown = await action('package_delete', { id: 'x' })
    assert.deepEqual([unknown.status, unknown.body.error.__type], [404, 'Not Found Error'])
    for (const name of ['constructor', '__proto__']) assert.equal((await action(name)).status, 404)
    assert.equal((await action('help_show', { name: 'constructor' })).status, 404)
  })

  test('departments, subjects, keywords, licences, status and help', async () => {
    assert.deepEqual((await result('organization_list')).sort(), ['ecology', 'urban-management'])
    const shown = await result('organization_show', { id: 'ecology', include_datasets: 'true' })
    assert.equal(shown.package_count, shown.packages.length)
    assert.deepEqual(await result('group_list'), ['209'])
    assert.equal((await result('group_show', { id: '209' })).package_count, open)
    assert.deepEqual(await result('tag_list', { query: '路段' }), ['路段0', '路段1', '路段2'])
    assert.equal((await result('license_list')).length, 2)
    assert.match((await result('status_show')).ckan_version, /^2\./)
    assert.match(await result('help_show', { name: 'package_search' }), /fq/)
    assert.equal((await result('resource_search', { query: 'name:道路' })).count, open)
    assert.equal((await action('organization_show', { id: 'nobody' })).status, 404)
  })

  test('a search asks the database as often for a thousand datasets as for one', async () => {
    const asked = async (rows: string) => {
      const before = statements
      await result('package_search', { rows, 'facet.field': '["tags"]' })
      return statements - before
    }
    const one = await asked('1')
    assert.equal(one, 3)
    assert.equal(await asked('1000'), one)
  })
})

describe('DCAT-AP 3', () => {
  const get = (url: string, accept?: string) => app.inject({ url, headers: accept ? { accept } : {} })

  async function quadsOf(url: string): Promise<Store> {
    return new Store(new Parser().parse((await get(url)).body))
  }
  const dataset = 'http://www.w3.org/ns/dcat#Dataset'

  test('the form follows what is asked for', async () => {
    for (const [accept, type] of [
      ['text/turtle', 'text/turtle'],
      ['application/rdf+xml;q=0.9, text/turtle;q=0.5', 'application/rdf+xml'],
      ['text/html, */*;q=0.1', 'application/ld+json'],
      [undefined, 'application/ld+json'],
    ] as const)
      assert.match(
        String((await get('/catalog', accept)).headers['content-type']),
        new RegExp(`^${type.replace('+', '\\+')}`),
      )
    assert.equal((await get('/catalog', 'text/html')).statusCode, 406)
  })

  test('pages lead on to the last, and together hold every open dataset once', async () => {
    const seen = new Set<string>()
    let next: string | undefined = '/catalog.ttl'
    let pages = 0
    while (next) {
      const store: Store = await quadsOf(next)
      for (const { value } of store.getSubjects('http://www.w3.org/1999/02/22-rdf-syntax-ns#type', dataset, null)) {
        assert.ok(!seen.has(value), value)
        seen.add(value)
      }
      const [link] = store.getObjects(null, 'http://www.w3.org/ns/hydra/core#nextPage', null)
      next = link?.value.replace(`${publicUrl}/catalog`, '/catalog.ttl')
      pages++
    }
    assert.deepEqual([pages, seen.size], [3, wanted * 0.9])
    assert.equal((await get('/catalog.ttl?page=4')).statusCode, 404)
  })

  test('JSON-LD and RDF/XML say the same as Turtle', async () => {
    const turtle = await quadsOf('/catalog.ttl?page=3')
    const json = JSON.parse((await get('/catalog.jsonld?page=3')).body)
    const titles = json['@graph'].flatMap((node: Record<string, unknown>) =>
      node['@type'] === 'dcat:Dataset' ? [node['dct:identifier']] : [],
    )
    assert.deepEqual(
      titles.sort(),
      turtle
        .getObjects(null, 'http://purl.org/dc/terms/identifier', null)
        .map(({ value }) => value)
        .sort(),
    )
    const xml = (await get('/catalog.rdf?page=3')).body
    assert.equal(xml.match(/<rdf:Description /g)?.length, json['@graph'].length)
    assert.ok(xml.includes('&gt;&amp;“信息”') && !xml.includes('>&“'))
  })

  test('no shape of DCAT-AP 3 is violated (the shapes of the standard, where they are at hand)', async (t) => {
    if (!existsSync(shapesFile)) return t.diagnostic('the shapes are not on this machine; the other tests stand')
    const shapes = new Store(new Parser().parse(gunzipSync(await readFile(shapesFile)).toString()))
    const report = await new SHACLValidator(shapes).validate(await quadsOf('/catalog.ttl'))
    assert.deepEqual(
      report.results.map(
        ({ focusNode, path, message }) => `${focusNode?.value} ${path?.value} ${message.map(({ value }) => value)}`,
      ),
      [],
    )
    // The same shapes do find what is missing: a distribution without its address.
    const broken = await quadsOf('/catalog.ttl')
    broken.removeQuads(broken.getQuads(null, 'http://www.w3.org/ns/dcat#accessURL', null, null))
    assert.equal((await new SHACLValidator(shapes).validate(broken)).conforms, false)
  })
})
