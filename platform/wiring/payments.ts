import type { Clock } from '#ground/clock.ts'
import type { Config } from '#ground/config.ts'
import type { Db } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import { systemActor } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { CaseService } from '#support/cases/index.ts'
import type { CredentialService } from '#support/credentials/index.ts'
import type { CompileExpression } from '#support/forms/contract.ts'
import type { Identity } from '#support/identity/index.ts'
import { bytesToSign } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { createNotices } from '#support/notices/index.ts'
import type { Packs } from '#support/packs/index.ts'
import {
  type BillNeeds,
  bankChannel,
  billRoutes,
  byNumberRoutes,
  createBank,
  createBankReports,
  createBills,
  createByNumber,
  createOutside,
  createPaying,
  createPayouts,
  createReconciling,
  type Fee,
  type Outside,
  openChannels,
  type PayoutKind,
  type PayoutNeeds,
  payoutRoutes,
  reconciliationRoutes,
} from '#support/payments/index.ts'
import type { Registers } from '#support/registers/index.ts'
import { holderOf } from './holders.ts'

/** Payments, wired: channels of the settings, fees of packs, receipts as credentials, news to cases and payers. */
export async function createPayments(needs: {
  db: Db
  clock: Clock
  newId: NewId
  publish: Publish
  jobs: Jobs
  config: Config
  log: Log
  secrets: Secrets
  compileFeel: CompileExpression
  officesOf: BillNeeds['officesOf']
  partiesOf: BillNeeds['partiesOf']
  cases: CaseService
  credentials: CredentialService
  identity: Identity
  ledger: Ledger
  notices: ReturnType<typeof createNotices>
  packs: Packs
  registers: Registers
}) {
  const { config, cases, credentials, packs, ledger } = needs
  const { channels, bank } = await openChannels(config, needs)
  const billNeeds: BillNeeds & { log: Log } = {
    ...needs,
    realm: config.realm,
    publicUrl: config.publicUrl,
    channels,
    compileExpression: needs.compileFeel,
    fee: async (key, asOf) => (await packs.get<Fee>('fee', key, { asOf })).content,
    async appendLeaf(tx, { realm, kind, subject, said }) {
      await ledger.append(tx, realm, [{ kind, subject, digest: cryptoSuite('GM').hash(bytesToSign(said)) }])
    },
    async tellCase(realm, message) {
      try {
        await cases.correlate(systemActor(realm), message)
        return true
      } catch (error) {
        if (error instanceof Refusal && ['flows.message-not-awaited', 'flows.ended'].includes(error.code)) return false
        throw error
      }
    },
    notify: (tx, notice) => needs.notices.tell(tx, { ...notice, kind: 'case' }),
    receiptPaper: async (realm, id) => (await credentials.paper(systemActor(realm), id)).pdf,
    async issueReceipt(tx, { row, items, orders }) {
      const paid = orders.find(({ state, surplus }) => state === 'paid' && !surplus)
      const issued = await credentials.issue(tx, systemActor(row.realm), {
        type: 'payment-receipt',
        caseId: row.case_id,
        caseNo: row.case_no,
        departmentId: row.department_id,
        holder: await holderOf(needs.identity, row.realm, row.party_id),
        reason: `缴款 ${row.no}`,
        elements: {
          payer: row.party_name,
          billNo: row.no,
          lines: items.map(
            ({ name, fen, kind }) =>
              `${name} ${(fen / 100).toFixed(2)}元${kind === 'deposit' ? '（保证金，可退）' : ''}`,
          ),
          amount: `${(row.total_fen / 100).toFixed(2)}元`,
          channel: channels.find(({ key }) => key === paid?.channel)?.name ?? '现金',
          paidOn: row.paid_at ? cityDate(row.paid_at) : '',
          department: row.department_name,
        },
      })
      return { id: issued.credentialId, number: issued.number }
    },
  }
  const bills = createBills(billNeeds)
  const byNumber = byNumberRoutes(createByNumber(billNeeds, bills))
  const outside = createOutside(billNeeds, bills)
  const reconciling = createReconciling(billNeeds, bills)
  const payoutNeeds: PayoutNeeds = {
    ...billNeeds,
    ...{ log: needs.log, secrets: needs.secrets },
    payoutKind: async (key, version) =>
      (await packs.get<PayoutKind>('payout', key, version === undefined ? {} : { version })).content,
    async tellPayee(tx, { realm, party_id, no, title, title_en, month, fen, state, case_id }) {
      const [of, yuan] = [month ? `${month} ` : '', (fen / 100).toFixed(2)]
      for (const accountId of await needs.identity.parties.accountsFor(realm, party_id))
        await billNeeds.notify(tx, {
          ...{ realm, accountId, caseId: case_id },
          ...(state === 'paid'
            ? { title: `${title}已发放`, titleEn: `${title_en} paid` }
            : { title: `${title}没有发成`, titleEn: `${title_en} could not be paid` }),
          body:
            state === 'paid' ? `${of}${yuan}元，发放编号 ${no}。` : `${of}${yuan}元，银行退回。经办部门正在核对账户。`,
          bodyEn:
            state === 'paid'
              ? `${of}${yuan} yuan, ${no}.`
              : `${of}${yuan} yuan came back; the office checks the account.`,
        })
    },
  }
  const payingBank = bank && createBank(bank, needs)
  const paying = createPaying({ ...payoutNeeds, ...(payingBank ? { bank: payingBank } : {}) })
  const hearBank =
    payingBank &&
    createBankReports({
      ...{ ...payoutNeeds, paying, bank: payingBank },
      url: `${config.publicUrl}/api/v1/payment-notifications/${bankChannel}`,
    })
  const hear: Outside['hear'] = async (channel, notification) =>
    channel === bankChannel && hearBank ? hearBank(notification) : outside.hear(channel, notification)
  const payouts = createPayouts(payoutNeeds, paying)
  return {
    bills,
    payouts,
    routes: [
      billRoutes(bills, { ...outside, hear }),
      reconciliationRoutes(reconciling),
      payoutRoutes(payouts),
      byNumber,
    ],
    reactions: outside.reactions,
    jobHandlers: { ...outside.jobHandlers, ...payouts.jobHandlers },
    hear,
    chores: [
      { every: 5_000, failure: 'payouts were not looked after', run: () => paying.sweep() },
      {
        every: 5_000,
        failure: 'silent payment channels were not asked',
        run: async () => {
          await outside.sweep()
          await reconciling.sweep()
        },
      },
    ],
  }
}
