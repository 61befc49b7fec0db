import Type, { type Static } from 'typebox'

const Moment = Type.String({ format: 'date-time' })

/** 非税收入票据 for what is income of the treasury, 资金往来结算票据 for deposits that are held. */
export const ReceiptKind = Type.Enum(['non-tax', 'settlement'])
export type ReceiptKind = Static<typeof ReceiptKind>

export const ReceiptLine = Type.Object({
  code: Type.String(),
  name: Type.String(),
  standard: Type.String(),
  fen: Type.Integer({ description: 'Below nought on a red receipt' }),
})
export type ReceiptLine = Static<typeof ReceiptLine>

export const BookView = Type.Object(
  {
    id: Type.String(),
    kind: ReceiptKind,
    state: Type.Enum(['asked', 'granted', 'refused']),
    quantity: Type.Integer(),
    code: Type.Optional(Type.String({ description: '票据代码, 8 digits' })),
    first: Type.Optional(Type.String({ description: '起始号码, 10 digits' })),
    last: Type.Optional(Type.String()),
    left: Type.Integer({ description: 'Numbers not used yet' }),
    askedBy: Type.String(),
    askedAt: Moment,
    decidedAt: Type.Optional(Moment),
    said: Type.Optional(Type.String({ description: 'What the treasury said' })),
  },
  { title: 'ReceiptBook' },
)
export type BookView = Static<typeof BookView>

export const NewBook = Type.Object(
  { kind: ReceiptKind, quantity: Type.Integer({ minimum: 1, maximum: 100_000 }) },
  { additionalProperties: false },
)
export type NewBook = Static<typeof NewBook>

export const ReceiptView = Type.Object(
  {
    id: Type.String(),
    kind: ReceiptKind,
    code: Type.String({ description: '票据代码' }),
    number: Type.String({ description: '票据号码' }),
    checkCode: Type.String({ description: '校验码' }),
    red: Type.Boolean({ description: '红字票据: takes another back' }),
    state: Type.Enum(['valid', 'reversed']),
    reason: Type.Optional(Type.String()),
    other: Type.Optional(
      Type.Object(
        { id: Type.String(), code: Type.String(), number: Type.String() },
        { description: 'Of a red one what it takes back; of one that was taken back, the red one' },
      ),
    ),
    billId: Type.String(),
    billNo: Type.String({ description: '缴款识别码' }),
    caseId: Type.String(),
    caseNo: Type.String(),
    payer: Type.String(),
    department: Type.String(),
    totalFen: Type.Integer(),
    lines: Type.Array(ReceiptLine),
    issuedAt: Moment,
    credentialId: Type.String({ description: 'Its face, as OFD and PDF: /credentials/{id}' }),
    report: Type.Enum(['waiting', 'accepted', 'refused'], { description: 'What the treasury said of it' }),
    reportSaid: Type.Optional(Type.String()),
    entered: Type.Optional(Type.Object({ unit: Type.String(), at: Moment })),
  },
  { title: 'FiscalReceipt' },
)
export type ReceiptView = Static<typeof ReceiptView>

/** What is on the face of a receipt; whoever has all three has the receipt. */
export const ReceiptKey = Type.Object(
  {
    code: Type.String({ pattern: '^[0-9]{8}$', description: '票据代码' }),
    number: Type.String({ pattern: '^[0-9]{10}$', description: '票据号码' }),
    checkCode: Type.String({ pattern: '^[0-9A-Za-z]{6}$', description: '校验码' }),
  },
  { additionalProperties: false },
)
export type ReceiptKey = Static<typeof ReceiptKey>

export const VerifiedReceipt = Type.Object(
  {
    kind: ReceiptKind,
    code: Type.String(),
    number: Type.String(),
    red: Type.Boolean(),
    state: Type.Enum(['valid', 'reversed']),
    reversedBy: Type.Optional(Type.Object({ code: Type.String(), number: Type.String() })),
    payer: Type.String({ description: 'Masked' }),
    department: Type.String(),
    totalFen: Type.Integer(),
    lines: Type.Array(ReceiptLine),
    issuedAt: Moment,
    entered: Type.Boolean({ description: 'Some unit has booked it: do not pay it back again' }),
    reported: Type.Boolean({ description: 'The treasury has it' }),
  },
  { title: 'VerifiedReceipt' },
)
export type VerifiedReceipt = Static<typeof VerifiedReceipt>

export const NewEntry = Type.Object(
  {
    ...ReceiptKey.properties,
    unitId: Type.String({ format: 'uuid', description: 'The party that books it, for which the caller acts' }),
    voucher: Type.String({ minLength: 2, maxLength: 60, description: '记账凭证号 of the unit that books it' }),
  },
  { additionalProperties: false },
)
export type NewEntry = Static<typeof NewEntry>

export const EntryView = Type.Object(
  {
    id: Type.String(),
    code: Type.String(),
    number: Type.String(),
    totalFen: Type.Integer(),
    unit: Type.String(),
    voucher: Type.String(),
    enteredAt: Moment,
    withdrawnAt: Type.Optional(Moment),
    toCorrect: Type.Boolean({ description: 'The receipt was taken back after it was booked' }),
  },
  { title: 'ReceiptEntry' },
)
export type EntryView = Static<typeof EntryView>

export { problems } from './problems.ts'
