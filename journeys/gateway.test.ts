import assert from 'node:assert/strict'
import { createDecipheriv, createHash, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { digestHolds, sharedKey, signMessage, verifyMessage } from '../platform/kernel/http-signatures/index.ts'
import { holds } from '../platform/support/keys/index.ts'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { eventually } from './people.ts'

// biome-ignore lint/suspicious/noExplicitAny: a journey reads many shapes, and asserts on what it reads
type Loose = any

const zhao = '999900198803120018'
const demand = {
  ...{ departmentId: 'human-resources', register: 'population', system: '演示待遇核定系统', purpose: '核定养老待遇' },
  ...{ basis: '社会保险法第七十四条', fields: ['id_number', 'name', 'sex', 'birth_date', 'hukou_division'] },
  ...{ frequency: 'real-time', perDay: 1000, until: '2099-12-31' },
}

/** 供需对接 and the gateway: a demand is answered within the law's days, and what is granted is read masked, logged and signed. */
describe('data of another department', () => {
  let city: City
  let people: Record<'user' | 'provider' | 'office' | 'stranger' | 'auditor', Person>

  before(async () => {
    city = await startCity()
    const [user, provider, office, stranger, auditor] = await Promise.all(
      ['rs.slg', 'ga.jdg', 'supervisor', 'nf.jdg', 'audit'].map((name) => signIn(city.url, name)),
    )
    people = { user: user!, provider: provider!, office: office!, stranger: stranger!, auditor: auditor! }
  })
  after(() => city?.stop())

  async function file(change: object = {}): Promise<string> {
    const { status, body } = await people.user.post('/sharing/demands', { ...demand, ...change })
    assert.equal(status, 201, JSON.stringify(body))
    return body.id
  }
  const act = async (who: keyof typeof people, id: string, verb: string, more: object = {}) => {
    const { status, body } = await people[who].post(`/sharing/demands/${id}/acts`, { verb, note: '演示理由', ...more })
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  async function granted(given: object, change: object = {}): Promise<string> {
    const id = await file(change)
    await act('office', id, 'pass', { shareType: 'conditional' })
    await act('provider', id, 'grant', given)
    return id
  }
  type Key = { keyId: string; secret: string }
  async function keyOf(id: string, addresses = ['127.0.0.0/8']): Promise<Key> {
    const { status, body } = await people.user.post(`/sharing/demands/${id}/key`, { addresses })
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }
  /** As a system of the department calls, with its key in hand. */
  const plainCall = async (key: Key, path: string) => {
    const headers = { authorization: `ZT-Key ${key.keyId}:${key.secret}` }
    const response = await fetch(`${city.url}/api/v1/gateway/${path}`, { headers })
    return { status: response.status, body: (await response.json()) as Loose }
  }
  async function signedCall(key: Key, path: string, nonce: string = randomUUID()) {
    const shared = sharedKey(key.keyId, Buffer.from(key.secret, 'base64'))
    const url = `${city.url}/api/v1/gateway/${path}`
    const signed = signMessage({ method: 'GET', url, headers: {} }, shared, {
      ...{ components: ['@method', '@target-uri'], created: Math.floor(Date.now() / 1000), nonce, tag: 'zt-gateway' },
    })
    const response = await fetch(url, { headers: { ...signed } })
    const bytes = Buffer.from(await response.arrayBuffer())
    const headers = Object.fromEntries(response.headers) as Record<string, string>
    const isSigned =
      digestHolds(headers['content-digest'], bytes) &&
      verifyMessage(
        { status: response.status, headers, request: { headers: signed } },
        {
          ...{ key: shared, now: Math.floor(Date.now() / 1000), tag: 'zt-gateway' },
          required: ['@status', 'content-digest', '"signature";req;key="sig1"'],
        },
      ).ok
    return { status: response.status, body: JSON.parse(bytes.toString()), holds: isSigned }
  }

  test('a demand is checked, answered within ten working days, and leaves a docket that others do not find', async () => {
    const id = await file()
    assert.equal((await people.stranger.get(`/sharing/demands/${id}`)).status, 404)
    const tooEarly = await people.provider.post(`/sharing/demands/${id}/acts`, { verb: 'grant', note: '同意' })
    assert.equal(tooEarly.status, 409)
    const passed = await act('office', id, 'pass', { shareType: 'conditional' })
    assert.equal(passed.state, 'reviewing')
    assert.ok(passed.due > passed.filedAt.slice(0, 10))
    const longer = await act('office', id, 'extend')
    assert.ok(longer.due > passed.due)
    assert.ok(!longer.mayDo.includes('extend'))
    const again = await people.office.post(`/sharing/demands/${id}/acts`, { verb: 'extend', note: '再延长' })
    assert.equal(again.body.code, 'sharing.not-now', 'it is extended once')
    const wide = { verb: 'grant', note: '同意', fields: ['id_number', 'hukou_address'] }
    assert.equal((await people.provider.post(`/sharing/demands/${id}/acts`, wide)).body.code, 'sharing.too-wide')
    const given = await act('provider', id, 'grant', { fields: ['id_number', 'name'], plain: ['name'] })
    assert.deepEqual(given.grant.fields, ['id_number', 'name'])
    assert.deepEqual(given.grant.plain, ['name'])
    assert.deepEqual(
      given.steps.map(({ verb }: { verb: string }) => verb),
      ['file', 'pass', 'extend', 'grant'],
    )
    const { body } = await people.auditor.get('/sharing/demands?limit=100')
    assert.ok(body.items.some((each: { id: string }) => each.id === id))
  })

  test('a refusal names its law, goes to the data office as a dispute, and its ruling binds', async () => {
    const id = await file({ fields: ['name', 'ethnicity'] })
    await act('office', id, 'pass', { shareType: 'conditional' })
    const bare = await people.provider.post(`/sharing/demands/${id}/acts`, { verb: 'refuse', note: '不宜共享' })
    assert.equal(bare.body.code, 'sharing.incomplete')
    await act('provider', id, 'refuse', { basis: '个人信息保护法第二十八条' })
    const disputed = await act('user', id, 'dispute')
    assert.ok(disputed.due)
    const own = await people.provider.post(`/sharing/demands/${id}/acts`, { verb: 'rule-refuse', note: '维持' })
    assert.equal(own.status, 403, 'nobody rules in their own matter')
    const ruled = await act('office', id, 'rule-grant', { fields: ['name'] })
    assert.equal(ruled.state, 'granted')
    assert.equal(ruled.steps.at(-1).department, '东莞市政务服务和数据管理局')
  })

  test('a demand is returned and supplemented, answered with something else, granted after all, suspended and resumed', async () => {
    const id = await file({ fields: ['name'] })
    const returned = await act('office', id, 'return')
    assert.deepEqual([returned.state, returned.steps.at(-1).note], ['supplement', '演示理由'])
    assert.equal(
      (await people.provider.post(`/sharing/demands/${id}/acts`, { verb: 'supplement', note: '补充' })).status,
      403,
    )
    const supplemented = await act('user', id, 'supplement')
    assert.deepEqual([supplemented.state, supplemented.mayDo], ['checking', []])
    await act('office', id, 'pass', { shareType: 'unconditional' })
    const bare = await people.provider.post(`/sharing/demands/${id}/acts`, { verb: 'offer', note: '可用核验代替' })
    assert.equal(bare.body.code, 'sharing.incomplete')
    const offered = await act('provider', id, 'offer', { alternative: '只答是否一致的核验接口' })
    assert.deepEqual([offered.state, offered.steps.at(-1).alternative], ['offered', '只答是否一致的核验接口'])
    assert.equal(offered.due, undefined, 'nobody waits any more')
    await act('user', id, 'dispute')
    await act('office', id, 'rule-grant', { fields: ['name'] })
    const key = await keyOf(id)
    assert.equal((await plainCall(key, 'population')).status, 200)
    const suspended = await act('provider', id, 'suspend')
    assert.deepEqual(suspended.mayDo.toSorted(), ['resume', 'revoke'])
    const closed = await people.user.post(`/sharing/demands/${id}/key`, { addresses: ['127.0.0.1'] })
    assert.equal(closed.body.code, 'sharing.not-now')
    const codeNow = async (wanted?: string) => (await plainCall(key, 'population')).body.code === wanted || undefined
    await eventually(() => codeNow('gateway.stopped'))
    await act('office', id, 'resume')
    await eventually(() => codeNow(undefined))
  })

  test('a signed read is answered masked and signed, and the person sees which department read what and why', async () => {
    const id = await granted({ plain: ['sex'] })
    const key = await keyOf(id)
    const { status, body, holds } = await signedCall(key, `population?id_number=${zhao}`)
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(holds, true, 'the answer is signed for this request')
    assert.deepEqual(body.items, [
      { id_number: '999***********0018', name: '赵*试', sex: '男', birth_date: '****', hukou_division: '441900006000' },
    ])
    const person = await signIn(city.url, 'zhao.ceshi')
    const { body: log } = await person.get('/me/read-log?limit=100')
    const line = log.items.find((each: { reader: string }) => each.reader.includes('演示待遇核定系统'))
    assert.equal(line?.purpose, '核定养老待遇')
    assert.equal(line?.basis, '社会保险法第七十四条')
    assert.ok(line?.fields.includes('姓名'))
    const { body: use } = await people.provider.get(`/sharing/demands/${id}/use`)
    assert.equal(use.days[0].calls, 1)
    assert.deepEqual(use.latest[0].askedBy, ['id_number'], 'by what, and never by which value')
    assert.ok(!JSON.stringify(use).includes(zhao))
  })

  test('what is masked cannot be found out by comparing, counting or paging', async () => {
    const key = await keyOf(await granted({}))
    for (const path of [
      'population?name=赵测试',
      'population?birth_date=1988-03-12',
      'population?ethnicity=汉族',
      'population/counts?by=name',
      'population/counts?by=birth_date',
    ]) {
      const { status, body } = await plainCall(key, path)
      assert.equal(status, 403, path)
      assert.equal(body.code, 'registers.masked-filter', path)
    }
    const seen: string[] = []
    let next = ''
    for (let pages = 0; pages < 20; pages++) {
      const { status, body } = await plainCall(key, `population?limit=7${next && `&cursor=${next}`}`)
      assert.equal(status, 200, JSON.stringify(body))
      seen.push(...body.items.map((each: { id_number: string }) => each.id_number))
      assert.ok(!JSON.stringify(body).includes(zhao))
      next = body.next ?? ''
      if (!next) break
      assert.ok(!Buffer.from(next, 'base64url').toString('latin1').includes('9999'))
    }
    assert.ok(seen.length > 20, 'pages join without a gap')
    const { body } = await plainCall(key, 'population/counts?by=hukou_division')
    assert.ok(body.groups.every(({ count }: { count: number }) => count >= 5))
    assert.ok(body.suppressed >= 2)
  })

  test('a key works from its addresses, once a nonce, up to its quota, and not after it was taken back', async () => {
    const id = await granted({ perDay: 2 })
    const far = await keyOf(id, ['192.0.2.7'])
    assert.equal((await plainCall(far, 'population')).body.code, 'gateway.elsewhere')
    const key = await keyOf(id)
    await eventually(async () => ((await plainCall(far, 'population')).status === 401 ? true : undefined))
    assert.equal((await plainCall({ ...key, secret: far.secret }, 'population')).body.code, 'gateway.no-key')
    assert.equal((await plainCall(key, 'vehicle')).body.code, 'gateway.not-granted')
    assert.equal((await signedCall(key, 'population', 'one-nonce-only')).status, 200)
    assert.equal((await signedCall(key, 'population', 'one-nonce-only')).body.code, 'gateway.replayed')
    assert.equal((await plainCall(key, 'population')).status, 200)
    const over = await plainCall(key, 'population')
    assert.equal(over.status, 429)
    assert.equal(over.body.code, 'gateway.quota')
    const fresh = await keyOf(id)
    assert.equal((await plainCall(fresh, 'population')).body.code, 'gateway.quota', 'a new key begins no new day')
    await act('provider', id, 'revoke')
    await eventually(async () =>
      (await plainCall(fresh, 'population')).body.code === 'gateway.stopped' ? true : undefined,
    )
    assert.equal((await personAt(city.url).get('/gateway/population')).status, 401)
  })

  test('a key is answered as often a second as was granted, beside its quota of the day', async () => {
    const key = await keyOf(await granted({ perSecond: 1 }))
    const calls = await Promise.all(Array.from({ length: 5 }, () => plainCall(key, 'population?limit=1')))
    assert.equal(calls[0]!.status, 200)
    assert.ok(calls.some(({ status, body }) => status === 429 && body.code === 'gateway.too-fast'))
  })

  test('a grant is ordered as a file: sealed, given once, marked, with a signed receipt, and known again when it leaks', async () => {
    const id = await granted({ plain: ['sex'] })
    const made = async (format: string) => {
      const ordered = await people.user.post(`/sharing/demands/${id}/exports`, { format })
      assert.equal(ordered.status, 201, JSON.stringify(ordered.body))
      const view = await eventually(async () => {
        const { body } = await people.user.get(`/sharing/demands/${id}/exports`)
        return body.find((each: Loose) => each.id === ordered.body.id && each.state !== 'making')
      })
      assert.equal(view.state, 'ready', JSON.stringify(view))
      return { ...ordered.body, view } as Loose
    }
    const take = (file: Loose, who: keyof typeof people = 'user') =>
      people[who].post(`/sharing/exports/${file.id}/taking`)
    const [csv, lines] = [await made('csv'), await made('jsonl')]
    assert.equal((await take(csv, 'provider')).status, 404, 'it is for whoever ordered it')
    const sealed: Buffer = (await take(csv)).body
    assert.equal((await take(csv)).status, 409, 'it is given once')
    const { receipt, signature } = csv.view
    assert.equal(createHash('sha256').update(sealed).digest('hex'), receipt.sealedSha256)
    const opener = createDecipheriv('aes-256-gcm', Buffer.from(csv.key, 'base64'), Buffer.alloc(12))
    opener.setAuthTag(sealed.subarray(-16))
    const text = Buffer.concat([opener.update(sealed.subarray(0, -16)), opener.final()]).toString('utf8')
    assert.equal(createHash('sha256').update(text).digest('hex'), receipt.sha256)
    const { body: keys } = await people.user.get('/log/keys')
    assert.equal(keys.log.body.keyId, receipt.keyId)
    assert.ok(holds(receipt, signature, keys.log.body.publicKey))
    const rows = text.trim().split('\r\n')
    assert.equal(rows.length - 1, receipt.rows)
    assert.ok(receipt.rows > 25, `${receipt.rows} rows`)
    assert.ok(rows.slice(1).every((row) => row.includes(csv.id) && row.includes('核定养老待遇')))
    assert.ok(!text.includes(zhao) && text.includes('999***********0018'))
    const { body: use } = await people.provider.get(`/sharing/demands/${id}/use`)
    assert.ok(use.latest.some(({ operation }: Loose) => operation === 'file'))

    // What a copier would do: the visible column removed, and every third row left out.
    const leaked = rows
      .filter((_, at) => at === 0 || at % 3 !== 0)
      .map((row) => row.slice(0, row.lastIndexOf(',"')))
      .join('\r\n')
    const asked = { format: 'csv', text: leaked, purpose: '网上发现的名单' }
    assert.equal((await people.user.post('/sharing/traces', asked)).status, 403)
    const { status, body } = await people.office.post('/sharing/traces', asked)
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual(
      body.found.map(({ export: file, visible, order }: Loose) => [file.id, visible, order]),
      [[csv.id, false, true]],
      'and not the other file of the same records',
    )
    assert.notEqual(lines.id, csv.id)
    await act('provider', id, 'revoke')
    assert.equal((await take(lines)).status, 409, 'a grant that was taken back gives nothing')
  })

  test('use out of the common raises a warning to the data office, which says what came of it', async () => {
    const id = await granted({})
    const key = await keyOf(id)
    for (const name of ['赵测试', '钱测试', '孙测试']) await plainCall(key, `population?name=${name}`)
    const far = await keyOf(id, ['192.0.2.7'])
    await eventually(async () => (await plainCall(far, 'population')).body.code === 'gateway.elsewhere' || undefined)
    const found = await eventually(async () => {
      const { body } = await people.office.get('/sharing/warnings?open=true&limit=100')
      const mine = body.items.filter(({ demandId }: Loose) => demandId === id)
      return mine.length === 2 ? mine : undefined
    })
    assert.deepEqual(found.map(({ kind }: Loose) => kind).toSorted(), ['address', 'guessing'])
    assert.equal((await people.provider.get('/sharing/warnings')).status, 403)
    assert.equal((await people.auditor.get('/sharing/warnings')).status, 200)
    const closing = { finding: 'misuse', note: '程序逐个试姓名，已要求整改' }
    const path = `/sharing/warnings/${found[0].id}/closing`
    assert.equal((await people.auditor.post(path, closing)).status, 403, 'auditors look on')
    const { status, body } = await people.office.post(path, closing)
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual([body.finding, body.note], ['misuse', closing.note])
    assert.equal((await people.office.post(path, closing)).status, 404, 'it is closed')
  })

  test('after use either side rates the other, and the score shows in the catalogue', async () => {
    const id = await granted({})
    const good = { accuracy: 4, freshness: 5, service: 3, note: '姓名有个别错字' }
    const early = await people.user.post(`/sharing/demands/${id}/ratings`, good)
    assert.deepEqual([early.status, early.body.code], [409, 'scores.not-used'])
    assert.equal((await plainCall(await keyOf(id), 'population?limit=1')).status, 200)
    const rate = async (who: keyof typeof people, rating: object) =>
      (await people[who].post(`/sharing/demands/${id}/ratings`, rating)).status
    assert.equal(await rate('user', { ...good, accuracy: 1 }), 201)
    assert.equal(await rate('user', good), 201, 'the last word counts')
    assert.equal(await rate('provider', good), 403, 'for one’s own side')
    assert.equal(await rate('provider', { compliance: 5, note: '按目的使用' }), 201)
    assert.equal(await rate('stranger', { compliance: 1, note: '与我无关' }), 404)
    const { body: both } = await people.user.get(`/sharing/demands/${id}/ratings`)
    assert.deepEqual(
      both.map(({ side, accuracy, compliance }: Loose) => [side, accuracy ?? compliance]),
      [
        ['provider', 5],
        ['user', 4],
        ['user', 1],
      ],
    )
    const { body: entries } = await people.user.get(`/data-catalogue/entries?q=${encodeURIComponent('人口基本信息')}`)
    const { body: entry } = await people.user.get(`/data-catalogue/entries/${entries.items[0].id}`)
    assert.deepEqual(entry.score, { ratings: 1, accuracy: 4, freshness: 5, service: 3 })
  })

  test('restricted fields leave unmasked to signed requests only, and only records the provider allowed', async () => {
    const key = await keyOf(await granted({ plain: ['name', 'birth_date'], rows: { hukou_division: '441900006000' } }))
    assert.equal((await plainCall(key, 'population')).body.code, 'gateway.must-sign')
    const { body } = await signedCall(key, `population?id_number=${zhao}`)
    assert.equal(body.items[0].birth_date, '1988-03-12')
    const { body: outside } = await signedCall(key, 'population?id_number=99990019950808002X')
    assert.deepEqual(outside.items, [], 'whose place of registration is another city')
    const { body: named } = await signedCall(key, `population?name=${encodeURIComponent('赵测试')}`)
    assert.equal(named.items.length, 1, 'what is seen whole may be compared')
  })
})
