import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, createClient, type Schemas, ZhengtongProblem } from '../client/index.ts'
import { contentDigest, type SigningKey, sharedKey, signMessage } from '../platform/kernel/http-signatures/index.ts'
import { type City, startCity } from './city.ts'
import { type Person, personAt, signIn } from './client.ts'
import { tokenFor } from './program.ts'

/** A developer's own few lines: the client calls them last, over the request as it goes out (RFC 9421). */
const signedBy = (key: SigningKey) => async (request: Request) => {
  const body = await request.clone().text()
  const digest: Record<string, string> = body ? { 'content-digest': contentDigest(body) } : {}
  const components = ['@method', '@target-uri', ...Object.keys(digest)]
  const parameters = { components, created: Math.floor(Date.now() / 1000), nonce: crypto.randomUUID() }
  const signature = signMessage({ method: request.method, url: request.url, headers: digest }, key, parameters)
  return { ...digest, ...signature }
}

describe('the typed client, generated from the contract, against a real city', () => {
  let city: City
  let developer: Person
  let program: Schemas['ProgramPage']

  before(async () => {
    city = await startCity()
    developer = await signIn(city.url, 'shen.yangli')
  })
  after(() => city?.stop())

  test('reads lists and pages in the types of the contract', async () => {
    const { api } = personAt(city.url)
    const { items } = await answerOf(api.GET('/api/v1/items', { params: { query: { q: '食品', limit: 5 } } }))
    assert.ok(items.length > 0)
    const id: string = items[0]!.id
    const { item } = await answerOf(api.GET('/api/v1/items/{id}', { params: { path: { id } } }))
    assert.match(item.name, /食品|餐/)
  })

  test('what the contract does not know does not compile', async () => {
    const { api } = personAt(city.url)
    // @ts-expect-error there is no such path
    const nowhere = await api.GET('/api/v1/no-such-path')
    assert.equal(nowhere.response.status, 404)
    // @ts-expect-error a page size is a number
    const wrong = await api.GET('/api/v1/items', { params: { query: { limit: 'many' } } })
    assert.equal(wrong.response.status, 422)
    const { items } = await answerOf(api.GET('/api/v1/items', { params: { query: { limit: 1 } } }))
    // @ts-expect-error a line of the list has no such field
    assert.equal(items[0]!.noSuchField, undefined)
  })

  test('a problem is thrown with its stable code and status', async () => {
    const path = { id: '00000000-0000-7000-8000-000000000000' }
    const asked = answerOf(personAt(city.url).api.GET('/api/v1/me/programs/{id}', { params: { path } }))
    await assert.rejects(asked, (error) => {
      assert.ok(error instanceof ZhengtongProblem)
      assert.deepEqual([error.status, error.problem.status], [401, 401])
      assert.match(error.code, /^[a-z-]+\.[a-z-]+$/)
      return true
    })
  })

  test('what creates something has a key of its own, or the caller’s', async () => {
    const body = { name: '样例客户端（演示）', purpose: '用类型化客户端调用', capabilities: ['items'] }
    program = await answerOf(developer.api.POST('/api/v1/me/programs', { body }))
    assert.equal(program.stage, 'trial')
    const keys: (string | null)[] = []
    const heard = createClient({
      url: city.url,
      fetch: (request) => {
        keys.push(request.headers.get('idempotency-key'))
        return fetch(request)
      },
    })
    const look = (headers: Record<string, string> = {}) =>
      heard.POST('/api/v1/showings/seen', { headers, body: { code: '000000000000' } })
    await look()
    await look()
    await look({ 'idempotency-key': 'of-the-caller' })
    const [one, other, given] = keys
    assert.ok(one && other && one !== other)
    assert.equal(given, 'of-the-caller')
  })

  test('a program uses it by token and by signature', async () => {
    const params = { path: { id: program.id } }
    const secret = await answerOf(developer.api.POST('/api/v1/me/programs/{id}/secret', { params }))
    const token = async () => (await tokenFor(secret)).body.access_token
    const query = { limit: 1 }
    const byToken = createClient({ url: city.url, token })
    assert.equal((await answerOf(byToken.GET('/api/v1/items', { params: { query } }))).items.length, 1)
    await assert.rejects(answerOf(byToken.GET('/api/v1/me')), { code: 'http.not-for-programs' })

    const { key, secret: shared = '' } = await answerOf(
      developer.api.POST('/api/v1/me/programs/{id}/keys', { params, body: { algorithm: 'hmac-sha256' } }),
    )
    const sign = signedBy(sharedKey(key.id, Buffer.from(shared, 'base64')))
    const bySignature = createClient({ url: city.url, sign })
    assert.equal((await answerOf(bySignature.GET('/api/v1/items', { params: { query } }))).items.length, 1)
    const asked = bySignature.POST('/api/v1/showings/seen', { body: { code: '000000000000' } })
    assert.notEqual((await asked).response.status, 401, 'a signed body arrives whole')
  })
})
