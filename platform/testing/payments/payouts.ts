import { randomBytes } from 'node:crypto'
import type { openDatabase } from '#ground/database/index.ts'
import { inTransaction } from '#ground/database/index.ts'
import { groundModule } from '#ground/ground.ts'
import { newId } from '#ground/ids.ts'
import { jobs } from '#ground/jobs.ts'
import { createSecrets } from '#ground/secrets.ts'
import { createLog } from '#ground/telemetry/log.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import {
  createBank,
  createBankReports,
  createPaying,
  createPayouts,
  openChannels,
  type PayoutKind,
  type PayoutNeeds,
  paymentsModule,
} from '#support/payments/index.ts'
import { compileFeel } from '#support/rules/index.ts'
import { testDatabase } from '../database.ts'

const realm = '441900'
/** Where the bank sends its reports. */
export const reportsUrl = 'http://127.0.0.1/api/v1/payment-notifications/bank'
const kinds: Record<string, PayoutKind> = {
  monthly: {
    ...{ key: 'monthly', version: 1, name: '高龄津贴', nameEn: 'Old-age allowance', subsidy: 'old-age' },
    ...{ basis: '老年人权益保障法第三十三条', schedule: 'monthly', amountFen: 'amountYuan * 100' },
  },
  once: {
    ...{ key: 'once', version: 1, name: '一次性补贴', nameEn: 'One-off grant', subsidy: 'one-off' },
    ...{ basis: '演示办法第一条', schedule: 'once', amountFen: 'amountYuan * 100' },
  },
}

/** Payouts on a database, with the bank of a settings file beyond real HTTP. */
export async function openPaying(
  db: ReturnType<typeof openDatabase>['db'],
  { settings, clock, masterKey }: { settings: string; clock: () => Date; masterKey: Buffer },
) {
  const { bank } = await openChannels({ paymentsFile: settings, publicUrl: 'http://127.0.0.1' }, { clock })
  const needs: PayoutNeeds = {
    ...{ db, clock, newId, jobs, realm, log: createLog('silent'), compileExpression: compileFeel },
    secrets: createSecrets(masterKey),
    payoutKind: async (key) => kinds[key]!,
    partiesOf: async ({ partyId }) => (partyId ? [partyId] : []),
    officesOf: async ({ posts }, roles) =>
      posts.filter(({ role }) => roles.includes(role)).map(({ departmentId }) => departmentId),
    appendLeaf: async () => {},
    tellPayee: async () => {},
  }
  const payingBank = createBank(bank!, { clock })
  const paying = createPaying({ ...needs, bank: payingBank })
  const hearBank = createBankReports({ ...needs, bank: payingBank, paying, url: reportsUrl })
  return { paying, payouts: createPayouts(needs, paying), hearBank }
}

/** The same with a database of its own, people, and grants made by a word. */
export async function openPayoutStage(settings: string, clock: () => Date) {
  const database = await testDatabase([groundModule, paymentsModule])
  const masterKey = randomBytes(32)
  const { paying, payouts, hearBank } = await openPaying(database.db, { settings, clock, masterKey })
  return {
    ...{ database, db: database.db, masterKey, paying, payouts, hearBank },
    official(role: PostRole, accountId = newId()): Actor {
      const post = { id: role, role, departmentId: 'civil', departmentName: '民政局', divisionCode: '441900000000' }
      return { kind: 'official', realm, accountId, name: `${role}测试`, level: 'L2', posts: [post] }
    },
    async grant(name: string, more: { kind?: string; amountYuan?: number; fromMonth?: string; partyId?: string } = {}) {
      const caseId = newId()
      return inTransaction(database.db, (tx) =>
        payouts.grant(tx, {
          ...{ caseId, caseNo: `C-${caseId.slice(-6)}`, party: { partyId: more.partyId ?? newId() } },
          ...{ department: { id: 'civil', name: '民政局' }, kind: more.kind ?? 'once' },
          payee: { name, idNumber: '999900193803053019' },
          given: { amountYuan: more.amountYuan ?? 150 },
          ...(more.fromMonth ? { fromMonth: more.fromMonth } : {}),
        }),
      )
    },
    /** What the books say of an account. */
    async left(account: string): Promise<number> {
      const { rows } = await database.pool.query(
        'select coalesce(sum(fen), 0)::int as fen from payments.balance where account = $1',
        [account],
      )
      return rows[0].fen
    },
  }
}
