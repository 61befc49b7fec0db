import Type, { type Static } from 'typebox'

/** A seal's picture: outlines in millimetres around its centre, as SVG path data, drawn in the seal's red. */
export const SealPicture = Type.Object({
  width: Type.Number(),
  height: Type.Number(),
  paths: Type.Array(
    Type.Object({
      d: Type.String(),
      stroke: Type.Optional(Type.Number({ description: 'Line width; absent: filled' })),
    }),
  ),
})
export type SealPicture = Static<typeof SealPicture>

export const SealState = Type.Union([
  Type.Literal('applied'),
  Type.Literal('approved'),
  Type.Literal('made'),
  Type.Literal('issued'),
  Type.Literal('suspended'),
  Type.Literal('destroyed'),
])
export type SealState = Static<typeof SealState>

export const SealVerb = Type.Union([
  Type.Literal('approve'),
  Type.Literal('make'),
  Type.Literal('issue'),
  Type.Literal('suspend'),
  Type.Literal('resume'),
  Type.Literal('destroy'),
  Type.Literal('hand-over'),
])
export type SealVerb = Static<typeof SealVerb>

const Instant = Type.String({ format: 'date-time' })

/** A department's electronic seal (电子印章). */
export const Seal = Type.Object(
  {
    id: Type.String(),
    name: Type.String({ description: 'The words around the star' }),
    departmentId: Type.String(),
    departmentName: Type.String(),
    departmentCode: Type.String(),
    divisionCode: Type.String(),
    state: SealState,
    custodian: Type.Optional(Type.String()),
    picture: Type.Optional(SealPicture),
    recordKeyId: Type.Optional(Type.String()),
    pdfKeyId: Type.Optional(Type.String()),
    validFrom: Type.Optional(Instant),
    validTo: Type.Optional(Instant),
    demo: Type.Boolean(),
    version: Type.Integer(),
  },
  { title: 'Seal' },
)
export type Seal = Static<typeof Seal>

/** A seal with what the reader may do to it now. */
export const SealStep = Type.Object({
  verb: Type.String(),
  reason: Type.String(),
  by: Type.String(),
  at: Instant,
})
export type SealStep = Static<typeof SealStep>

export const SealWithMay = Type.Object(
  {
    seal: Seal,
    may: Type.Array(SealVerb),
    /** Of one seal: what was done to it, oldest first. */
    steps: Type.Optional(Type.Array(SealStep)),
    /** What it will look like, while it is not made. */
    preview: Type.Optional(SealPicture),
  },
  { title: 'SealWithMay' },
)
export type SealWithMay = Static<typeof SealWithMay>

export const SealUse = Type.Object({
  id: Type.String(),
  sealId: Type.String(),
  digest: Type.String(),
  operatorName: Type.String(),
  caseId: Type.Optional(Type.String()),
  reason: Type.String(),
  at: Instant,
  leafHash: Type.String({ description: 'By which its proof is asked for in the log' }),
})
export type SealUse = Static<typeof SealUse>

export const SealApplication = Type.Object({
  departmentId: Type.String({ minLength: 1, maxLength: 60 }),
  custodian: Type.String({ minLength: 1, maxLength: 40, description: 'Who will keep it' }),
  reason: Type.String({ minLength: 2, maxLength: 500 }),
})
export type SealApplication = Static<typeof SealApplication>

export const SealAct = Type.Object({
  verb: SealVerb,
  reason: Type.String({ minLength: 2, maxLength: 500 }),
  custodian: Type.Optional(
    Type.String({ minLength: 1, maxLength: 40, description: 'To hand over: who keeps it from now on' }),
  ),
})
export type SealAct = Static<typeof SealAct>

export const problems = {
  'seals.missing': { zh: '没有这枚印章。', en: 'There is no such seal.' },
  'seals.forbidden': {
    zh: '您的岗位不能对这枚印章做这件事，没有做任何改动。',
    en: 'Your post may not do this to this seal; nothing was changed.',
  },
  'seals.own-application': {
    zh: '申请人不能审批自己申请的印章，请由另一位安全管理员审批。',
    en: 'Who applied for a seal may not approve it; another security officer must.',
  },
  'seals.wrong-state': {
    zh: '印章现在的状态不能做这一步，没有做任何改动。请刷新后再看。',
    en: 'The seal is not in a state for this step; nothing was changed. Please reload.',
  },
  'seals.exists': {
    zh: '这个部门已有一枚印章。旧章销毁后才能申请新章。',
    en: 'This department has a seal already. A new one can be applied for once it is destroyed.',
  },
  'seals.unusable': {
    zh: '这个部门现在没有可用的印章，文件没有签发。请联系安全管理员。',
    en: 'The department has no seal in force now, so nothing was issued. Please ask the security officer.',
  },
  'seals.no-custodian': {
    zh: '移交印章要写明新的保管人，没有做任何改动。',
    en: 'To hand a seal over, name its new custodian; nothing was changed.',
  },
  'seals.no-reason': { zh: '用章必须写明事由，没有用章。', en: 'A seal is used only with a reason; it was not used.' },
  'seals.no-glyph': {
    zh: '印章字体里没有这个字，无法制章。请换用规范名称。',
    en: 'The seal font lacks a character of the name, so the seal cannot be made.',
  },
}
