import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { emptyDatabase } from '../platform/testing/database.ts'
import { freePort } from './city.ts'
import { personAt } from './client.ts'
import { type Program, runProgram, runServer, stop } from './processes.ts'

const packs = fileURLToPath(new URL('../packs', import.meta.url))
const first = { username: 'first.admin', password: 'A-long-enough-2026', name: '首任管理员' }

describe('the production profile', () => {
  let home: string
  let database: Awaited<ReturnType<typeof emptyDatabase>>
  let secure: Record<string, string>
  let server: Program | undefined
  let url: string

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'zt-production-'))
    database = await emptyDatabase()
    const key = join(home, 'master.key')
    await writeFile(key, randomBytes(32).toString('hex'), { mode: 0o600 })
    secure = {
      ZT_PROFILE: 'production',
      ZT_DATA: join(home, 'data'),
      ZT_PUBLIC_URL: 'https://zwfw.example.gov.cn',
      ZT_MASTER_KEY_FILE: key,
      ZT_SIGNER: 'software',
      DATABASE_URL: database.url,
      ZT_LOG: 'warn',
    }
  })
  after(async () => {
    if (server) await stop(server)
    await database.close()
    await rm(home, { recursive: true, force: true })
  })

  const zt = async (...args: string[]) => {
    const command = runProgram('platform/cli/main.ts', args, secure)
    return { code: await command.ended, out: command.out(), err: command.err() }
  }

  test('it refuses to start on insecure settings and names each of them', async () => {
    const refused = runServer(['--profile', 'production', '--data', join(home, 'data')], {
      DATABASE_URL: 'postgres://zhengtong:postgres@127.0.0.1/zhengtong',
      ZT_LOG: 'debug',
    })
    assert.equal(await refused.ended, 2)
    for (const name of ['ZT_PUBLIC_URL', 'ZT_MASTER_KEY_FILE', 'ZT_SIGNER', 'DATABASE_URL', 'ZT_LOG'])
      assert.match(refused.err(), new RegExp(`- ${name}:`))
    assert.doesNotMatch(refused.err(), /:postgres@/, 'the password itself is not shown')
    assert.equal(refused.out(), '')
  })

  test('one insecure setting among secure ones is enough, and only it is named', async () => {
    const wrong: [string, string][] = [
      ['ZT_PUBLIC_URL', 'http://zwfw.example.gov.cn'],
      ['ZT_MASTER_KEY_FILE', join(home, 'data', 'master.key')],
      ['ZT_SIGNER', 'unset'],
    ]
    const refusals = wrong.map(([name, value]) => ({ name, server: runServer([], { ...secure, [name]: value }) }))
    for (const { name, server: refused } of refusals) {
      assert.equal(await refused.ended, 2, name)
      assert.deepEqual(refused.err().match(/^- \w+(?=:)/gm), [`- ${name}`])
    }
  })

  test('on secure settings it starts empty: no demo sign-ins, no accounts, no items', async () => {
    server = runServer(['--port', String(await freePort())], secure)
    url = await server.ready
    const stranger = personAt(url)
    assert.equal((await stranger.get('/demo/sign-ins')).status, 404)
    const demo = await stranger.post('/sessions', { username: 'admin', password: 'Zhengtong-2026' })
    assert.equal(demo.body.code, 'identity.sign-in-refused')
    assert.deepEqual((await stranger.get('/items')).body.items, [])
    assert.deepEqual((await stranger.get('/departments')).body.items, [])
    assert.doesNotMatch(server.out(), /Zhengtong-2026/)
  })

  test('the one-time token makes the first administrator, once', async () => {
    const token = /"token": "([\w-]+)"/.exec(server!.out())?.[1]
    assert.ok(token, server!.out())
    const stranger = personAt(url)
    const guessed = await stranger.post('/administrators', { ...first, token: 'x'.repeat(token.length) })
    assert.equal(guessed.body.code, 'identity.first-administrator-refused')
    assert.equal((await stranger.post('/administrators', { ...first, token })).status, 201)
    const again = await stranger.post('/administrators', { ...first, username: 'second.admin', token })
    assert.equal(again.body.code, 'identity.first-administrator-refused')
  })

  test('sessions travel in a cookie for https alone, and pages are told to stay on https', async () => {
    const { username, password } = first
    const signed = await personAt(url).post('/sessions', { username, password })
    assert.equal(signed.status, 201, JSON.stringify(signed.body))
    const cookie = signed.headers.get('set-cookie') ?? ''
    for (const flag of [/;\s*HttpOnly/i, /;\s*Secure/i, /;\s*SameSite=Lax/i]) assert.match(cookie, flag)
    assert.match(signed.headers.get('strict-transport-security') ?? '', /max-age=31536000/)
    const { body } = await personAt(url, signed.body.token).get('/me')
    assert.deepEqual(body.actor.roles ?? body.actor.posts.map((post: { role: string }) => post.role), ['administrator'])
  })

  test('packs install beside the running server, and the items they declare are found', async () => {
    for (const name of ['letters', 'generic-application', 'food-business-licence', 'talent-settlement']) {
      const { code, out, err } = await zt('pack', 'install', join(packs, name))
      assert.equal(code, 0, `${name}: ${out}${err}`)
    }
    const { body } = await personAt(url).get(`/items?q=${encodeURIComponent('食品经营许可')}`)
    assert.ok(body.items.length > 0)
    const registers = await personAt(url).get('/registers')
    assert.ok(registers.body.items.some((each: { key: string }) => each.key === 'population'))
  })

  test('packs with invented people do not install', async () => {
    for (const name of ['demo-city', 'beekeepers']) {
      const { code, err } = await zt('pack', 'install', join(packs, name))
      assert.equal(code, 1)
      assert.match(err, /packs\.demo-in-production/)
    }
  })

  test('it stops in order, and the next start prints no token and keeps what was there', async () => {
    assert.equal(await stop(server!), 0)
    server = runServer(['--port', String(await freePort())], secure)
    url = await server.ready
    assert.doesNotMatch(server.out(), /token/)
    const { username, password } = first
    assert.equal((await personAt(url).post('/sessions', { username, password })).status, 201)
  })
})
