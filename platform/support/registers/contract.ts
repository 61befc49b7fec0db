import Type, { type Static } from 'typebox'

export const RegisterKey = Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' })
/** Names of fields are names of columns; those that history needs are taken. */
export const FieldKey = Type.String({
  pattern: '^(?!(realm|version|digest|valid_from|valid_to|recorded_at|ended_at)$)[a-z][a-z0-9_]{0,30}$',
})
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })

export const FieldType = Type.Enum(['text', 'integer', 'number', 'boolean', 'date', 'timestamp'])
export type FieldType = Static<typeof FieldType>

/** Masks of the kernel (standards A5), and `hidden` for what officials without need never see. */
export const FieldMask = Type.Enum(['none', 'name', 'phone', 'id-staff', 'card', 'address', 'email', 'hidden'])
export type FieldMask = Static<typeof FieldMask>

/** One field, graded as GB/T 43697-2024 asks: 1 public, 2 internal, 3 restricted, 4 highly restricted. */
export const RegisterField = Type.Object(
  {
    key: FieldKey,
    name: Text(60),
    nameEn: Text(100),
    type: FieldType,
    /** What the value is about: identity, contact, qualification … (classification, GB/T 43697). */
    class: Text(40),
    /** From 3 on the column is sealed, and looked up by blind index only. */
    grade: Type.Integer({ minimum: 1, maximum: 4 }),
    /** Personal information: none, general or sensitive (个人信息保护法第28条). */
    pi: Type.Enum(['none', 'general', 'sensitive']),
    /** Values it may take, with their names. */
    codes: Type.Optional(Type.Record(Type.String(), Text(100))),
    mask: Type.Optional(FieldMask),
    /** What its digits must prove when rows are loaded: GB 11643, GB 32100, GB/T 2260 with the statistics code. */
    check: Type.Optional(Type.Enum(['citizen-id', 'credit-code', 'division-code'])),
    /** May be searched by, besides the key. */
    lookup: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type RegisterField = Static<typeof RegisterField>

/** A described table of record, as packs declare it. */
export const Register = Type.Object(
  {
    key: RegisterKey,
    version: Type.Integer({ minimum: 1 }),
    name: Text(60),
    nameEn: Text(100),
    /** Key of the department that answers for the data (数源部门). */
    owner: RegisterKey,
    /** How people know it: 公安人口库. */
    sourceLabel: Text(60),
    /** 更新周期. */
    cycle: Type.Enum(['real-time', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'irregular']),
    /** The fields that name one record. */
    keyFields: Type.Array(FieldKey, { minItems: 1, maxItems: 5, uniqueItems: true }),
    /** The field that holds the ID number of the person, or the credit code of the firm, that a record is about. */
    subject: Type.Optional(FieldKey),
    fields: Type.Array(RegisterField, { minItems: 1, maxItems: 120 }),
  },
  { additionalProperties: false },
)
export type Register = Static<typeof Register>

export type ReadRequest = {
  register: string
  /** Values of key or lookup fields; all must fit. */
  key: Record<string, string>
  /** Only these travel. */
  fields: string[]
  /** All records (50 at most) instead of the first. */
  many?: boolean
  /** Why: 受理审查, and the law or item it rests on (个人信息保护法第5、6条). Both are kept in the read log. */
  purpose: string
  basis: string
  caseId?: string
  /** The state of the register on this instant; now unless told. */
  asOf?: Date
}

/** Structurally what bindings of forms read (`SourceAnswer`). */
export type ReadAnswer = {
  status: 'found' | 'missing' | 'unavailable'
  /** The first record. */
  values: Record<string, unknown>
  rows: Record<string, unknown>[]
  sourceLabel: string
  version: string
  fetchedAt: string
}

const Instant = Type.String({ format: 'date-time' })

/** A line of who read whose data, as the person it is about sees it. */
export const ReadLogEntry = Type.Object({
  readAt: Instant,
  register: Type.String(),
  registerName: Type.String(),
  registerNameEn: Type.String(),
  fields: Type.Array(Type.String(), { description: 'Chinese names of the fields read' }),
  reader: Type.String({ description: 'The department for officials, the name for people, 系统 for the platform' }),
  readerKind: Type.String(),
  purpose: Type.String(),
  basis: Type.String(),
  caseId: Type.Optional(Type.String()),
  status: Type.Enum(['found', 'missing', 'unavailable']),
})
export type ReadLogEntry = Static<typeof ReadLogEntry>

/** What is asked of a register: records by key or look-up fields, at a time, as known at a time. */
export const RegisterLookup = Type.Object(
  {
    key: Type.Record(Type.String({ maxLength: 40 }), Type.String({ minLength: 1, maxLength: 200 }), {
      minProperties: 1,
    }),
    fields: Type.Optional(Type.Array(FieldKey, { minItems: 1, maxItems: 120 })),
    asOf: Type.Optional(Type.String({ format: 'date-time', description: 'What held then; now unless told' })),
    asKnown: Type.Optional(Type.String({ format: 'date-time', description: 'What had been learnt by then' })),
    history: Type.Optional(Type.Boolean({ description: 'Every version instead of the one in force' })),
    purpose: Text(200),
    basis: Text(200),
  },
  { additionalProperties: false, title: 'RegisterLookup' },
)
export type RegisterLookup = Static<typeof RegisterLookup>

/** One version of a record, masked. */
export const RecordVersion = Type.Object(
  {
    version: Type.Integer(),
    values: Type.Record(Type.String(), Type.Unknown()),
    validFrom: Type.Optional(Type.String({ format: 'date-time', description: 'Absent: since always' })),
    validTo: Type.Optional(Type.String({ format: 'date-time', description: 'Absent: still' })),
    recordedAt: Type.String({ format: 'date-time', description: 'When it was learnt' }),
  },
  { title: 'RecordVersion' },
)
export type RecordVersion = Static<typeof RecordVersion>

/** A line of the list of registers. */
export const RegisterSummary = Type.Object({
  key: Type.String(),
  version: Type.Integer(),
  name: Type.String(),
  nameEn: Type.String(),
  owner: Type.String(),
  sourceLabel: Type.String(),
  cycle: Type.String(),
  fieldCount: Type.Integer(),
  grade: Type.Integer({ description: 'Of the highest field' }),
})
export type RegisterSummary = Static<typeof RegisterSummary>

export const problems = {
  'registers.missing': { zh: '没有这个数据库。', en: 'There is no such register.' },
  'registers.no-purpose': {
    zh: '读取数据须说明目的和依据。',
    en: 'Data are read only for a stated purpose and on a stated basis.',
  },
  'registers.unknown-field': { zh: '这个数据库没有所要的字段。', en: 'The register has no such field.' },
  'registers.not-a-key': {
    zh: '只能按登记的关键字段查询。',
    en: 'Records are found by key and look-up fields only.',
  },
  'registers.too-many-groups': {
    zh: '这样统计的分组太多，请减少分组字段。',
    en: 'There are too many groups; count by fewer fields.',
  },
  'registers.masked-filter': {
    zh: '只能按您看得到原值的字段筛选和统计。',
    en: 'You may compare and count only by fields that you see unmasked.',
  },
  'registers.forbidden': {
    zh: '您只能读取与自己或您所办事项有关的数据。',
    en: 'You may read only what concerns you or a case of yours.',
  },
  'registers.destructive': {
    zh: '这次改动会丢失或改变已有数据，需要人工处理。',
    en: 'This change would lose or alter data that is there, and needs a person.',
  },
  'registers.bad-record': { zh: '记录与数据库的字段不符。', en: 'The record does not fit the register.' },
  'registers.bad-row': { zh: '导入文件中有不合规的行。', en: 'A row of the imported file does not fit the register.' },
}
