import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { type City, startCity } from './city.ts'
import { personAt } from './client.ts'
import { type Operation, operationsOf } from './hostility.ts'
import { makeOneOfEverything, type Values } from './one-of-everything.ts'
import { layoutPdf } from './people.ts'
import { openWire } from './wire.ts'

/** Who knocks, by the letter of their column. The case, its papers and the application are the owner's firm's. */
const people = {
  s: undefined, // a stranger
  o: 'shen.yangli', // the owner's agent
  c: 'li.xugou', // another citizen
  i: 'slg', // of the city's market regulation: intake,
  r: 'shg', // reviewer,
  n: 'hcg1', // inspector,
  d: 'jdg', // decider
  b: 'nc.slg', // intake of the town's branch, whose case it is
  t: 'other.town', // intake of the bureau in another town
  e: 'rs.jdg', // decider of another bureau
  m: 'item', // item manager of the city
  w: 'town.manager', // item manager of one town
  v: 'supervisor',
  a: 'admin',
  y: 'security',
  u: 'audit',
} as const
type Letter = keyof typeof people
const letters = Object.keys(people) as Letter[]

/** Of each part of the platform a table: + may · 1 must sign in (401) · 3 may not (403) · 4 does not learn that it is there (404). */
const tables = new URL('permissions/', import.meta.url)

/** Of each operation what each person's knock must come to, in the order of `letters`. */
function readMatrix(): Map<string, string> {
  const rows = new Map<string, string>()
  for (const name of readdirSync(tables).filter((each) => each.endsWith('.txt'))) {
    const [head = [], ...lines] = readFileSync(new URL(name, tables), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/))
    assert.equal(head.slice(1).join(''), letters.join(''), name)
    for (const [id = '', ...cells] of lines) {
      assert.ok(!rows.has(id), `${id} has two rows`)
      rows.set(id, cells.join(''))
    }
  }
  return rows
}

const uploads = [
  'putAssistedMaterial',
  'putSignedConfirmation',
  'verifyFile',
  'addCaseMaterial',
  'putMaterial',
  'startItemImport',
  'uploadStockLicences',
  'uploadRegisterFile',
]
const queries: Record<string, string> = {
  listReceiptEntries: `?unitId=${randomUUID()}`,
  diffItem: '?from=1&to=draft',
  countSharedRecords: '?by=list_year',
  downloadOpenDataset: '?format=csv',
  getLogConsistency: '?first=0&second=1',
  findEvidence: `?digest=${'0'.repeat(64)}`,
  listProgramCalls: '?from=2026-01-01&to=2026-12-31',
  exportExchangeRows: '?table=accept',
  uploadStockLicences: '?type=food-business-licence',
  uploadRegisterFile: '?register=divisions',
}

/** What a status says of the right to knock: what came of it behind the door is not asked here. */
function meaningOf(status: number): string {
  return { 401: '1', 403: '3', 404: '4' }[status] ?? (status < 500 && status !== 429 ? '+' : String(status))
}

/** Acts come after looks, endings after acts, and signing out last; so each meets what it needs. */
function turnOf({ id, method }: Operation): number {
  if (id === 'signOut') return 5
  if (id === 'discardApplication' || id === 'endMyOtherSessions') return 4
  if (method === 'DELETE' || id === 'withdrawItem') return 3
  if (id === 'publishItem' || id === 'submitApplication') return 2
  return method === 'GET' ? 0 : 1
}

describe('who may knock where', () => {
  let city: City
  let wire: ReturnType<typeof openWire>
  let operations: Operation[]
  let valuesOf: (operation: Operation) => Values
  const tokens = new Map<Letter, string>()

  before(async () => {
    city = await startCity({ env: { ZT_TRUST_PROXY: 'true' } })
    wire = openWire(city.url)
    operations = operationsOf((await personAt(city.url).get('/openapi.json')).body)
    valuesOf = await makeOneOfEverything(city.url)
    for (const letter of letters) {
      const username = people[letter]
      if (!username) continue
      const { body } = await personAt(city.url).post('/sessions', { username, password: 'Zhengtong-2026' })
      tokens.set(letter, body.token)
    }
  })
  after(async () => {
    wire?.close()
    await city?.stop()
  })

  async function knock(letter: Letter, operation: Operation): Promise<string> {
    const { path = {}, body } = valuesOf(operation)
    const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => path[name] ?? '')
    const token = tokens.get(letter)
    const content = uploads.includes(operation.id) ? fileForm() : body === undefined ? undefined : jsonOf(body)
    const { status } = await wire.send({
      method: operation.method,
      path: `${filled}${queries[operation.id] ?? ''}`,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        'idempotency-key': randomUUID(),
        // Each from a place of their own: limits on one address are not the question here.
        'x-forwarded-for': `192.0.2.${letters.indexOf(letter)}`,
        ...(content ? { 'content-type': content.type } : {}),
      },
      ...(content ? { body: content.body } : {}),
    })
    return meaningOf(status)
  }

  test('lists hold nothing that a person may not look at one by one', async () => {
    const shows = async (letter: Letter, path: string, id: string) => {
      const answer = await wire.send({
        method: 'GET',
        path: `/api/v1${path}`,
        headers: { authorization: `Bearer ${tokens.get(letter)}` },
      })
      return answer.text.includes(id)
    }
    const idOf = (id: string) => valuesOf(operations.find((each) => each.id === id)!).path!.id!
    const [caseId, ratingId, letterId] = [idOf('getCase'), idOf('getRating'), idOf('getCredential')]
    const withLetter = idOf('addCaseMaterial')
    for (const letter of letters.filter((each) => each !== 's')) {
      const sees = 'oirndb'.includes(letter)
      assert.equal(await shows(letter, '/cases?limit=100', caseId), sees, `cases ${letter}`)
      assert.equal(await shows(letter, `/credentials?caseId=${withLetter}`, letterId), sees, `credentials ${letter}`)
      assert.equal(await shows(letter, '/ratings?limit=100', ratingId), sees && letter !== 'o', `ratings ${letter}`)
      if (!sees) assert.equal(await shows(letter, '/tasks?limit=100', caseId), false, `tasks ${letter}`)
      if (letter !== 'o') assert.equal(await shows(letter, '/me/notices?limit=100', caseId), false, `notices ${letter}`)
    }
  })

  test('whose mandate for a firm has run out does not apply for it', async () => {
    const body = { username: 'wu.ceshi', password: 'Zhengtong-2026' }
    const { body: session } = await personAt(city.url).post('/sessions', body)
    const start = valuesOf(operations.find(({ id }) => id === 'startApplication')!).body
    const refused = await personAt(city.url, session.token).post('/applications', start)
    assert.equal(refused.body.code, 'identity.mandate-over')
  })

  test('every operation lets in whom its row says, and nobody else', async () => {
    const rows = readMatrix()
    const ids = operations.map(({ id }) => id)
    assert.deepEqual(
      ids.filter((id) => !rows.has(id)),
      [],
      'operations without a row: say who may',
    )
    assert.deepEqual(
      [...rows.keys()].filter((id) => !ids.includes(id)),
      [],
      'rows without an operation',
    )
    const wrong: string[] = []
    for (const operation of operations.toSorted((a, b) => turnOf(a) - turnOf(b))) {
      const wanted = rows.get(operation.id) ?? ''
      const came = new Map<Letter, string>()
      const mayLast = letters.toSorted((a, b) => rank(wanted, a) - rank(wanted, b))
      for (const letter of mayLast) came.set(letter, await knock(letter, operation))
      const row = letters.map((letter) => came.get(letter)).join('')
      if (row !== wanted) wrong.push(`${operation.id}: said ${wanted}, came ${row}`)
    }
    assert.deepEqual(wrong, [], `of ${letters.join('')}`)
  })
})

const rank = (wanted: string, letter: Letter) => (wanted[letters.indexOf(letter)] === '+' ? 1 : 0)

const jsonOf = (body: unknown) => ({ type: 'application/json', body: Buffer.from(JSON.stringify(body)) })

function fileForm() {
  const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
  return {
    type: 'multipart/form-data; boundary=b',
    body: Buffer.concat([Buffer.from(head), layoutPdf, Buffer.from('\r\n--b--\r\n')]),
  }
}
