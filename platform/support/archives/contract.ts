import Type, { type Static } from 'typebox'
import { KeyStatement, RootKeys } from '#support/keys/contract.ts'

/** 保管期限: Y for ever, D30 and D10 years. */
export const Retention = Type.Enum(['Y', 'D30', 'D10'])
export type Retention = Static<typeof Retention>

/** 归档范围和保管期限表: dated data, `retention/<key>.yaml` of a pack. */
export const RetentionSchedule = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' }),
    version: Type.Integer({ minimum: 1 }),
    name: Type.String({ minLength: 2, maxLength: 80 }),
    nameEn: Type.String({ minLength: 2, maxLength: 120 }),
    basis: Type.String({ minLength: 4, maxLength: 500 }),
    category: Type.String({ pattern: '^[A-Z]{2,4}$', description: '门类 in the archive number' }),
    fileAfterDays: Type.Integer({
      minimum: 0,
      maximum: 730,
      description: 'Days from the close until the platform files it',
    }),
    handOverAfterYears: Type.Integer({ minimum: 0, maximum: 30, description: '档案法实施条例第20条' }),
    fonds: Type.Array(
      Type.Object(
        {
          department: Type.String({ minLength: 1, maxLength: 64, description: 'With the offices below it' }),
          code: Type.String({ pattern: '^[A-Z0-9]{2,8}$', description: '全宗号, as the archive assigned it' }),
          office: Type.String({ pattern: '^[A-Z0-9]{2,8}$', description: '机构' }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
    classes: Type.Array(
      Type.Object(
        {
          name: Type.String({ minLength: 2, maxLength: 80 }),
          flows: Type.Optional(
            Type.Array(Type.String({ minLength: 1, maxLength: 120 }), { minItems: 1, description: 'Keys of flows' }),
          ),
          outcomes: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { minItems: 1 })),
          retention: Retention,
        },
        { additionalProperties: false },
      ),
      { minItems: 1, description: 'The first that fits says how long' },
    ),
  },
  { additionalProperties: false, title: 'RetentionSchedule' },
)
export type RetentionSchedule = Static<typeof RetentionSchedule>

/** 四性: authenticity 真实性, integrity 完整性, usability 可用性, safety 安全性. */
export const Nature = Type.Enum(['authenticity', 'integrity', 'usability', 'safety'])
export type Nature = Static<typeof Nature>

export const NatureCheck = Type.Object({
  nature: Nature,
  rule: Type.String({ description: 'Id of the rule, such as A1' }),
  ok: Type.Boolean(),
  open: Type.Optional(Type.Boolean({ description: 'Could not be judged here; the archive judges it on receipt' })),
  title: Type.String(),
  titleEn: Type.String(),
  detail: Type.String(),
})
export type NatureCheck = Static<typeof NatureCheck>

export const NatureReport = Type.Object({
  at: Type.String(),
  passed: Type.Boolean(),
  checks: Type.Array(NatureCheck),
})
export type NatureReport = Static<typeof NatureReport>

const Hex64 = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** What a package says of itself. The department's seal key signs it; its SM3 stands in the log. */
export const ArchiveManifest = Type.Object(
  {
    format: Type.Literal('zhengtong-archive-package/1'),
    realm: Type.String(),
    packageId: Type.String(),
    archiveNo: Type.String(),
    title: Type.String(),
    itemName: Type.String(),
    caseId: Type.String(),
    caseNo: Type.String(),
    department: Type.Object({ id: Type.String(), name: Type.String() }),
    fonds: Type.String(),
    category: Type.String(),
    year: Type.Integer(),
    retention: Retention,
    keepUntil: Type.Optional(Type.String()),
    schedule: Type.Object({ key: Type.String(), version: Type.Integer(), className: Type.String() }),
    closedAt: Type.String(),
    filedAt: Type.String(),
    files: Type.Array(
      Type.Object({ path: Type.String(), size: Type.Integer(), sm3: Hex64, sha256: Hex64, format: Type.String() }),
    ),
  },
  { title: 'ArchiveManifest' },
)
export type ArchiveManifest = Static<typeof ArchiveManifest>

export const ArchiveSignature = Type.Object({
  algorithm: Type.Literal('SM2-with-SM3'),
  sealId: Type.String(),
  signature: Type.String({ pattern: '^([0-9a-f]{2})+$' }),
  key: KeyStatement,
  root: RootKeys,
})
export type ArchiveSignature = Static<typeof ArchiveSignature>

export const ArchiveState = Type.Enum(['waiting', 'failed', 'filed', 'sending', 'checking', 'accepted', 'refused'])
export type ArchiveState = Static<typeof ArchiveState>

/** What the archive said on taking a package over. */
export const ArchiveReceipt = Type.Object({
  no: Type.String(),
  packageId: Type.String(),
  sha256: Hex64,
  at: Type.String(),
  by: Type.String(),
})
export type ArchiveReceipt = Static<typeof ArchiveReceipt>

export const RefusalReason = Type.Object({ rule: Type.String(), detail: Type.String() })
export type RefusalReason = Static<typeof RefusalReason>

export const ArchiveVerb = Type.Enum(['file', 'hand-over', 'send-again'])
export type ArchiveVerb = Static<typeof ArchiveVerb>

export const ArchiveRow = Type.Object(
  {
    id: Type.String(),
    caseId: Type.String(),
    caseNo: Type.String(),
    title: Type.String(),
    department: Type.Object({ id: Type.String(), name: Type.String() }),
    closedAt: Type.String(),
    state: ArchiveState,
    archiveNo: Type.Optional(Type.String({ description: '档号' })),
    retention: Type.Optional(Retention),
    keepUntil: Type.Optional(Type.String({ description: 'Absent: for ever' })),
    appraisalDue: Type.Boolean({ description: 'Its period is over: people appraise it, nothing deletes it' }),
    handOverOn: Type.Optional(Type.String()),
    filedAt: Type.Optional(Type.String()),
    size: Type.Optional(Type.Integer()),
    attempts: Type.Integer(),
    answer: Type.Optional(Type.String({ description: 'What came instead of an acknowledgement' })),
    receipt: Type.Optional(ArchiveReceipt),
    refusal: Type.Optional(Type.Array(RefusalReason)),
    may: Type.Array(ArchiveVerb),
  },
  { title: 'ArchiveRow' },
)
export type ArchiveRow = Static<typeof ArchiveRow>

export const ArchiveView = Type.Intersect(
  [
    ArchiveRow,
    Type.Object({
      report: Type.Optional(NatureReport),
      steps: Type.Array(
        Type.Object({ at: Type.String(), verb: Type.String(), by: Type.String(), detail: Type.String() }),
      ),
    }),
  ],
  { title: 'ArchiveView' },
)
export type ArchiveView = Static<typeof ArchiveView>

export const ArchiveAct = Type.Object(
  { verb: ArchiveVerb, reason: Type.String({ minLength: 2, maxLength: 200 }) },
  { additionalProperties: false },
)
export type ArchiveAct = Static<typeof ArchiveAct>

/** Filed with all checks passed, or taken over by the archive. */
export const ArchiveHappened = Type.Object({
  fileId: Type.String(),
  caseId: Type.String(),
  archiveNo: Type.String(),
  receiptNo: Type.Optional(Type.String()),
})

export const problems = {
  'archives.forbidden': { zh: '只有本部门的档案员可以办理。', en: 'Only an archivist of the department may do this.' },
  'archives.missing': { zh: '没有这份电子档案。', en: 'There is no such archive file.' },
  'archives.no-purpose': { zh: '请写明用途，至少4个字。', en: 'Say what for, in at least 4 characters.' },
  'archives.not-now': {
    zh: '这份档案现在的状态不能这样办，请刷新后再看。',
    en: 'Not possible in the state the file is in; please reload.',
  },
  'archives.not-filed': { zh: '还没有归档，没有可以导出的档案包。', en: 'It is not filed yet; there is no package.' },
  'archives.not-connected': {
    zh: '没有设置档案馆的地址，暂时不能移交。归档照常进行。',
    en: 'No archive is connected, so nothing can be handed over yet. Filing goes on.',
  },
  'archives.unreadable': { zh: '这不是完整的档案包。', en: 'This is not a whole archive package.' },
}
