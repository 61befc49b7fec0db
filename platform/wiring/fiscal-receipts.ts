import { readFile } from 'node:fs/promises'
import { type Reaction, when } from '#ground/events.ts'
import { systemActor } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { sharedKey } from '#kernel/http-signatures/index.ts'
import { fillRandom } from '#kernel/random.ts'
import type { CaseNeeds } from '#support/cases/index.ts'
import type { CredentialService } from '#support/credentials/index.ts'
import * as fiscal from '#support/fiscal-receipts/index.ts'
import type { Identity } from '#support/identity/index.ts'
import { bytesToSign } from '#support/keys/index.ts'
import type { NoticeService } from '#support/notices/index.ts'
import { billAdjusted, billPaid, createStanding } from '#support/payments/index.ts'
import type { Ground } from './ground.ts'
import { holderOf } from './holders.ts'
import type { Part } from './part.ts'
import type { createPeople } from './people.ts'

export const fiscalReceiptsModules = [fiscal.fiscalReceiptsModule]

const kindNames = { 'non-tax': '非税收入票据', settlement: '资金往来结算票据' } as const

/** Fiscal receipts, wired: bills that were paid or paid back, faces as credentials, and the treasury when an address is set. */
export async function createFiscalReceiptsPart(
  wired: Ground & {
    people: Pick<ReturnType<typeof createPeople>, 'partiesOf'>
    officesOf: fiscal.ReceiptNeeds['officesOf']
    credentials: CredentialService
    identity: Identity
    notices: NoticeService
    appendLeaf: CaseNeeds['appendLeaf']
    recordAudit: fiscal.ReceiptNeeds['recordAudit']
  },
): Promise<Part> {
  const { config, credentials, identity } = wired
  const treasury = await openTreasury(wired)
  const needs: fiscal.ReceiptNeeds = {
    ...{ db: wired.db, clock: wired.clock, newId: wired.newId, log: wired.log, realm: config.realm },
    ...{ random: fillRandom, standing: createStanding(), recordAudit: wired.recordAudit },
    ...(treasury ? { treasury } : {}),
    partiesOf: wired.people.partiesOf,
    nameOf: async (realm, partyId) => (await identity.parties.getParty(realm, partyId)).name,
    officesOf: wired.officesOf,
    async issueFace(tx, { bill, kind, code, number, checkCode, lines, issuedOn, red, replaces }) {
      const total = lines.reduce((sum, { fen }) => sum + fen, 0)
      const issued = await credentials.issue(tx, systemActor(config.realm), {
        ...{ type: 'fiscal-receipt', caseId: bill.caseId, caseNo: bill.caseNo, departmentId: bill.department.id },
        holder: await holderOf(identity, config.realm, bill.party.id),
        reason: `${red ? '冲红' : '开票'} ${bill.no}`,
        ...(replaces ? { previousId: replaces } : {}),
        elements: {
          ...{ fullNumber: `${code}-${number}`, kind: `${kindNames[kind]}${red ? '（红字）' : ''}`, checkCode },
          ...{ payer: bill.party.name, billNo: bill.no, issuedOn, department: bill.department.name },
          lines: lines.map(({ name, standard, fen }) => `${name}（${standard}）${fiscal.yuanText(fen)}元`),
          amount: `${fiscal.yuanText(total)}元`,
          ...(red ? { note: `冲红票据 ${red.code}-${red.number}：${red.reason}。` } : {}),
        },
      })
      return issued.credentialId
    },
    tell: (tx, bill, words) =>
      wired.notices.tell(tx, {
        ...{ realm: config.realm, accountId: bill.accountId, caseId: bill.caseId, kind: 'case' },
        ...words,
      }),
    appendLeaf: (tx, { said, ...leaf }) =>
      wired.appendLeaf(tx, { ...leaf, digest: cryptoSuite('GM').hash(bytesToSign(said)) }),
  }
  const receipts = fiscal.createReceipts(needs)
  const [books, issuing, report] = [
    fiscal.createBooks(needs),
    fiscal.createIssuing(needs),
    fiscal.createReporting(needs),
  ]
  const reactions: Reaction[] = [
    when(billPaid, 'owe-receipt', (tx, { data }) => issuing.owe(tx, data.billId)),
    when(billAdjusted, 'owe-red-receipt', (tx, { data }) => issuing.owe(tx, data.billId)),
  ]
  return {
    routes: [
      fiscal.receiptRoutes({
        ...{ receipts, books, entries: fiscal.createEntries(needs, receipts) },
        paper: async (id) => (await credentials.paper(systemActor(config.realm), id)).pdf,
      }),
    ],
    reactions,
    chores: [
      {
        every: 2_000,
        failure: 'fiscal receipts were not looked after',
        async run() {
          await books.turn()
          await issuing.turn()
          await report()
        },
      },
    ],
  }
}

async function openTreasury({ config, clock, newId }: Ground): Promise<fiscal.Treasury | undefined> {
  const { treasuryUrl, treasuryKeyFile, realm } = config
  if (!treasuryUrl || !treasuryKeyFile) return undefined
  const hex = (await readFile(treasuryKeyFile, 'utf8')).trim()
  if (!/^[0-9a-f]{64}$/i.test(hex))
    throw new Error(`The key of the treasury at ${treasuryKeyFile} must be 64 hex digits`)
  return fiscal.createHttpTreasury({
    ...{ url: treasuryUrl, key: sharedKey(realm, Buffer.from(hex, 'hex')), now: clock, nonce: newId },
  })
}
