import Type, { type Static } from 'typebox'

const Count = Type.Integer({ minimum: 0 })
const Instant = Type.String({ format: 'date-time' })

/** Where what a column holds goes: `number`, `holder.name`, `holder.id`, `issued`, `validFrom`, `validTo`, `elements.x`. */
export const StockTarget = Type.Object(
  {
    to: Type.String(),
    title: Type.String(),
    titleEn: Type.Optional(Type.String()),
    required: Type.Boolean(),
  },
  { title: 'StockTarget' },
)
export type StockTarget = Static<typeof StockTarget>

/** By target: the column it is read from, or one value for every line. */
export const StockMapping = Type.Record(
  Type.String({ minLength: 1, maxLength: 80 }),
  Type.Union([
    Type.Object({ column: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
    Type.Object({ value: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }),
  ]),
  { title: 'StockMapping', maxProperties: 100 },
)
export type StockMapping = Static<typeof StockMapping>

export const StockRun = Type.Object(
  {
    mapping: StockMapping,
    trial: Type.Boolean({ description: 'Only say what would come of each line; nothing is issued' }),
  },
  { additionalProperties: false, title: 'StockRun' },
)
export type StockRun = Static<typeof StockRun>

/**
 * One file of stock licences. `issued` + `repaired` + `unchanged` + `refused` are the lines read of `of`; `repaired` are
 * issued too, after a named repair; in a trial they are what would be.
 */
export const StockImport = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    type: Type.Object({ key: Type.String(), name: Type.String(), nameEn: Type.String() }),
    departmentId: Type.String(),
    fileName: Type.String(),
    columns: Type.Array(Type.String()),
    targets: Type.Array(StockTarget),
    mapping: StockMapping,
    state: Type.Enum(['uploaded', 'queued', 'running', 'checked', 'done', 'failed']),
    trial: Type.Boolean(),
    problem: Type.Optional(Type.String({ description: 'Code of what stopped it' })),
    of: Count,
    issued: Count,
    repaired: Count,
    unchanged: Count,
    refused: Count,
    startedBy: Type.String(),
    createdAt: Instant,
    finishedAt: Type.Optional(Instant),
  },
  { title: 'StockImport' },
)
export type StockImport = Static<typeof StockImport>

export const StockLineState = Type.Enum(['issued', 'repaired', 'unchanged', 'refused'])
export type StockLineState = Static<typeof StockLineState>

export const stockRepairs = [
  'full-width-made-half',
  'spaces-removed',
  'date-rewritten',
  'id-lengthened',
  'letters-made-capital',
  'list-split',
  'number-read',
] as const
export type StockRepair = (typeof stockRepairs)[number]

export const stockReasons = [
  'line-unreadable',
  'columns-differ',
  'number-missing',
  'number-too-long',
  'holder-missing',
  'holder-id-wrong',
  'holder-name-differs',
  'date-wrong',
  'issued-later',
  'ended',
  'elements-wrong',
  'no-glyph',
  'twice-in-file',
  'number-in-use',
] as const
export type StockReason = (typeof stockReasons)[number]

export const StockLine = Type.Object(
  {
    line: Count,
    state: StockLineState,
    number: Type.Optional(Type.String()),
    holder: Type.Optional(Type.String({ description: 'Masked' })),
    credentialId: Type.Optional(Type.String({ format: 'uuid' })),
    repairs: Type.Array(Type.Object({ repair: Type.Enum([...stockRepairs]), to: Type.String() })),
    reason: Type.Optional(Type.Enum([...stockReasons])),
    detail: Type.Optional(Type.String()),
  },
  { title: 'StockLine' },
)
export type StockLine = Static<typeof StockLine>

export const StockType = Type.Object(
  { key: Type.String(), name: Type.String(), nameEn: Type.String(), from: Type.String(), cycle: Type.String() },
  { title: 'StockType' },
)
export type StockType = Static<typeof StockType>

export const problems = {
  'stock.missing': { zh: '没有这次导入。', en: 'There is no such import.' },
  'stock.forbidden': {
    zh: '只有发证机关的决定岗可以导入它的存量证照。没有做任何改动。',
    en: 'Only a decider of the issuing office imports its stock licences; nothing was changed.',
  },
  'stock.not-collected': {
    zh: '这种证照没有声明归集，或者首次归集日期还没有到，不能导入存量。',
    en: 'This type declares no collection, or its first day has not come; its stock cannot be imported.',
  },
  'stock.mapping': {
    zh: '列的对应关系不完整。请按提示补全。',
    en: 'The mapping of columns is incomplete. Please complete what is listed.',
  },
  'stock.under-way': {
    zh: '这次导入正在进行，请等它结束。',
    en: 'This import is under way; please wait until it ends.',
  },
  'stock.done': {
    zh: '这个文件已经导入完成。要再导一次，请重新上传，不会重复。',
    en: 'This file has been imported. Upload it again to import it once more; nothing is issued twice.',
  },
}
