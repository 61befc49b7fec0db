import Type, { type Static } from 'typebox'

export const ExchangeTableName = Type.Enum([
  'accept',
  'process',
  'special_procedure',
  'result',
  'material',
  'supervision',
  'payment',
  'logistics',
  'evaluation',
])
export const ExchangeRowState = Type.Enum(['waiting', 'sent', 'received', 'refused'])
export type ExchangeRowState = Static<typeof ExchangeRowState>

/** One row of an exchange table as officials see it: fields under their national names, persons masked. */
export const ExchangeRow = Type.Object(
  {
    table: ExchangeTableName,
    key: Type.String(),
    projectNo: Type.String(),
    fields: Type.Record(Type.String(), Type.String()),
    cdOperation: Type.Enum(['I', 'U', 'D']),
    cdTime: Type.String(),
    cdBatch: Type.Optional(Type.String()),
    state: ExchangeRowState,
    reason: Type.Optional(Type.String({ description: 'Why the province refused it' })),
  },
  { title: 'ExchangeRow' },
)
export type ExchangeRow = Static<typeof ExchangeRow>

export const ExchangeBatch = Type.Object(
  {
    no: Type.String(),
    madeAt: Type.String(),
    rows: Type.Integer(),
    state: Type.Enum(['waiting', 'silent', 'received']),
    attempts: Type.Integer(),
    nextAt: Type.Optional(Type.String()),
    sentAt: Type.Optional(Type.String()),
    receivedAt: Type.Optional(Type.String()),
    refused: Type.Integer(),
    answer: Type.Optional(Type.String({ description: 'What came instead of a receipt' })),
  },
  { title: 'ExchangeBatch' },
)
export type ExchangeBatch = Static<typeof ExchangeBatch>

export const ExchangeState = Type.Object({
  connected: Type.Boolean({ description: 'An address of the province is set' }),
  counts: Type.Array(Type.Object({ table: ExchangeTableName, state: ExchangeRowState, rows: Type.Integer() })),
  casesBehind: Type.Integer({ description: 'Cases whose rows are not made anew yet; counting stops at 1,000' }),
  oldestWaiting: Type.Optional(Type.String()),
  batches: Type.Array(ExchangeBatch, { description: 'The latest' }),
})
export type ExchangeState = Static<typeof ExchangeState>

export const ResendInput = Type.Object(
  {
    table: Type.Optional(ExchangeTableName),
    keys: Type.Optional(Type.Array(Type.String({ maxLength: 120 }), { maxItems: 200 })),
  },
  { additionalProperties: false },
)
export type ResendInput = Static<typeof ResendInput>

export const problems = {
  'exchange.forbidden': {
    zh: '只有督查岗可以看数据交换。',
    en: 'Only supervisors may look at the exchange.',
  },
}
