import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sharedKey, signingKey } from '../platform/kernel/http-signatures/index.ts'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { act, eventually, findItem, partyOf } from './people.ts'
import { programAt, tokenFor } from './program.ts'

const now = () => Math.floor(Date.now() / 1000)

describe('a system of another body uses shared capabilities', () => {
  let city: City
  let stranger: Person
  let developer: Person
  let decider: Person
  let call: ReturnType<typeof programAt>
  let keyId: string
  let programId: string

  before(async () => {
    city = await startCity()
    stranger = personAt(city.url)
    developer = await signIn(city.url, 'shen.yangli')
    decider = await signIn(city.url, 'zs.jdg')
  })
  after(() => city?.stop())

  test('the single list says of each capability what it is for, who answers for it, how well it is served', async () => {
    const { body } = await stranger.get('/capabilities')
    assert.deepEqual(body.sandbox, { url: city.url, here: true })
    const names = body.items.map(({ name }: { name: string }) => name)
    for (const name of [
      '统一身份认证',
      '电子证照',
      '电子印章和签名',
      '统一支付',
      '公共信用',
      '可信存证',
      '统一消息',
      '规则引擎',
    ])
      assert.ok(names.includes(name), name)
    for (const each of body.items) {
      assert.ok(
        each.purpose && each.owner.name && each.owner.contact && each.apiVersion && each.operations > 0,
        each.key,
      )
      assert.ok(each.level.availability >= 90 && each.level.latencyMs > 0)
    }
    const { body: evidence } = await stranger.get('/capabilities/evidence')
    assert.deepEqual([evidence.owner.name, evidence.forPrograms], ['东莞市政务服务和数据管理局', true])
    assert.ok(evidence.list.some((each: { id: string }) => each.id === 'getLogHead'))
    const { body: contract } = await stranger.get('/capabilities/evidence/openapi')
    assert.deepEqual(
      Object.keys(contract.paths).every((path) => path.startsWith('/log') || path.startsWith('/api/v1/')),
      true,
    )
    assert.equal((await stranger.get('/capabilities/nothing')).status, 404)
  })

  test('in a sandbox a developer has a trial program and keys at once', async () => {
    const capabilities = ['items', 'credentials', 'developers']
    const opened = await developer.post('/me/programs', {
      name: '样例系统（演示）',
      purpose: '试一试接口',
      capabilities,
    })
    assert.equal(opened.status, 201, JSON.stringify(opened.body))
    programId = opened.body.id
    assert.deepEqual([opened.body.stage, opened.body.accesses.length], ['trial', 3])
    const made = await developer.post(`/me/programs/${programId}/keys`, { algorithm: 'hmac-sha256' })
    assert.equal(made.status, 201)
    keyId = made.body.key.id
    assert.match(keyId, /^sandbox-/)
    call = programAt(city.url, sharedKey(keyId, Buffer.from(made.body.secret, 'base64')))
    const { body: read } = await developer.get(`/me/programs/${programId}`)
    assert.equal(JSON.stringify(read).includes(made.body.secret), false, 'a secret is shown once')
    const other = await signIn(city.url, 'li.xugou')
    assert.equal((await other.get(`/me/programs/${programId}`)).status, 404)
  })

  test('it calls by signing, with what is left of its quota in the answer', async () => {
    const answer = await call('GET', '/items?limit=1')
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    assert.match(answer.headers.get('ratelimit') ?? '', /^"day";r=999;t=\d+, "second";r=4;t=1$/)
    assert.equal(answer.headers.get('ratelimit-policy'), '"day";q=1000;w=86400, "second";q=5;w=1')
    const posted = await call('POST', '/credentials/nothing/showings', {})
    assert.equal(posted.body.code, 'http.not-for-programs', 'what a person must do stays with persons')
    const seen = await call('POST', '/showings/seen', { code: '000000000000' })
    assert.ok(seen.status === 404 || seen.status === 422, JSON.stringify(seen.body))
  })

  test('a signature that does not hold is refused, and says why', async () => {
    const refused = async (
      why: string,
      path: string,
      json: unknown,
      meddling: object,
      code = 'capabilities.signature',
    ) => {
      const { status, body } = await call(json ? 'POST' : 'GET', path, json, meddling)
      assert.deepEqual([status, body.code, body.reason], [401, code, why || undefined], JSON.stringify(body))
    }
    await refused('old', '/items', undefined, { created: now() - 301 })
    await refused('future', '/items', undefined, { created: now() + 301 })
    await refused('expired', '/items', undefined, { expires: now() - 1 })
    await refused('coverage', '/items', undefined, { components: ['@method'] })
    await refused('coverage', '/showings/seen', { code: '000000000000' }, { components: ['@method', '@target-uri'] })
    await refused('mismatch', '/items', undefined, { path: '/items?limit=2' })
    await refused('malformed', '/items', undefined, { headers: { signature: 'nonsense' } })
    await refused(
      '',
      '/showings/seen',
      { code: '000000000000' },
      { body: '{"code":"999999999999"}' },
      'capabilities.body-changed',
    )
    assert.equal((await call('GET', '/items?limit=1', undefined, { nonce: 'only-once' })).status, 200)
    await refused('', '/items?limit=1', undefined, { nonce: 'only-once' }, 'capabilities.replayed')
    const stray = programAt(city.url, sharedKey('sandbox-unknown', Buffer.alloc(32)))
    assert.equal((await stray('GET', '/items')).body.reason, 'key')
  })

  test('public keys of its own work too: Ed25519 and P-256; a private key is not taken', async () => {
    const pem = {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    } as const
    const pairs = {
      ed25519: generateKeyPairSync('ed25519', pem),
      'ecdsa-p256-sha256': generateKeyPairSync('ec', { namedCurve: 'P-256', ...pem }),
    }
    for (const [name, pair] of Object.entries(pairs)) {
      const algorithm = name as keyof typeof pairs
      const made = await developer.post(`/me/programs/${programId}/keys`, { algorithm, publicKey: pair.publicKey })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      const signed = programAt(city.url, signingKey(made.body.key.id, algorithm, String(pair.privateKey)))
      assert.equal((await signed('GET', '/items?limit=1')).status, 200, name)
      const revoked = await developer.delete(`/me/programs/${programId}/keys/${made.body.key.id}`)
      assert.equal(revoked.status, 204)
      assert.equal((await signed('GET', '/items?limit=1')).body.reason, 'key', 'a revoked key counts no more')
      const wrong = await developer.post(`/me/programs/${programId}/keys`, {
        algorithm,
        publicKey: String(pair.privateKey),
      })
      assert.equal(wrong.body.code, 'capabilities.bad-key')
    }
  })

  test('client credentials give a token; a new secret ends the old one', async () => {
    const { body: made } = await developer.post(`/me/programs/${programId}/secret`)
    const { body: token } = await tokenFor(made)
    const asProgram = personAt(city.url, token.access_token)
    assert.equal((await asProgram.get('/items?limit=1')).status, 200)
    assert.equal((await asProgram.get('/me')).body.code, 'http.not-for-programs')
    assert.equal((await asProgram.get('/divisions')).body.code, 'capabilities.no-access')
    const { body: again } = await developer.post(`/me/programs/${programId}/secret`)
    assert.equal(again.clientId, made.clientId)
    await eventually(async () => ((await tokenFor(made)).status === 401 ? true : undefined))
    assert.equal((await tokenFor(again)).status, 200)
  })

  let live: string
  test('live access is applied for as a case: intake, quota, decision, then the program is there', async () => {
    const itemId = await findItem(developer, '公共支撑能力接入申请')
    const onBehalfOf = await partyOf(developer, '东莞市测试餐饮店（演示）')
    const { body: application } = await developer.post('/applications', { itemId, onBehalfOf })
    const answers = {
      capability: 'items',
      programName: '样例档案系统（演示）',
      purpose: '核对事项（演示）',
      perDay: 5000,
      perSecond: 50,
    }
    const filled = await developer.patch(`/applications/${application.id}`, { answers, confirm: ['application'] })
    assert.equal(filled.status, 200, JSON.stringify(filled.body))
    const submitted = await developer.post(`/applications/${application.id}/submit`, { consent: true })
    assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
    const { caseId } = submitted.body
    await act(await signIn(city.url, 'zs.slg'), caseId, 'accept')
    const finding = { finding: '用途相符，调用量偏大', perDay: 6, perSecond: 3, until: '2030-12-31' }
    await act(await signIn(city.url, 'zs.shg'), caseId, 'inspect', { data: finding })
    await act(decider, caseId, 'approve')
    const { body } = await developer.get('/me/programs')
    const found = body.items.find(({ name }: { name: string }) => name === '样例档案系统（演示）')
    assert.deepEqual([found.stage, found.party], ['live', '东莞市测试餐饮店（演示）'])
    live = found.id
    const { body: program } = await developer.get(`/me/programs/${live}`)
    const { perDay, perSecond, until, caseNo } = program.accesses[0]
    assert.deepEqual([perDay, perSecond, until], [6, 3, '2030-12-31'])
    assert.equal(caseNo, submitted.body.caseNo)
  })

  test('the quota holds by second and by day, and says when to come again', async () => {
    const { body: made } = await developer.post(`/me/programs/${live}/keys`, { algorithm: 'hmac-sha256' })
    assert.match(made.key.id, /^zt-/)
    call = programAt(city.url, sharedKey(made.key.id, Buffer.from(made.secret, 'base64')))
    const answers = await Promise.all(Array.from({ length: 12 }, () => call('GET', '/items?limit=1')))
    const tooFast = answers.filter(({ status }) => status === 429)
    assert.ok(tooFast.length >= 6, `${tooFast.length} of 12`)
    for (const { body, headers } of tooFast) {
      assert.match(body.code, /^capabilities\.quota-(second|day)$/)
      assert.ok(Number(headers.get('retry-after')) >= 1)
    }
    const over = await eventually(async () => {
      const answer = await call('GET', '/items?limit=1')
      return answer.body.code === 'capabilities.quota-day' ? answer : undefined
    })
    assert.ok(Number(over.headers.get('retry-after')) > 1)
    const { body: program } = await developer.get(`/me/programs/${live}`)
    assert.equal(program.accesses[0].today, 6, 'no more were let in than granted')
  })

  test('a developer sees calls, speed and failures of its own programs, and nobody in them', async () => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const lines = await eventually(async () => {
      const { body } = await developer.get(`/me/programs/${live}/calls?from=${today}&to=${today}`)
      return body.items.length > 0 ? body.items : undefined
    })
    const [line] = lines
    assert.equal(line.operation, 'searchItems')
    assert.ok(line.calls >= 1 && line.calls >= line.limited && line.meanMs >= 0)
    const { body: failures } = await developer.get(`/me/programs/${programId}/failures`)
    const codes = failures.items.map(({ code }: { code: string }) => code)
    for (const code of [
      'capabilities.signature',
      'capabilities.replayed',
      'capabilities.no-access',
      'http.not-for-programs',
    ])
      assert.ok(codes.includes(code), code)
    assert.deepEqual(Object.keys(failures.items[0]).toSorted(), [
      'at',
      'code',
      'millis',
      'operation',
      'requestId',
      'status',
    ])
    const { body: page } = await stranger.get('/capabilities/items')
    assert.ok(page.measured.calls > 0 && page.measured.availability > 99, JSON.stringify(page.measured))
    const { body: list } = await stranger.get('/capabilities')
    const inList = list.items.find(({ key }: { key: string }) => key === 'items').measured
    assert.ok(inList.calls >= page.measured.calls && inList.days === 30, 'the list itself says how well it is served')
  })

  test('the owner sees who depends on it, throttles, stops with a reason, and tells what goes away', async () => {
    type Line = { program: { id: string }; calls: number }
    await eventually(async () => {
      const { body } = await decider.get('/capabilities/items/dependents')
      const ours = body.items.find(({ program }: Line) => program.id === live)
      return ours?.calls >= 12 ? ours : undefined
    })
    const path = `/capabilities/items/dependents/${live}`
    const other = await signIn(city.url, 'jdg')
    assert.equal((await other.patch(path, { perDay: 1, reason: '不归我管' })).body.code, 'capabilities.not-owner')
    const wider = await decider.patch(path, { perDay: 100, perSecond: 50, reason: '核实后放宽' })
    assert.deepEqual([wider.body.perDay, wider.body.perSecond], [100, 50], JSON.stringify(wider.body))
    assert.equal((await call('GET', '/items?limit=1')).status, 200)
    await decider.patch(path, { stopped: true, reason: '发现用途不符' })
    assert.equal((await call('GET', '/items?limit=1')).body.code, 'capabilities.stopped')
    await decider.patch(path, { stopped: false, reason: '已经改正' })
    assert.equal((await call('GET', '/items?limit=1')).status, 200)
    await decider.patch(path, { operations: ['getItem'], reason: '只要查一项' })
    assert.equal((await call('GET', '/items?limit=1')).body.code, 'capabilities.no-access')
    const soon = await decider.post('/capabilities/items/deprecations', { sunset: '2026-01-01', words: '改用新的接口' })
    assert.equal(soon.body.code, 'capabilities.bad-sunset')
    const told = await decider.post('/capabilities/items/deprecations', {
      operation: 'searchItems',
      sunset: '2030-01-01',
      words: '改用新的检索接口',
    })
    assert.equal(told.status, 201, JSON.stringify(told.body))
    const { body: page } = await stranger.get('/capabilities/items')
    assert.equal(page.list.find((each: { id: string }) => each.id === 'searchItems').deprecation.sunset, '2030-01-01')
    const { body: notices } = await developer.get('/me/notices')
    const titles = notices.items.map(({ title }: { title: string }) => title).join()
    assert.match(titles, /searchItems 将在 2030-01-01 停用/)
    assert.match(titles, /使用事项目录的许可被停用/)
  })

  test('what is deprecated says so in its answers (RFC 9745, RFC 8594)', async () => {
    const answer = await eventually(async () => {
      const { headers } = await fetch(`${city.url}/api/v1/items?limit=1`)
      return headers.get('sunset') ? headers : undefined
    })
    assert.match(answer.get('deprecation') ?? '', /^@\d+$/)
    assert.match(answer.get('sunset') ?? '', /2029|2030/)
    assert.equal((await decider.delete('/capabilities/items/deprecations?operation=searchItems')).status, 204)
  })

  test('a closed program calls nothing any more', async () => {
    assert.equal((await developer.delete(`/me/programs/${live}`)).status, 204)
    assert.equal((await call('GET', '/items?limit=1')).body.reason, 'key')
    assert.equal((await developer.post(`/me/programs/${live}/secret`)).body.code, 'capabilities.closed')
  })
})
