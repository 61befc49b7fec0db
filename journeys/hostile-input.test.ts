import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { personAt, signIn } from './client.ts'
import { hostileRequests, type Operation, operationsOf, seededRandom } from './hostility.ts'
import { findItem, siteCheck, talentAnswers } from './people.ts'
import { openWire, type RawAnswer, type RawRequest } from './wire.ts'

/** Signs of our inside in what a caller reads: a stack, a file of ours, a statement, the driver's words. */
const insideOut =
  /\n\s+at |\.ts:\d|node:internal|node_modules|relation "|violates|syntax error at|invalid byte sequence/

/** Whoever knocks: how they are known, and what of theirs exists. */
type Caller = { name: string; token?: string; known: Record<string, unknown>; some: number }

// "No input gives a 500": every operation of the OpenAPI meets a bounded, seeded set of hostile requests from each kind of
// person. Whatever comes back is an answer or a problem of ours, in both languages, and shows nothing of the inside.
describe('no input gives a 500', () => {
  let city: City
  let wire: ReturnType<typeof openWire>
  let operations: Operation[]
  const callers: Caller[] = []
  const log: string[] = []
  const codes = new Set<string>()
  const found = new Map<string, string>()

  before(async () => {
    city = await startCity({ env: { ZT_TRUST_PROXY: 'true' }, onLog: (line) => log.push(line) })
    wire = openWire(city.url)
    const { body } = await personAt(city.url).get('/openapi.json')
    operations = operationsOf(body)
    callers.push(...(await prepareCallers()))
  })
  after(async () => {
    wire?.close()
    await city?.stop()
  })

  async function tokenOf(username: string): Promise<string> {
    const { body } = await personAt(city.url).post('/sessions', { username, password: 'Zhengtong-2026' })
    return body.token
  }

  /** Each with something of their own, so that what they send gets past the first check. */
  async function prepareCallers(): Promise<Caller[]> {
    const citizen = await signIn(city.url, 'wang.ceshi')
    const settled = await signIn(city.url, 'shen.yangli')
    const manager = await signIn(city.url, 'item')
    const itemId = await findItem(citizen, '人才入户')
    const managed = await findItem(citizen, '养蜂')
    const begin = async (person: typeof citizen) =>
      (await person.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })).body.id as string
    const submit = async (person: typeof citizen) =>
      (await person.post(`/applications/${await begin(person)}/submit`, { consent: true })).body.caseId as string
    const [closed, open] = [await submit(citizen), await submit(settled)]
    const { body: papers } = await citizen.get('/credentials')
    const { body: seals } = await (await signIn(city.url, 'admin')).get('/seals')
    const { body: draft } = await manager.post(`/items/${managed}/drafts`)

    const shapes = { answers: talentAnswers, data: siteCheck, item: draft.item, expectedVersion: 1 }
    const official = await signIn(city.url, 'rs.slg')
    const { body: waiting } = await official.get(`/cases/${open}`)
    const turn = { cases: open, expectedVersion: waiting.version, taskId: waiting.may[0].taskId, reason: '不符合条件' }
    const ids = { applications: await begin(citizen), cases: closed, credentials: papers.items[0].id, items: itemId }
    const known = {
      ...ids,
      seals: seals.items[0].seal.id,
      key: 'photo',
      code: papers.items[0].verifyCode,
      itemId,
      ...shapes,
    }
    return [
      { name: 'stranger', known, some: 3 },
      { name: 'citizen', token: await tokenOf('wang.ceshi'), known, some: 4 },
      { name: 'official', token: await tokenOf('rs.slg'), known: { ...known, ...turn }, some: 3 },
      { name: 'administrator', token: await tokenOf('admin'), known, some: 2 },
      { name: 'item manager', token: await tokenOf('item'), known: { ...known, items: managed }, some: 3 },
    ]
  }

  /** What is wrong with an answer, whatever was asked. */
  function faultIn({ status, type, text }: RawAnswer): string | undefined {
    if (status < 200 || status >= 500) return `status ${status}`
    if (status < 400 || text === '') return undefined
    if (!type.startsWith('application/problem+json')) return `an error as ${type}`
    const problem = JSON.parse(text) as { code: string; status: number }
    codes.add(problem.code)
    if (problem.status !== status) return `${problem.status} told as ${status}`
    return insideOut.test(text.replaceAll('\\n', '\n')) ? 'our inside is shown' : undefined
  }

  /** Sends, and notes the first fault of its kind at each operation. */
  async function check(request: RawRequest, about: string): Promise<void> {
    const answer = await wire
      .send(request)
      .catch((error: Error) => ({ status: 0, type: '', headers: {}, text: error.message }))
    const fault = faultIn(answer)
    if (!fault || found.has(`${about}: ${fault}`)) return
    const sent = `${request.method} ${request.path} ${JSON.stringify(request.headers)}`
    const shown = [sent, request.body?.toString() ?? '', `→ ${answer.text}`].map((line) => line.slice(0, 400))
    found.set(`${about}: ${fault}`, shown.join('\n'))
  }

  /** What changes or ends things for the others comes after them. */
  const isDestructive = ({ id, method }: Operation) => method === 'DELETE' || id === 'withdrawItem'

  test('every operation answers every kind of person, whatever they send', async () => {
    const ordered = operations.toSorted((a, b) => Number(isDestructive(a)) - Number(isDestructive(b)))
    assert.ok(ordered.length >= 80)
    let count = 0
    for (const caller of callers) {
      const random = seededRandom(20_261_123)
      for (const operation of ordered) {
        // Signing ourselves out would leave the rest to strangers.
        if (operation.id === 'signOut') continue
        const kind = /\/(\w+)\/\{id\}/.exec(operation.path)?.[1]
        const known = { ...caller.known, id: (kind && caller.known[kind]) ?? caller.known.cases ?? '' }
        const requests = [...hostileRequests(operation, known, random, caller.some)].map((request) => ({
          ...request,
          headers: {
            ...(caller.token ? { authorization: `Bearer ${caller.token}` } : {}),
            // Each from another address, so that the limits on one address do not hide what lies behind them.
            'x-forwarded-for': `2001:db8::${Math.floor(random() * 65_536).toString(16)}:${(count % 65_536).toString(16)}`,
            ...request.headers,
          },
        }))
        count += requests.length
        await Promise.all(requests.map((request) => check(request, operation.id)))
      }
    }
    assert.deepEqual([...found], [])
    assert.ok(count > 5_000, `only ${count} requests were sent`)
  })

  test('addresses beyond the API give an answer too, and no file of the machine', async () => {
    const paths = ['/', '/workbench', '/verify/x', '/docs', '/problems', '/api', '/api/v1', '/log', '/assets']
    const tricks = [
      '',
      '/..%2f..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/%ff.js',
      '/%00.js',
      '/a.js%',
      '//x',
    ]
    for (const path of paths)
      for (const trick of tricks) {
        const answer = await wire.send({
          method: 'GET',
          path: `${path === '/' ? '' : path}${trick || '/'}`,
          headers: {},
        })
        assert.ok(answer.status < 500, `${path}${trick} → ${answer.status} ${answer.text.slice(0, 200)}`)
        assert.doesNotMatch(answer.text, /"workspaces"|insideOut/, `${path}${trick} gives a file of the machine`)
      }
  })

  test('each problem met has a page with words in both languages', async () => {
    assert.ok(codes.size > 20, [...codes].join())
    for (const code of codes) {
      const page = (language: string): Promise<RawAnswer> =>
        wire.send({ method: 'GET', path: `/problems/${code}`, headers: { 'accept-language': language } })
      const [zh, en] = [await page('zh-CN'), await page('en')]
      assert.deepEqual([zh.status, en.status], [200, 200], code)
      assert.match(zh.text, /[\u4e00-\u9fff]/, code)
      assert.doesNotMatch(en.text, /[\u4e00-\u9fff]/, code)
    }
  })

  test('the server is as ready as before, and logged no defect', async () => {
    const ready = await wire.send({ method: 'GET', path: '/readyz', headers: {} })
    assert.equal(ready.status, 200)
    assert.deepEqual(
      log.filter((line) => !line.includes('terminating connection')),
      [],
    )
  })
})
