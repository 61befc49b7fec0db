import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { inTransaction, type Migrations } from '#ground/database/index.ts'
import { createPublish } from '#ground/events.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import { createLog } from '#ground/telemetry/log.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import {
  type BillNeeds,
  createBills,
  createOutside,
  createReconciling,
  type Fee,
  openChannels,
  paymentsModule,
} from '#support/payments/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import { testDatabase } from '../database.ts'
import { startSimulators } from './simulator.ts'

const realm = '441900'

const fees: Record<string, Fee> = {
  road: {
    key: 'road',
    version: 1,
    name: '占道费',
    nameEn: 'Road fee',
    kind: 'fee',
    basis: '条例第三十七条',
    standard: '每平方米1元',
    amountFen: 'areaM2 * 100',
  },
  bond: {
    key: 'bond',
    version: 1,
    name: '保证金',
    nameEn: 'Deposit',
    kind: 'deposit',
    basis: '条例第三十七条',
    standard: '每平方米100元',
    amountFen: 'areaM2 * 10000',
  },
  broken: {
    key: 'broken',
    version: 1,
    name: '算错',
    nameEn: 'Broken',
    kind: 'fee',
    basis: '条例第三十七条',
    standard: '每平方米三分之一元',
    amountFen: 'areaM2 / 3',
  },
}

/** Payments alone, on a database of their own, with the simulators of channels beyond real HTTP; jobs are done when told. */
export async function openPayments(options: { publicUrl?: string; modules?: Migrations[] } = {}) {
  const database = await testDatabase([groundModule, paymentsModule, ...(options.modules ?? [])])
  const folder = await mkdtemp(join(tmpdir(), 'payments-'))
  /** How far ahead of the real clock the stage is: the simulators go with it. */
  let ahead = 0
  const clock = () => new Date(Date.now() + ahead)
  const simulators = await startSimulators({ folder, clock })
  const waiting: { name: string; payload: Record<string, unknown> }[] = []
  const jobs: Jobs = { add: async (_, name, payload) => void waiting.push({ name, payload }), cancel: async () => {} }
  /** What was said to cases, payers and the ledger. */
  const said = {
    cases: [] as { name: string; key: string }[],
    notices: [] as string[],
    leaves: [] as string[],
    receipts: 0,
  }

  const door = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      const channel = request.url?.split('/').at(-1) ?? ''
      const answer = await outside.hear(channel, { headers, body: Buffer.concat(chunks).toString('utf8') })
      response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
    })
  })
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening))
  // Channels tell us, or whoever the test puts in our place.
  const publicUrl = options.publicUrl ?? `http://127.0.0.1:${(door.address() as AddressInfo).port}`
  const { channels } = await openChannels({ paymentsFile: simulators.settingsFile, publicUrl }, { clock })
  const needs: BillNeeds = {
    ...{ db: database.db, clock, newId, jobs, realm, publicUrl, channels },
    publish: createPublish({ clock, newId }),
    compileExpression: compileFeel,
    fee: async (key) => fees[key]!,
    partiesOf: async ({ partyId }) => (partyId ? [partyId] : []),
    officesOf: async ({ posts }, roles) =>
      posts.filter(({ role }) => roles.includes(role)).map(({ departmentId }) => departmentId),
    appendLeaf: async (_, { kind, said: what }) => void said.leaves.push(`${kind} ${canonicalJson(what)}`),
    tellCase: async (_, { name, key }) => said.cases.push({ name, key }) > 0,
    notify: async (_, { title }) => void said.notices.push(title),
    receiptPaper: async (_, id) => Readable.from([`%PDF- ${id}`]),
    issueReceipt: async () => ({ id: newId(), number: `缴凭${++said.receipts}` }),
  }
  const bills = createBills(needs)
  const outside = createOutside({ ...needs, log: createLog('silent') }, bills)
  const reconciling = createReconciling({ ...needs, log: createLog('silent') }, bills)
  const payer = newId()

  return {
    ...{ realm, database, db: database.db, simulators, bills, outside, reconciling, said, fees, needs },
    citizen: {
      kind: 'citizen',
      realm,
      accountId: newId(),
      partyId: payer,
      name: '付测试',
      level: 'L2',
      posts: [],
    } satisfies Actor,
    official(role: PostRole, departmentId = 'roads'): Actor {
      const post = { id: role, role, departmentId, departmentName: '城市管理局', divisionCode: '441900000000' }
      return { kind: 'official', realm, accountId: newId(), name: `${role}测试`, level: 'L2', posts: [post] }
    },
    /** A bill of 20 m²: 20 yuan of fee and 2,000 yuan of deposit, unless told. */
    async bill(given: { fees?: string[]; areaM2?: number } = {}) {
      return inTransaction(database.db, (tx) =>
        bills.make(tx, {
          ...{ realm, caseId: newId(), caseNo: 'CASE-1', itemName: '占用城市道路' },
          party: { partyId: payer, name: '付测试', accountId: newId() },
          department: { id: 'roads', name: '城市管理局' },
          divisionCode: '441900000000',
          fees: given.fees ?? ['road', 'bond'],
          values: { areaM2: given.areaM2 ?? 20 },
        }),
      )
    },
    goTo: (at: Date) => {
      ahead = at.getTime() - Date.now()
    },
    now: clock,
    /** Does the jobs that wait, and those they leave, until there are none. */
    async work() {
      for (let job = waiting.shift(); job; job = waiting.shift()) await outside.jobHandlers[job.name]?.(job.payload)
    },
    async close() {
      door.close()
      await simulators.stop()
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}
