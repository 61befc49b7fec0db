import { inTransaction, type Tx } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Standing } from '#support/payments/index.ts'
import type { ReceiptLine } from './contract.ts'
import type { ReceiptNeeds } from './needs.ts'
import { checkCode, numberText, redOf, type Step, stepsFor, totalOf, yuanText } from './receipt.ts'
import * as store from './store.ts'

/** There are none left of a kind: the bill waits until the treasury gives out more. */
class OutOfNumbers extends Error {}

/** 开票和冲红: the receipts of a bill are brought to say what was received of it, whatever has happened since the last look. */
export function createIssuing(needs: ReceiptNeeds) {
  const { db, clock, realm } = needs

  /** One bill; true when nothing is owed to it any more. Done twice it changes nothing the second time. */
  async function follow(billId: string): Promise<boolean> {
    try {
      return await inTransaction(db, async (tx) => {
        if (!(await store.lockOwed(tx, realm, billId))) return false
        const bill = await needs.standing(tx, realm, billId)
        if (bill) for (const step of stepsFor(bill, await store.liveOf(tx, realm, billId))) await take(tx, bill, step)
        await store.settleOwed(tx, realm, billId)
        return true
      })
    } catch (error) {
      if (error instanceof OutOfNumbers) return false
      // A seal that is lacking or a face that cannot be drawn: somebody must look; the others go on.
      if (error instanceof Refusal) {
        needs.log.warn({ bill: billId, code: error.code, reason: error.message }, 'a receipt could not be issued')
        return false
      }
      throw error
    }
  }

  async function take(tx: Tx, bill: Standing, { kind, reverse, issue }: Step<store.ReceiptRow>): Promise<void> {
    const reason = '款项已退回或者转为收入'
    if (reverse) {
      const red = await write(tx, bill, kind, redOf(reverse.lines), { of: reverse, reason })
      await store.markReversed(tx, realm, reverse.id, red.id)
      await needs.tell(tx, bill, {
        title: '财政电子票据已冲红',
        titleEn: 'A receipt was taken back',
        body: `票据 ${reverse.code}-${reverse.number} 已冲红，红字票据 ${red.code}-${red.number}。已经拿去报销的，请告诉报销的单位。`,
        bodyEn: `Receipt ${reverse.code}-${reverse.number} was taken back by ${red.code}-${red.number}. If somebody paid you back for it, tell them.`,
      })
    }
    if (!issue) return
    const made = await write(tx, bill, kind, issue)
    await needs.tell(tx, bill, {
      title: '财政电子票据已开具',
      titleEn: 'Your receipt is ready',
      body: `票据 ${made.code}-${made.number}，${yuanText(totalOf(issue))}元，在“我的票据”里下载、打印。`,
      bodyEn: `Receipt ${made.code}-${made.number}, ${yuanText(totalOf(issue))} yuan, is under "My receipts" to download and print.`,
    })
  }

  async function write(
    tx: Tx,
    bill: Standing,
    kind: store.ReceiptRow['kind'],
    lines: ReceiptLine[],
    back?: { of: store.ReceiptRow; reason: string },
  ): Promise<store.ReceiptRow> {
    const taken = await store.takeNumber(tx, realm, kind)
    if (!taken) throw new OutOfNumbers()
    const now = clock()
    const [id, number, secret] = [needs.newId(), numberText(taken.no), checkCode(needs.random)]
    const credential_id = await needs.issueFace(tx, {
      ...{ bill, kind, code: taken.code, number, checkCode: secret, lines, issuedOn: cityDate(now) },
      ...(back
        ? {
            red: { code: back.of.code, number: back.of.number, reason: back.reason },
            replaces: back.of.credential_id,
          }
        : {}),
    })
    const row: store.ReceiptRow = {
      ...{ realm, id, book_id: taken.bookId, kind, code: taken.code, number, check_code: secret, lines, credential_id },
      ...{ red: back !== undefined, reverses: back?.of.id ?? null, reversed_by: null, reason: back?.reason ?? null },
      ...{ bill_id: bill.id, bill_no: bill.no, case_id: bill.caseId, case_no: bill.caseNo },
      ...{ party_id: bill.party.id, payer: bill.party.name, total_fen: totalOf(lines), issued_at: now },
      ...{ department_id: bill.department.id, department_name: bill.department.name },
      ...{ report: 'waiting', report_said: null, report_at: null },
    }
    await store.insertReceipt(tx, row)
    const said = { format: 'zhengtong-fiscal-receipt/1', code: row.code, number, red: row.red, lines, bill: bill.no }
    await needs.appendLeaf(tx, {
      ...{ realm, kind: 'fiscal-receipts.receipt', subject: id },
      said: { ...said, ...(back ? { reverses: `${back.of.code}-${back.of.number}` } : {}), at: now.toISOString() },
    })
    return row
  }

  return {
    owe: (tx: Tx, billId: string) => store.owe(tx, realm, billId, clock()),
    async turn(): Promise<void> {
      for (const billId of await store.owedBills(db, realm)) await follow(billId)
    },
  }
}
