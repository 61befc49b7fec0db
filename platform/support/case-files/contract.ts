import Type, { type Static } from 'typebox'
import { KeyStatement, RootKeys } from '#support/keys/contract.ts'
import { Head, InclusionProof } from '#support/ledger/contract.ts'

export const CaseFileInput = Type.Object(
  {
    purpose: Type.String({ minLength: 4, maxLength: 200, description: 'Why the file is taken away; it is logged' }),
  },
  { additionalProperties: false },
)
export type CaseFileInput = Static<typeof CaseFileInput>

/** A case file being made, or ready to be fetched by whoever asked for it. */
export const CaseFile = Type.Object(
  {
    id: Type.String(),
    caseId: Type.String(),
    caseNo: Type.String(),
    purpose: Type.String(),
    state: Type.Enum(['queued', 'running', 'ready', 'failed', 'expired']),
    done: Type.Integer({ description: 'Parts written' }),
    total: Type.Integer({ description: 'Parts in all; 0 until they are counted' }),
    size: Type.Optional(Type.Integer()),
    askedAt: Type.String(),
    expiresAt: Type.Optional(Type.String({ description: 'After this instant it must be asked for anew' })),
  },
  { title: 'CaseFile' },
)
export type CaseFile = Static<typeof CaseFile>

export const CaseFileList = Type.Object({
  items: Type.Array(CaseFile),
  mayAsk: Type.Boolean({ description: 'Whether I may take the file of this case away' }),
})
export type CaseFileList = Static<typeof CaseFileList>

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** What is in a case file and why it was made. Its digest stands in the public log. */
export const Manifest = Type.Object(
  {
    format: Type.Literal('zhengtong-case-file/1'),
    realm: Type.String(),
    fileId: Type.String(),
    caseId: Type.String(),
    caseNo: Type.String(),
    itemName: Type.String(),
    madeAt: Type.String(),
    madeFor: Type.Enum(['applicant', 'official']),
    madeBy: Type.String(),
    purpose: Type.String(),
    files: Type.Array(Type.Object({ path: Type.String(), size: Type.Integer(), sha256: Sha256, about: Type.String() })),
  },
  { title: 'Manifest' },
)
export type Manifest = Static<typeof Manifest>

/** That a digest stands in the log: `pending` where no signed head covered it yet. */
export const LeafProof = Type.Union([
  Type.Object({ leaf: Sha256, proof: InclusionProof, head: Head }),
  Type.Object({ leaf: Sha256, pending: Type.Literal(true) }),
])
export type LeafProof = Static<typeof LeafProof>

/** The root and the key of the log, beside what they prove. */
export const Trust = Type.Object({ root: RootKeys, logKey: KeyStatement })
export type Trust = Static<typeof Trust>

export const ManifestProof = Type.Intersect([Trust, Type.Object({ manifest: LeafProof })])

/** One act of the case: its steps, or, where the reader may not see them, their digest alone. */
export const ActProof = Type.Object({
  digest: Sha256,
  seqs: Type.Array(Type.Integer()),
  steps: Type.Optional(Type.Array(Type.Record(Type.String(), Type.Unknown()))),
  withheld: Type.Optional(Type.String({ description: 'Why the steps are not shown' })),
  inLog: LeafProof,
})
export type ActProof = Static<typeof ActProof>

export const History = Type.Object({ acts: Type.Array(ActProof) })

export const problems = {
  'case-files.missing': { zh: '没有这份案卷，或者不是您要求导出的。', en: 'There is no such case file of yours.' },
  'case-files.not-ready': {
    zh: '案卷还没有做好，请稍等再下载。已经做的部分都保留着。',
    en: 'The case file is not ready; please wait a little. What is done is kept.',
  },
  'case-files.expired': {
    zh: '这份案卷已经过期，内容已经销毁。请重新导出。',
    en: 'This case file has expired and was destroyed. Please export it again.',
  },
  'case-files.unreadable': {
    zh: '这不是完整的案卷文件。请重新下载，不要解开再打包。',
    en: 'This is not a whole case file. Download it again, and do not repack it.',
  },
}
