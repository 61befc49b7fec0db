import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { heading, sees, sound, startBrowser, type Watch } from './browser.ts'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { eventually, partyOf } from './people.ts'
import { startTlsFront, type TlsFront } from './tls-front.ts'
import { newWalletKey, sdJwtWith, type WalletKey, withOpenid4vc } from './wallets.ts'

const code = '92441900MADEM00115'
const firm = '东莞市测试餐饮店（演示）'
const stock = `编号,企业名称,统一社会信用代码,发证日期,经营者,类型（组成形式）,经营场所,经营范围,成立日期
${code},${firm},${code},2024-03-05,赵测试,个人经营,演示路 1 号,正餐服务,2024-03-05
`
type Held = { key: WalletKey; copy: string }

// C21: a firm's agent shows its electronic business licence, by a wallet of other hands, and acts for the firm alone.
describe('signing in with a firm’s business licence', () => {
  let front: TlsFront
  let city: City
  let browser: Watch
  let decider: Person
  let agent: Person
  let credentialId: string
  let held: Held

  before(async () => {
    front = await startTlsFront(() => city.url)
    city = await startCity({ env: { ZT_PUBLIC_URL: front.url } })
    browser = await startBrowser()
    decider = await signIn(city.url, 'jdg')
    const path = '/stock-imports?type=business-licence'
    const { body } = await decider.upload('POST', path, '存量.csv', new TextEncoder().encode(stock))
    const run = await decider.post(`/stock-imports/${body.id}/runs`, { mapping: body.mapping, trial: false })
    assert.equal(run.status, 202, JSON.stringify(run.body))
    const done = await eventually(async () => {
      const state = (await decider.get(`/stock-imports/${body.id}`)).body
      return state.state === 'done' ? state : undefined
    })
    assert.equal(done.issued, 1, JSON.stringify((await decider.get(`/stock-imports/${body.id}/lines`)).body))
    agent = await signIn(city.url, 'shen.yangli')
    const { body: list } = await agent.get('/credentials?limit=100')
    credentialId = list.items.find((each: { number: string }) => each.number === code).id
    held = await take(agent)
  })
  afterEach(() => browser.calm())
  after(async () => {
    await browser?.stop()
    await city?.stop()
    await front?.stop()
  })

  async function take(person: Person): Promise<Held> {
    const { body } = await person.post(`/credentials/${credentialId}/wallet-offers`, { withPin: false })
    const key = newWalletKey()
    return { key, copy: await withOpenid4vc(body.uri, key) }
  }
  /** What a wallet posts, and what it is answered. */
  async function show(
    uri: string,
    { key, copy }: Held,
    more: { nonce?: string; by?: WalletKey; shown?: string[] } = {},
  ) {
    const request = new URL(uri).searchParams
    const issuer = (await (await fetch(`${front.url}/.well-known/jwt-vc-issuer/openid4vci`)).json()) as {
      jwks: { keys: Record<string, string>[] }
    }
    const wallet = sdJwtWith(more.by ?? key, issuer.jwks.keys[0]!)
    const asked = more.shown ?? ['number', 'holder_name']
    const frame = Object.fromEntries(asked.map((name) => [name, true]))
    const nonce = more.nonce ?? request.get('nonce')!
    const payload = { iat: Math.floor(Date.now() / 1000), aud: request.get('client_id')!, nonce }
    const token = await wallet.present<Record<string, unknown>>(copy, frame, { kb: { payload } })
    return post(uri, token)
  }
  async function post(uri: string, token: string) {
    const request = new URL(uri).searchParams
    const body = new URLSearchParams({ vp_token: JSON.stringify({ asked: [token] }), state: request.get('state')! })
    const answer = await fetch(request.get('response_uri')!, { method: 'POST', body })
    const said = (await answer.json()) as { redirect_uri?: string; error_description?: string }
    return {
      status: answer.status,
      said: said.error_description ?? '',
      digits: said.redirect_uri?.split('#code=')[1] ?? '',
    }
  }
  /** A browser without a page: it keeps the cookie that binds what it began. */
  async function beginIn() {
    const begun = await fetch(`${city.url}/api/v1/licence-sign-ins`, { method: 'POST' })
    const cookie = begun.headers.getSetCookie()[0]!.split(';')[0]!
    const { id, uri } = (await begun.json()) as { id: string; uri: string }
    const finish = async (digits: string, by = cookie) => {
      const answer = await fetch(`${city.url}/api/v1/licence-sign-ins/${id}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: by },
        body: JSON.stringify({ code: digits }),
      })
      const body = (await answer.json()) as { code?: string; token?: string; actor?: Record<string, unknown> }
      return { status: answer.status, body }
    }
    return { id, uri, cookie, finish }
  }

  for (const width of [390, 1280])
    test(`the agent shows it with a wallet and puts the digits back: a session for that firm alone, at ${width} px`, async () => {
      const page = await browser.visit(city.url, { width, expects: ['409 POST /licence-sign-ins/'] })
      await page.goto('/sign-in')
      await page.getByRole('link', { name: '企业用电子营业执照登录' }).click()
      await heading(page, '用电子营业执照登录')
      await page.getByRole('button', { name: '出示营业执照' }).click()
      await page.getByRole('img', { name: '登录二维码' }).waitFor()
      await page.getByLabel('手机上显示的六位数字').fill('000000')
      await page.getByRole('button', { name: '登录', exact: true }).click()
      await sees(page, /还没有收到您出示的营业执照/)
      await sound(page, 'licence-sign-in')
      const uri = await page.getByRole('link', { name: '钱包就在这台手机上：打开钱包' }).getAttribute('href')
      const { status, digits } = await show(uri!, held)
      assert.equal(status, 200)
      const phone = await browser.visit(city.url, { width })
      await phone.goto(`/licence-sign-in#code=${digits}`)
      await heading(phone, '营业执照已经出示')
      await sees(phone, digits)
      await sound(phone, 'licence-shown')
      await phone.context().close()
      await page.getByLabel('手机上显示的六位数字').fill(digits)
      await page.getByRole('button', { name: '登录', exact: true }).click()
      await page.getByLabel(new RegExp(`${firm} · 沈样例`)).waitFor()
      type Me = {
        actor: { level: string; methods: string[]; actingFor: { name: string } }
        mayActFor: { name: string }[]
      }
      const me = await page.evaluate<Me>(`fetch('/api/v1/me').then((answer) => answer.json())`)
      assert.deepEqual([me.actor.level, me.actor.methods, me.actor.actingFor.name], ['L3', ['lic'], firm])
      assert.deepEqual(
        me.mayActFor.map(({ name }) => name),
        [firm],
      )
      await page.context().close()
    })

  test('such a session does nothing for the person themself: no account, no key of theirs, no other firm', async () => {
    const begun = await beginIn()
    const { digits } = await show(begun.uri, held)
    const { body } = await begun.finish(digits)
    const ask = (method: string, path: string, given?: unknown) =>
      fetch(`${city.url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${body.token}`,
          'idempotency-key': crypto.randomUUID(),
          ...(given ? { 'content-type': 'application/json' } : {}),
        },
        ...(given ? { body: JSON.stringify(given) } : {}),
      })
    assert.equal((await ask('POST', '/me/passkeys/options')).status, 403)
    assert.equal((await ask('POST', '/me/factors/totp')).status, 403)
    assert.equal((await ask('GET', '/me/account')).status, 403)
    const own = ((await (await ask('GET', '/credentials?limit=100')).json()) as { items: { number: string }[] }).items
    assert.ok(own.some(({ number }) => number === code))
    const onBehalfOf = await partyOf(agent, firm)
    assert.equal((body.actor!.actingFor as { partyId: string }).partyId, onBehalfOf)
  })

  test('a forged, a stale, a foreign and a repeated presentation is refused, and each says why', async () => {
    const one = await beginIn()
    const wrongs: [Parameters<typeof show>[2], RegExp][] = [
      [{ nonce: 'x'.repeat(32) }, /binding/],
      [{ by: newWalletKey() }, /binding/],
      [{ shown: ['number'] }, /asked/],
    ]
    for (const [more, why] of wrongs) {
      const { status, said } = await show(one.uri, held, more)
      assert.deepEqual([status, why.test(said)], [400, true], said)
    }
    const [issued = '', ...rest] = held.copy.split('~')
    const [head = '', payload = '', signature = ''] = issued.split('.')
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), licence_id: 'x' }
    const forged = [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
    const bad = await show(one.uri, { ...held, copy: [forged, ...rest].join('~') })
    assert.deepEqual([bad.status, /signature/.test(bad.said)], [400, true], bad.said)
    assert.equal((await post(one.uri, 'no token at all')).status, 400)
    const first = await show(one.uri, held)
    assert.equal(first.status, 200, first.said)
    assert.equal((await show(one.uri, held)).status, 400, 'an answer counts once')
    // Another browser, even with the right digits; then wrong digits, of which the third ends it.
    const other = await beginIn()
    assert.deepEqual((await one.finish(first.digits, other.cookie)).status, 404)
    const wrong = first.digits === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 3; tries++) assert.equal((await one.finish(wrong)).body.code, 'wallets.sign-in-code')
    assert.equal((await one.finish(first.digits)).status, 404)
    const second = await show(other.uri, held)
    assert.equal((await other.finish(second.digits)).status, 201)
    assert.equal((await other.finish(second.digits)).status, 404, 'digits count once')
  })

  test('who took back the copy, or whose licence is suspended, is not let in', async () => {
    const lost = await take(agent)
    const { body } = await agent.get(`/credentials/${credentialId}/wallet-copies`)
    assert.equal((await agent.delete(`/wallet-copies/${body.items[0].id}`)).status, 204)
    const one = await beginIn()
    const gone = await show(one.uri, lost)
    assert.deepEqual([gone.status, /copy/.test(gone.said)], [400, true], gone.said)
    const waiting = await beginIn()
    assert.equal((await waiting.finish('123456')).body.code, 'wallets.sign-in-waiting')
    const act = (verb: string) =>
      decider.post(`/credentials/${credentialId}/acts`, { verb, reason: '核查期间暂停，演示用' })
    assert.equal((await act('suspend')).status, 200)
    await eventually(async () => {
      const refused = await show((await beginIn()).uri, held)
      return refused.status === 400 ? true : undefined
    })
    assert.equal((await act('resume')).status, 200)
    await eventually(async () => ((await show(one.uri, held)).status === 200 ? true : undefined))
    const stranger = personAt(city.url)
    assert.equal((await stranger.post(`/licence-sign-ins/${one.id}/session`, { code: '123456' })).status, 404)
  })
})
