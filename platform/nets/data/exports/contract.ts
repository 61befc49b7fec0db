import Type, { type Static } from 'typebox'

export const ExportFormat = Type.Enum(['csv', 'jsonl'])
export type ExportFormat = Static<typeof ExportFormat>

export const ExportInput = Type.Object({ format: ExportFormat }, { additionalProperties: false })
export type ExportInput = Static<typeof ExportInput>

/** What the city says of a file that it made: signed, so that counts and checksums can be held against it later. */
export const ExportReceipt = Type.Object(
  {
    format: Type.Literal('zhengtong-export/1'),
    realm: Type.String(),
    id: Type.String(),
    demandNo: Type.String(),
    register: Type.String(),
    version: Type.String({ description: 'Of the declaration of the register' }),
    fields: Type.Array(Type.String()),
    rows: Type.Integer(),
    bytes: Type.Integer(),
    sha256: Type.String({ description: 'Of the file when it is opened' }),
    sealedSha256: Type.String({ description: 'Of the file as it is fetched' }),
    madeAt: Type.String({ format: 'date-time' }),
    keyId: Type.String({ description: 'Of the key that signed' }),
  },
  { title: 'ExportReceipt' },
)
export type ExportReceipt = Static<typeof ExportReceipt>

export const ExportState = Type.Enum(['making', 'ready', 'taken', 'failed'])
export type ExportState = Static<typeof ExportState>

export const Export = Type.Object(
  {
    id: Type.String(),
    demandNo: Type.String(),
    register: Type.String(),
    format: ExportFormat,
    state: ExportState,
    orderedBy: Type.String(),
    orderedAt: Type.String({ format: 'date-time' }),
    mark: Type.String({ description: 'As it stands in each row' }),
    takenAt: Type.Optional(Type.String({ format: 'date-time' })),
    code: Type.Optional(Type.String({ description: 'Why it was not made' })),
    receipt: Type.Optional(ExportReceipt),
    signature: Type.Optional(
      Type.String({ description: 'SM2 over SM3 of the canonical JSON of the receipt, DER, hex' }),
    ),
  },
  { title: 'Export' },
)
export type Export = Static<typeof Export>

/** The only time that the key is seen: AES-256-GCM with a nonce of twelve zero bytes, the tag last. */
export const OrderedExport = Type.Object(
  { id: Type.String(), key: Type.String({ description: 'base64' }) },
  { title: 'OrderedExport' },
)
export type OrderedExport = Static<typeof OrderedExport>

export const TraceInput = Type.Object(
  {
    format: ExportFormat,
    text: Type.String({ minLength: 1, maxLength: 800_000, description: 'Of the leaked file, or a part of it' }),
    purpose: Type.String({ minLength: 2, maxLength: 300, pattern: '\\S' }),
  },
  { additionalProperties: false },
)
export type TraceInput = Static<typeof TraceInput>

export const Trace = Type.Object(
  {
    rows: Type.Integer(),
    compared: Type.Integer({ description: 'Files that it was held against' }),
    found: Type.Array(
      Type.Object({
        export: Export,
        visible: Type.Boolean({ description: 'Its mark stands in the rows' }),
        order: Type.Boolean({ description: 'The rows stand in its own order, beyond chance' }),
        agreement: Type.Number({ description: 'Part of pairs of rows that stand in its order' }),
      }),
    ),
  },
  { title: 'Trace' },
)
export type Trace = Static<typeof Trace>

export const problems = {
  'exports.missing': { zh: '没有这个数据文件。', en: 'There is no such file.' },
  'exports.not-ready': { zh: '数据文件还没有生成或者没有生成成功。', en: 'The file is not made.' },
  'exports.taken': { zh: '数据文件只能下载一次，已经下载过。', en: 'The file was fetched before: it is given once.' },
  'exports.too-many-rows': { zh: '数据量超过一个文件的上限。', en: 'More records than one file may have.' },
  'exports.unreadable': { zh: '文件内容不是这种格式。', en: 'The text is not of this format.' },
}
