import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createLog } from '#ground/telemetry/log.ts'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import { testDatabase } from '#testing/database.ts'
import { type App, createHttp, servePages } from './index.ts'

const { db, close } = await testDatabase()
let home: string
let app: App

before(async () => {
  // Its own name holds "assets": where a file lies on the machine must not decide how long it is kept.
  home = await mkdtemp(join(tmpdir(), 'zt-assets-'))
  const folder = join(home, 'assets', 'portal')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(home, 'secret.js'), 'outside')
  await writeFile(join(folder, '.stamp'), 'hidden')
  await writeFile(join(folder, 'index.html'), '<title>portal</title>')
  await writeFile(join(folder, 'assets', 'main-1a2b.js'), 'export {}')
  app = await createHttp({
    config: { publicUrl: 'http://127.0.0.1:1', rateLimit: 100_000, realm: 'r', trustProxy: false, profile: 'demo' },
    db,
    newId: randomUUID,
    log: createLog('silent'),
    metrics: createMetrics(),
    authenticate: async () => undefined,
    problems: {},
    onChange() {},
  })
  await servePages(app, { prefix: '/workbench', folder: join(home, 'not-built'), except: [] })
  await servePages(app, {
    ...{ prefix: '/said', folder, except: [] },
    plain: async ({ path }) => ({
      ...{ status: 200, head: '', body: '<p>said</p>' },
      ...(path.endsWith('/verify') ? { hidden: true } : {}),
    }),
  })
  await servePages(app, { prefix: '/', folder, except: ['/api/'] })
  await app.ready()
})
after(async () => {
  await app.close()
  await close()
  await rm(home, { recursive: true })
})

const get = async (url: string) => app.inject({ method: 'GET', url })

test('each address a browser opens gets the page, which is asked for anew', async () => {
  for (const url of ['/', '/items/0192d3a0', '/search?q=食品', '/workbench/cases']) {
    const answer = await get(url)
    assert.deepEqual(
      [answer.statusCode, answer.body, answer.headers['cache-control']],
      [200, '<title>portal</title>', 'no-cache'],
    )
  }
})

test('what a page says to one person is kept by nobody on the way', async () => {
  const personal = await get('/said/verify')
  assert.equal(personal.headers['cache-control'], 'private, no-store')
  assert.equal((await get('/said/guide')).headers['cache-control'], 'no-cache')
})

test('built files are kept for a year', async () => {
  const answer = await get('/assets/main-1a2b.js')
  assert.equal(answer.statusCode, 200)
  assert.match(String(answer.headers['content-type']), /javascript/)
  assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable')
})

test('a file that is not there is not there, and never the page in its place', async () => {
  for (const url of ['/assets/gone-9f.js', '/favicon.png', '/api/v1/nothing', '/api/v1/nothing.json']) {
    const answer = await get(url)
    assert.equal(answer.statusCode, 404, url)
    assert.equal(answer.json().code, 'http.not-found', url)
  }
})

test('nothing outside the folder is served, nor what its name hides', async () => {
  const tricks = ['/../../secret.js', '/..%2f..%2fsecret.js', '/%2e%2e/%2e%2e/secret.js', '/assets/..%5c..%5csecret.js']
  for (const url of [...tricks, '/.stamp', '//secret.js', '/assets/%00.js']) {
    const answer = await get(url)
    assert.ok([400, 403, 404].includes(answer.statusCode), `${url} → ${answer.statusCode}`)
    assert.doesNotMatch(answer.body, /outside|hidden/)
  }
})

test('every page says what it may load, and that nobody may frame or sniff it', async () => {
  const { headers } = await get('/')
  const policy = String(headers['content-security-policy'])
  assert.match(policy, /default-src 'self'/)
  assert.match(policy, /object-src 'none'/)
  assert.match(policy, /frame-ancestors 'self'/)
  assert.doesNotMatch(policy, /script-src[^;]*unsafe/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['x-powered-by'], undefined)
})
