import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { checkLedger } from '../bench/chaos/ledger.ts'
import { completeCitizenId } from '../platform/kernel/codes/citizen-id.ts'
import { type DataFolder, makeDataFolder } from '../platform/testing/data-folder.ts'
import { emptyDatabase } from '../platform/testing/database.ts'
import { freePort } from './city.ts'
import { type Person, signIn } from './client.ts'
import { beside, within } from './faults.ts'
import { type Program, runServer } from './processes.ts'

const lines = 240

/** Invented people of an invented division, each with a licence of the years before. */
const stockFile = [
  '许可证编号,持证人,证件号码,发证日期,有效期至,经营者名称,统一社会信用代码,经营场所,主体业态,业态代码,经营项目',
  ...Array.from({ length: lines }, (_, i) => {
    const id = completeCitizenId(`99990019800101${String(100 + i)}`)
    return `旧食${i},测试${i},${id},2024-03-05,2029-03-04,测试店${i}（演示）,92441900MADEM00115,演示路${i}号,餐饮服务经营者,2,热食类`
  }),
].join('\n')

// Credentials are issued one by one and by the hundred while the process that issues them is killed again and again: none
// is lost that was told of, no number is used twice, and the ledger says so.
describe('issue under kill -9', () => {
  let folder: DataFolder
  let database: Awaited<ReturnType<typeof emptyDatabase>>
  let server: Program
  let url: string
  const told: string[] = []

  async function start(): Promise<void> {
    server = runServer(['--port', String(await freePort()), '--data', folder.path], {
      ...{ DATABASE_URL: database.url, ZT_LOG: 'error', ZT_RATE_LIMIT: '1000000' },
    })
    url = await server.ready
  }
  /** Asks for certificates of fact until the server is gone; what was answered counts. */
  async function askOn(person: Person): Promise<void> {
    for (;;) {
      const wanted = { purpose: '孩子入学', receiver: '演示小学' }
      const answer = await person.post('/fact-certificates/residence-proof', wanted).catch(() => undefined)
      if (!answer) return
      if (answer.status === 201) told.push(answer.body.number)
    }
  }

  before(async () => {
    folder = await makeDataFolder()
    database = await emptyDatabase()
    await start()
  })
  after(async () => {
    server.child.kill('SIGKILL')
    await server.ended
    await database.close()
    await folder.remove()
  })

  test('no number is used twice, nothing that was told of is lost, and the ledger verifies', async () => {
    const decider = await signIn(url, 'jdg')
    const uploaded = await decider.upload(
      'POST',
      '/stock-imports?type=food-business-licence',
      '存量.csv',
      new TextEncoder().encode(stockFile),
    )
    const { id, mapping } = uploaded.body
    assert.equal((await decider.post(`/stock-imports/${id}/runs`, { mapping, trial: false })).status, 202)
    const stateOf = async () => (await (await signIn(url, 'jdg')).get(`/stock-imports/${id}`)).body
    for (let kill = 0; kill < 2; kill++) {
      const asking = askOn(await signIn(url, 'zhang.shiban'))
      const before = (await stateOf()).issued
      await within(60, 'some are issued', async () => (await stateOf()).issued > before || undefined)
      server.child.kill('SIGKILL')
      await server.ended
      await asking
      await start()
    }
    const done = await within(120, 'the import ends', async () => {
      const state = await stateOf()
      return state.state === 'done' ? state : undefined
    })
    assert.deepEqual([done.issued, done.repaired, done.unchanged, done.refused], [lines, 0, 0, 0])
    const { rows } = await beside(database.url, (client) =>
      client.query<{ type: string; all: number; numbers: number; identifiers: number }>(
        `select type, count(*)::int as all, count(distinct number)::int as numbers,
           count(distinct identifier)::int as identifiers from credentials.credential group by type`,
      ),
    )
    for (const row of rows) assert.deepEqual([row.numbers, row.identifiers], [row.all, row.all], row.type)
    assert.equal(rows.find(({ type }) => type === 'food-business-licence')?.all, lines)
    const kept = await beside(database.url, (client) =>
      client.query<{ number: string }>(`select number from credentials.credential where type = 'residence-proof'`),
    )
    const numbers = new Set(kept.rows.map(({ number }) => number))
    assert.ok(told.length > 0 && new Set(told).size === told.length)
    assert.deepEqual(
      told.filter((number) => !numbers.has(number)),
      [],
    )
    await within(60, 'the ledger is whole', async () => {
      const fault = await checkLedger({ databaseUrl: database.url, dataDir: folder.path })
      if (fault && !/wait for their position/.test(fault)) throw new Error(fault)
      return fault === undefined || undefined
    })
  })
})
