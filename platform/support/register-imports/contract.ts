import Type, { type Static } from 'typebox'

const Count = Type.Integer({ minimum: 0 })
const Instant = Type.String({ format: 'date-time' })

/** By field of the register: the column it is read from, or one value for every line. */
export const ImportMapping = Type.Record(
  Type.String({ minLength: 1, maxLength: 40 }),
  Type.Union([
    Type.Object({ column: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
    Type.Object({ value: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }),
  ]),
  { title: 'RegisterImportMapping', maxProperties: 120 },
)
export type ImportMapping = Static<typeof ImportMapping>

/** `changes`: records of the file are new or replace known ones. `whole`: besides, what is not in the file ends. */
export const ImportMode = Type.Enum(['changes', 'whole'])
export type ImportMode = Static<typeof ImportMode>

export const ImportStart = Type.Object(
  { mapping: ImportMapping, mode: ImportMode },
  { additionalProperties: false, title: 'RegisterImportStart' },
)
export type ImportStart = Static<typeof ImportStart>

/**
 * One file on its way into a register. `accepted` + `refused` are the lines read so far; of those accepted, `added`,
 * `changed` and `same` say what came of them in the register, all at once at the end.
 */
export const RegisterImport = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    register: Type.String(),
    fileName: Type.String(),
    columns: Type.Array(Type.String()),
    mapping: ImportMapping,
    mode: ImportMode,
    state: Type.Enum(['uploaded', 'queued', 'reading', 'done', 'failed']),
    problem: Type.Optional(Type.String({ description: 'Code of what stopped it; the register is then as it was' })),
    progress: Type.Object({ bytes: Count, of: Count }),
    accepted: Count,
    refused: Count,
    added: Count,
    changed: Count,
    same: Count,
    ended: Count,
    checksum: Type.String({ description: 'Sum of the digests of what was accepted, found again in the register' }),
    startedBy: Type.String(),
    createdAt: Instant,
    finishedAt: Type.Optional(Instant),
  },
  { title: 'RegisterImport' },
)
export type RegisterImport = Static<typeof RegisterImport>

export const faultReasons = [
  'line-unreadable',
  'columns-differ',
  'formula',
  'wrong-value',
  'not-in-codes',
  'wrong-check',
  'key-blank',
  'key-twice',
] as const
export type FaultReason = (typeof faultReasons)[number]

/** One reason why a line was refused; a line may have several. */
export const ImportFault = Type.Object(
  {
    line: Count,
    no: Count,
    reason: Type.Enum([...faultReasons]),
    field: Type.Optional(Type.String()),
    detail: Type.String(),
  },
  { title: 'RegisterImportFault' },
)
export type ImportFault = Static<typeof ImportFault>

export const problems = {
  'register-imports.missing': { zh: '没有这次导入。', en: 'There is no such import.' },
  'register-imports.forbidden': {
    zh: '只有系统管理员可以向数据库导入数据。没有做任何改动。',
    en: 'Only administrators bring data into registers; nothing was changed.',
  },
  'register-imports.mapping': {
    zh: '列的对应关系不完整。请按提示补全。',
    en: 'The mapping of columns is incomplete. Please complete what is listed.',
  },
  'register-imports.under-way': {
    zh: '这次导入正在进行，请等它结束。',
    en: 'This import is under way; please wait until it ends.',
  },
  'register-imports.done': {
    zh: '这个文件已经导入完成。要再导一次，请重新上传。',
    en: 'This file has been imported. Upload it again to import it once more.',
  },
  'register-imports.whole-with-faults': {
    zh: '全量导入不能有被拒的行，否则会误把它们当作已消失的记录。请改正文件后重导，或改用增量导入。数据库没有任何改动。',
    en: 'A whole load must not hold refused lines: their records would be taken for gone. Mend the file, or load it as changes. The register is as it was.',
  },
  'register-imports.nothing': {
    zh: '文件里没有一行可以导入。数据库没有任何改动。',
    en: 'No line of the file could be taken in. The register is as it was.',
  },
}
