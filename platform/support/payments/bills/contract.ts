import Type, { type Static } from 'typebox'

const Moment = Type.String({ format: 'date-time' })
export const Fen = Type.Integer({ minimum: 0, description: 'Whole fen: 1 yuan is 100' })

/** `closing`: nobody can begin to pay any more, and channels are asked whether somebody just has. */
export const BillState = Type.Enum(['open', 'closing', 'paid', 'closed'])
export type BillState = Static<typeof BillState>

/** take-cash 收取现金, close 关闭, propose-refund 申请退款, approve-refund 同意退款, refuse-refund 不同意退款, ask-again 重新退款. */
export const BillVerb = Type.Enum([
  'take-cash',
  'close',
  'propose-refund',
  'approve-refund',
  'refuse-refund',
  'ask-again',
])
export type BillVerb = Static<typeof BillVerb>

export const ChannelView = Type.Object({
  key: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  simulated: Type.Boolean({ description: 'What answers is a simulator: no money moves' }),
  ways: Type.Array(Type.Enum(['qr', 'page', 'form', 'app'])),
})
export type ChannelView = Static<typeof ChannelView>

export const BillLine = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  kind: Type.Enum(['fee', 'deposit']),
  basis: Type.String({ description: 'The article that allows to charge it' }),
  standard: Type.String(),
  fen: Fen,
  leftFen: Type.Integer({ description: 'What may still go back of it' }),
})

export const OrderView = Type.Object({
  no: Type.String(),
  channel: Type.String(),
  state: Type.Enum(['waiting', 'paid', 'closed']),
  fen: Fen,
  askedAt: Moment,
  expires: Moment,
  paidAt: Type.Optional(Moment),
  transaction: Type.Optional(Type.String({ description: "The channel's own number of the payment" })),
  surplus: Type.Boolean({ description: 'The bill was settled already: this money goes back' }),
})

export const RefundView = Type.Object({
  no: Type.String(),
  item: Type.Optional(Type.String({ description: 'Code of the item; none when the money was never owed' })),
  fen: Fen,
  state: Type.Enum(['proposed', 'refused', 'asked', 'done', 'failed']),
  reason: Type.String(),
  by: Type.Optional(Type.String()),
  decidedBy: Type.Optional(Type.String()),
  at: Moment,
  doneAt: Type.Optional(Moment),
})

export const KeptView = Type.Object({
  item: Type.String({ description: 'Code of the deposit' }),
  fen: Fen,
  reason: Type.String(),
  at: Moment,
})

export const BillView = Type.Object(
  {
    id: Type.String(),
    no: Type.String({ description: '缴款识别码, 20 digits' }),
    caseId: Type.String(),
    caseNo: Type.String(),
    itemName: Type.String(),
    title: Type.String(),
    titleEn: Type.String(),
    payer: Type.String(),
    department: Type.String(),
    state: BillState,
    totalFen: Fen,
    items: Type.Array(BillLine),
    due: Moment,
    late: Type.Boolean({ description: 'Past its last day and not paid' }),
    madeAt: Moment,
    paidAt: Type.Optional(Moment),
    channel: Type.Optional(Type.String({ description: 'Where it was paid' })),
    closedFor: Type.Optional(Type.String()),
    receipt: Type.Optional(Type.Object({ id: Type.String(), number: Type.String() })),
    orders: Type.Array(OrderView),
    refunds: Type.Array(RefundView),
    kept: Type.Array(KeptView, { description: 'What of a deposit was not given back, and why' }),
    may: Type.Array(Type.Union([BillVerb, Type.Literal('pay')])),
    rowVersion: Type.Integer({ description: 'Send as expectedVersion with the next act' }),
  },
  { title: 'Bill' },
)
export type BillView = Static<typeof BillView>

export const PayInput = Type.Object(
  {
    channel: Type.String({ maxLength: 40 }),
    way: Type.Enum(['qr', 'page', 'form', 'app']),
    payer: Type.Optional(
      Type.String({ minLength: 6, maxLength: 128, description: 'With app: the openid of whoever pays, in our app' }),
    ),
  },
  { additionalProperties: false },
)
export type PayInput = Static<typeof PayInput>

/** How the payer goes on. */
export const PayAnswer = Type.Object({
  order: Type.String(),
  expires: Moment,
  simulated: Type.Boolean(),
  qr: Type.Optional(Type.Object({ content: Type.String(), image: Type.String({ description: 'SVG as a data URL' }) })),
  redirect: Type.Optional(Type.String()),
  app: Type.Optional(
    Type.Record(Type.String(), Type.String(), {
      description: 'Signed: for the script of the app that opens its cashier',
    }),
  ),
  form: Type.Optional(Type.Object({ action: Type.String(), fields: Type.Record(Type.String(), Type.String()) })),
})
export type PayAnswer = Static<typeof PayAnswer>

export const BillAct = Type.Object(
  {
    verb: BillVerb,
    expectedVersion: Type.Integer(),
    reason: Type.String({ minLength: 2, maxLength: 500 }),
    item: Type.Optional(Type.String({ maxLength: 60, description: 'With propose-refund: the code of the item' })),
    fen: Type.Optional(Type.Integer({ minimum: 1, description: 'With propose-refund' })),
    refund: Type.Optional(Type.String({ maxLength: 40, description: 'With an act on a refund: its number' })),
  },
  { additionalProperties: false },
)
export type BillAct = Static<typeof BillAct>

/** What a flow hears when its bill is paid, or when nobody owes it any more: message `bill-paid`, `bill-closed`, key the bill's number. */
export const paidMessage = 'bill-paid'
export const closedMessage = 'bill-closed'

export const BillSettled = Type.Object({
  billId: Type.String(),
  billNo: Type.String(),
  caseId: Type.String(),
  partyId: Type.String(),
  totalFen: Fen,
  channel: Type.String(),
})

export const BillAdjusted = Type.Object({ billId: Type.String(), billNo: Type.String(), caseId: Type.String() })

const named = {
  no: Type.String({ minLength: 20, maxLength: 30, description: '缴款识别码; blanks do not matter' }),
  payer: Type.String({
    minLength: 2,
    maxLength: 100,
    description: 'The name on the bill: a number alone opens nothing',
  }),
}
export const NumberedInput = Type.Object(named, { additionalProperties: false })
export const NumberedPay = Type.Object(
  { ...named, channel: Type.String({ maxLength: 40 }) },
  { additionalProperties: false },
)

/** As much of a bill as whoever pays for another needs to see. */
export const NumberedBill = Type.Object(
  {
    no: Type.String(),
    title: Type.String(),
    titleEn: Type.String(),
    payer: Type.String({ description: 'Masked' }),
    department: Type.String(),
    totalFen: Type.Integer(),
    due: Type.String({ format: 'date-time' }),
    state: Type.Enum(['open', 'closing', 'paid', 'closed']),
    items: Type.Array(Type.Object({ name: Type.String(), nameEn: Type.String(), fen: Type.Integer() })),
    mayPay: Type.Boolean(),
    mayPrint: Type.Boolean({ description: 'There is a receipt to print' }),
  },
  { title: 'NumberedBill' },
)
export type NumberedBill = Static<typeof NumberedBill>
