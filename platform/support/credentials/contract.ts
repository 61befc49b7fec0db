import Type, { type Static } from 'typebox'
import { KeyStatement, RootKeys } from '#support/keys/contract.ts'
import { Head, InclusionProof } from '#support/ledger/contract.ts'

export * from './credential-type.ts'
export { type DisclosureLevel, Upkeep } from './upkeep/declared.ts'

export const CredentialKind = Type.Union([Type.Literal('licence'), Type.Literal('letter'), Type.Literal('certificate')])
export type CredentialKind = Static<typeof CredentialKind>

const FaceItem = Type.Object({
  key: Type.String(),
  title: Type.String(),
  titleEn: Type.Optional(Type.String()),
  value: Type.String(),
})
export type FaceItem = Static<typeof FaceItem>

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** What is signed: everything a credential says, canonical (RFC 8785) when hashed. It never changes after issue. */
export const CredentialRecord = Type.Object(
  {
    format: Type.Literal('zhengtong-credential/1'),
    realm: Type.String(),
    id: Type.String(),
    identifier: Type.String({ description: '电子证照标识, GB/T 36904-2018' }),
    type: Type.Object({
      key: Type.String(),
      version: Type.Integer(),
      name: Type.String(),
      nameEn: Type.String(),
      kind: CredentialKind,
    }),
    number: Type.String(),
    holder: Type.Object({
      name: Type.String(),
      idType: Type.Optional(Type.String()),
      idMasked: Type.Optional(Type.String()),
    }),
    issuer: Type.Object({
      departmentId: Type.String(),
      name: Type.String(),
      code: Type.String(),
      divisionCode: Type.String(),
    }),
    issuedAt: Type.String({ format: 'date-time' }),
    issued: Day,
    validFrom: Type.Optional(Day),
    validTo: Type.Optional(Day),
    elements: Type.Record(Type.String(), Type.Unknown()),
    seal: Type.Object({ id: Type.String(), name: Type.String(), keyId: Type.String() }),
    basis: Type.Array(Type.String()),
    caseNo: Type.Optional(Type.String()),
    previous: Type.Optional(Type.String({ description: 'Identifier of the credential this one takes the place of' })),
    verifyCode: Type.String(),
    verifyAt: Type.String({ description: 'The page that the QR code opens' }),
    demo: Type.Boolean(),
  },
  { title: 'CredentialRecord' },
)
export type CredentialRecord = Static<typeof CredentialRecord>

/** `expired` is never stored: it is `valid` past its last day. */
export const CredentialStatus = Type.Union([
  Type.Literal('valid'),
  Type.Literal('suspended'),
  Type.Literal('expired'),
  Type.Literal('withdrawn'),
  Type.Literal('annulled'),
  Type.Literal('revoked'),
  Type.Literal('cancelled'),
  Type.Literal('superseded'),
])
export type CredentialStatus = Static<typeof CredentialStatus>

/** 变更 延续 年检 keep a licence true; 暂停 恢复, and 撤回 撤销 吊销 注销: four ways to end a licence that law keeps apart (许可法 Arts. 8, 69, 70; 处罚法 Art. 9). */
export const CredentialVerb = Type.Union([
  Type.Literal('change'),
  Type.Literal('renew'),
  Type.Literal('annual-check'),
  Type.Literal('suspend'),
  Type.Literal('resume'),
  Type.Literal('withdraw'),
  Type.Literal('annul'),
  Type.Literal('revoke'),
  Type.Literal('cancel'),
])
export type CredentialVerb = Static<typeof CredentialVerb>

export const CredentialAct = Type.Object(
  {
    verb: CredentialVerb,
    reason: Type.String({ minLength: 5, maxLength: 1000, description: 'Facts and legal basis' }),
    ground: Type.Optional(Type.String({ maxLength: 40, description: 'To end a licence: which case of the article' })),
    basis: Type.Optional(Type.String({ maxLength: 500, description: 'To end a licence: the provision' })),
    compensation: Type.Optional(Type.String({ maxLength: 1000, description: 'To withdraw: how losses are made good' })),
    hearing: Type.Optional(
      Type.String({ maxLength: 1000, description: 'To revoke: when the right to a hearing was told' }),
    ),
    elements: Type.Optional(
      Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), {
        description: 'To change: the new values',
        maxProperties: 50,
      }),
    ),
  },
  { additionalProperties: false },
)
export type CredentialAct = Static<typeof CredentialAct>

/** One credential as its holder and its office see it. */
export const Credential = Type.Object(
  {
    id: Type.String(),
    record: CredentialRecord,
    recordDigest: Type.String({ description: 'SM3 of the canonical record' }),
    signature: Type.String({ description: 'SM2 with SM3 over the canonical record, DER in hex' }),
    suite: Type.Literal('GM'),
    keyId: Type.String(),
    leafHash: Type.String({ description: 'Its place in the public log: /log/proof/{leafHash}' }),
    status: CredentialStatus,
    holderPartyId: Type.String(),
    caseId: Type.Optional(Type.String()),
    version: Type.Integer(),
    proven: Type.Boolean({ description: 'Its leaf is under a signed head of the log; until then it says so' }),
  },
  { title: 'Credential' },
)
export type Credential = Static<typeof Credential>

export const CredentialWithMay = Type.Object(
  {
    credential: Credential,
    faceItems: Type.Array(FaceItem),
    steps: Type.Array(
      Type.Object({
        verb: CredentialVerb,
        reason: Type.String(),
        by: Type.String(),
        at: Type.String({ format: 'date-time' }),
        basis: Type.Optional(Type.String()),
        ground: Type.Optional(Type.String()),
        paper: Type.Optional(Type.Object({ id: Type.String(), name: Type.String(), number: Type.String() })),
        year: Type.Optional(Type.Integer({ description: 'Of a yearly check' })),
        next: Type.Optional(
          Type.Object({ id: Type.String(), number: Type.String() }, { description: 'What took its place' }),
        ),
      }),
    ),
    withheld: Type.Array(Type.String(), {
      description: 'Elements that the reader is not shown, by the levels of the type',
    }),
    grantable: Type.Array(Type.String(), { description: 'Elements that an office may read when the holder lets it' }),
    changes: Type.Array(Type.String(), { description: 'Elements that `change` may change' }),
    check: Type.Optional(
      Type.Object(
        { year: Type.Integer(), to: Day, done: Type.Boolean() },
        { description: 'The yearly check of this year' },
      ),
    ),
    may: Type.Array(CredentialVerb),
    endings: Type.Array(
      Type.Object({
        verb: CredentialVerb,
        article: Type.String(),
        needs: Type.Array(Type.Enum(['basis', 'compensation', 'hearing'])),
        grounds: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), nameEn: Type.String() })),
      }),
      { description: 'What the law asks of the acts in `may` that end a licence' },
    ),
  },
  { title: 'CredentialWithMay' },
)
export type CredentialWithMay = Static<typeof CredentialWithMay>

/** A line of a wallet or of a case page. */
export const CredentialLine = Type.Object(
  {
    id: Type.String(),
    type: Type.Object({ key: Type.String(), name: Type.String(), nameEn: Type.String(), kind: CredentialKind }),
    number: Type.String(),
    holder: Type.String(),
    holderPartyId: Type.String(),
    issuer: Type.String(),
    issued: Type.String(),
    issuedAt: Type.String({ format: 'date-time' }),
    validTo: Type.Optional(Type.String()),
    status: CredentialStatus,
    verifyCode: Type.String(),
    caseId: Type.Optional(Type.String()),
    demo: Type.Boolean(),
  },
  { title: 'CredentialLine' },
)
export type CredentialLine = Static<typeof CredentialLine>

/** Everything needed to check a credential without us, in one file: `npm run zt -- verify FILE`. */
export const Bundle = Type.Object({
  format: Type.Literal('zhengtong-bundle/1'),
  record: CredentialRecord,
  suite: Type.Literal('GM'),
  signature: Type.String(),
  key: KeyStatement,
  proof: Type.Optional(InclusionProof),
  head: Type.Optional(Head),
  pending: Type.Optional(Type.Literal(true, { description: 'Not yet in a signed head: ask again in a second' })),
  logKey: KeyStatement,
  root: RootKeys,
})
export type Bundle = Static<typeof Bundle>

/** One step of a check, in plain words, with the technical detail behind it. */
export const Check = Type.Object(
  {
    key: Type.String(),
    ok: Type.Boolean(),
    /** Nothing is wrong, but it cannot be told yet or without a network. */
    open: Type.Optional(Type.Boolean()),
    title: Type.String(),
    titleEn: Type.String(),
    detail: Type.String(),
  },
  { title: 'Check' },
)
export type Check = Static<typeof Check>

/** What anybody may learn of a credential by its code: status, type, issuer, masked holder, validity, public elements. */
export const Verification = Type.Object(
  {
    genuine: Type.Boolean({ description: 'It is ours and unchanged, whatever its status' }),
    status: CredentialStatus,
    type: Type.Object({ name: Type.String(), nameEn: Type.String(), kind: CredentialKind }),
    identifier: Type.String(),
    number: Type.String(),
    holder: Type.String({ description: 'Masked for natural persons' }),
    issuer: Type.String(),
    issued: Type.String(),
    validFrom: Type.Optional(Type.String()),
    validTo: Type.Optional(Type.String()),
    elements: Type.Array(FaceItem),
    checks: Type.Array(Check),
    demo: Type.Boolean(),
    checkedAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Verification' },
)
export type Verification = Static<typeof Verification>

/** What a file that somebody handed in turns out to be. `verification` is absent when it is not ours at all. */
export const FileVerification = Type.Object({
  kind: Type.Union([Type.Literal('pdf'), Type.Literal('ofd'), Type.Literal('sd-jwt'), Type.Literal('bundle')]),
  genuine: Type.Boolean(),
  signer: Type.Optional(Type.String()),
  signedAt: Type.Optional(Type.String({ format: 'date-time' })),
  /** The person who signed behind the seal. */
  countersigned: Type.Optional(
    Type.Object({ name: Type.String(), reason: Type.String(), at: Type.String({ format: 'date-time' }) }),
  ),
  checks: Type.Array(Check),
  verification: Type.Optional(Verification),
})
export type FileVerification = Static<typeof FileVerification>

/** A QR code as one SVG path over a square of `size` cells, without its quiet zone. */
export const Qr = Type.Object({ size: Type.Integer(), path: Type.String() }, { title: 'Qr' })
export type Qr = Static<typeof Qr>

export const credentialIssued = {
  type: 'credentials.credential-issued',
  schema: Type.Object({
    credentialId: Type.String(),
    type: Type.String(),
    kind: CredentialKind,
    number: Type.String(),
    partyId: Type.String(),
    departmentId: Type.String(),
    caseId: Type.Optional(Type.String()),
  }),
}

export const credentialStatusChanged = {
  type: 'credentials.credential-status-changed',
  schema: Type.Object({
    credentialId: Type.String(),
    type: Type.String(),
    number: Type.String(),
    partyId: Type.String(),
    status: CredentialStatus,
    reason: Type.String(),
  }),
}

/** A licence ends soon, or its yearly check does. */
export const credentialDue = {
  type: 'credentials.credential-due',
  schema: Type.Object({
    credentialId: Type.String(),
    type: Type.String(),
    number: Type.String(),
    partyId: Type.String(),
    kind: Type.Enum(['expiry', 'annual-check']),
    day: Day,
    left: Type.Integer({ description: 'Days' }),
  }),
}

export const problems = {
  'credentials.not-issuer': {
    zh: '这种证照不由这个机关签发，没有签发。',
    en: 'This office does not issue this type; nothing was issued.',
  },
  'credentials.withheld': {
    zh: '这份证照有您无权看到的内容，整份文件只给持证人和发证机关。',
    en: 'Part of this credential is not for you to read; the whole paper is for its holder and its issuer.',
  },
  'credentials.too-early': {
    zh: '还没有到可以延续的时候，证照没有变动。',
    en: 'It is too early to renew; the credential was not changed.',
  },
  'credentials.not-due': {
    zh: '今年的年检还没有开始、不需要，或者已经做过。',
    en: 'The yearly check has not begun, is not needed, or has been done.',
  },
  'credentials.missing': { zh: '没有这份证照或文书。', en: 'There is no such credential.' },
  'credentials.code-unknown': {
    zh: '没有查到这个查验码。请核对是否抄错；仍然查不到的，请向发证机关核实，不要轻信这份证照。',
    en: 'No credential has this code. Check it for typing errors; if it is right, ask the issuer before you trust the paper.',
  },
  'credentials.code-wrong': {
    zh: '查验码抄写有误，请对照二维码下面的 12 位码逐位核对。',
    en: 'The code has a typing error. Compare its 12 characters with those below the QR code.',
  },
  'credentials.forbidden': {
    zh: '您不能对这份证照做这件事，没有做任何改动。',
    en: 'You may not do this to this credential; nothing was changed.',
  },
  'credentials.wrong-state': {
    zh: '证照现在的状态不能做这一步，没有做任何改动。请刷新后再看。',
    en: 'The credential is not in a state for this step; nothing was changed. Please reload.',
  },
  'credentials.ending': {
    zh: '缺少法律要求写明的内容，证照没有变动。请按提示补全。',
    en: 'What the law asks of this act is missing; the credential was not changed. Please complete what is listed.',
  },
  'credentials.elements': {
    zh: '照面信息不完整或不合格式，没有签发。',
    en: 'What should stand on the paper is incomplete or malformed; nothing was issued.',
  },
  'credentials.number-lapsed': {
    zh: '办理用时太长，文号已经收回，没有签发。请再试一次。',
    en: 'This took too long and its number was taken back, so nothing was issued. Please try again.',
  },
  'credentials.no-glyph': {
    zh: '有的字暂时无法印在证照上，没有签发。请联系窗口，我们会补字后再办，不会改您的名字。',
    en: 'A character cannot be printed yet, so nothing was issued. Please contact the counter: the font will be extended, your name will not be changed.',
  },
  'credentials.number-range': {
    zh: '这个证照的编号已经用完，没有签发。请联系管理员。',
    en: 'The numbers of this type have run out; nothing was issued. Please tell the administrator.',
  },
  'credentials.not-a-paper': {
    zh: '这不是 PDF、OFD、SD-JWT，也不是验证文件（JSON），无法查验。',
    en: 'This is neither a PDF, an OFD, an SD-JWT nor a verification bundle (JSON).',
  },
  'credentials.unreadable-sd-jwt': {
    zh: '这份钱包证照读不出来，或者里面混进了不是发证机关签发的内容。请让持有人重新出示。',
    en: 'The wallet credential cannot be read, or something in it was not signed by the issuer. Ask the holder to show it again.',
  },
  'ofd.unreadable': {
    zh: '这个 OFD 文件读不出来，或者被别的软件改写过。请使用原来下载的文件。',
    en: 'The OFD file cannot be read, or another program rewrote it. Please use the file as it was downloaded.',
  },
  'zip.unreadable': {
    zh: '这个文件读不出来，或者被别的软件重新打包过。请使用原来下载的文件。',
    en: 'The file cannot be read, or another program packed it anew. Please use the file as it was downloaded.',
  },
  'credentials.unreadable-bundle': {
    zh: '这个验证文件读不出来，可能不完整。请重新下载。',
    en: 'The bundle cannot be read; it may be incomplete. Please download it again.',
  },
}
