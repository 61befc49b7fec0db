import Type, { type Static } from 'typebox'
import { type App, problems, type Routes, route } from '#ground/http/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import { NumberedBill, NumberedInput, NumberedPay, PayAnswer } from './contract.ts'
import type { BillNeeds } from './needs.ts'
import type { BillService } from './service.ts'
import { loadBill, type Whole } from './store.ts'

/** 凭缴款识别码缴费: at a kiosk, or for somebody else. Without sign-in, so number and name must fit each other. */
export function createByNumber(
  { db, clock, realm, receiptPaper }: Pick<BillNeeds, 'db' | 'clock' | 'realm' | 'receiptPaper'>,
  bills: BillService,
) {
  async function find({ no, payer }: Static<typeof NumberedInput>): Promise<Whole> {
    const whole = await loadBill(db, realm, { no: no.replace(/\s/g, '') })
    if (whole?.row.party_name !== payer.trim()) throw new Refusal('missing', 'payments.missing', 'No such bill')
    return whole
  }

  async function look(input: Static<typeof NumberedInput>): Promise<NumberedBill> {
    const { row, items } = await find(input)
    return {
      ...{ no: row.no, title: row.title, titleEn: row.title_en, payer: mask('name', row.party_name) },
      ...{ department: row.department_name, totalFen: row.total_fen, due: row.due.toISOString(), state: row.state },
      items: items.map(({ name, name_en: nameEn, fen }) => ({ name, nameEn, fen })),
      mayPrint: row.receipt_id !== null,
      mayPay: row.state === 'open' && row.due > clock(),
    }
  }

  /** A code to scan; the money settles the bill as if its payer had paid, and the receipt is the payer's. */
  async function pay({ channel, ...input }: Static<typeof NumberedPay>, ip: string) {
    const { row } = await find(input)
    return bills.begin(row.realm, row.id, { channel, way: 'qr' }, ip)
  }

  /** The receipt, printed when it is wanted: whoever holds number and name of a paid bill. */
  async function receipt(input: Static<typeof NumberedInput>) {
    const { row } = await find(input)
    if (!row.receipt_id) throw new Refusal('conflict', 'payments.no-receipt', 'The bill has no receipt yet')
    return receiptPaper(row.realm, row.receipt_id)
  }

  return { look, pay, receipt }
}

export const byNumberRoutes =
  (byNumber: ReturnType<typeof createByNumber>): Routes =>
  (app: App) => {
    app.post(
      '/bill-lookups',
      {
        schema: {
          operationId: 'lookUpBill',
          tags: ['payments'],
          summary: 'A bill by its number and the name on it, for kiosks and for whoever pays for another',
          body: NumberedInput,
          response: { 200: NumberedBill, ...problems },
        },
        config: route({ access: 'public', perMinute: 30 }),
      },
      (request) => byNumber.look(request.body),
    )
    app.post(
      '/bill-lookups/orders',
      {
        schema: {
          operationId: 'payBillByNumber',
          tags: ['payments'],
          summary: 'Begin to pay such a bill: a code to scan',
          body: NumberedPay,
          response: { 200: PayAnswer, ...problems },
        },
        config: route({ access: 'public', perMinute: 10 }),
      },
      (request) => byNumber.pay(request.body, request.ip),
    )
    app.post(
      '/bill-lookups/receipts',
      {
        schema: {
          operationId: 'printReceiptByNumber',
          tags: ['payments'],
          summary: 'The receipt of such a bill, to print at a kiosk or keep',
          body: NumberedInput,
          produces: ['application/pdf'],
          response: { 200: Type.Any(), ...problems },
        },
        config: route({ access: 'public', perMinute: 10 }),
      },
      async (request, reply) =>
        reply
          .type('application/pdf')
          .header('cache-control', 'private, no-store')
          .header('content-disposition', 'inline; filename="receipt.pdf"')
          .send(await byNumber.receipt(request.body)),
    )
  }
