import Type, { type Static } from 'typebox'
import { MaterialView } from '#support/cases/contract.ts'

/** A value the platform already knows, with who said so. */
export const KnownFact = Type.Object({
  pointer: Type.String({ description: 'JSON pointer of the field' }),
  value: Type.Unknown(),
  source: Type.String(),
  sourceLabel: Type.String({ description: '来自公安人口库' }),
  fetchedAt: Type.String(),
})
export type KnownFact = Static<typeof KnownFact>

/** One material of the item and how this application meets it. */
export const MaterialNeed = Type.Object({
  key: Type.String(),
  name: Type.String(),
  nameEn: Type.Optional(Type.String()),
  help: Type.Optional(Type.String()),
  helpEn: Type.Optional(Type.String()),
  /** upload: hand in a file; confirm: read and agree; shared and generated: 免提交, nothing to do. */
  submission: Type.Enum(['upload', 'confirm', 'shared', 'generated']),
  required: Type.Boolean(),
  sourceLabel: Type.Optional(Type.String({ description: 'For 免提交: where it comes from' })),
  state: Type.Enum(['missing', 'here', 'not-needed']),
  file: Type.Optional(MaterialView),
})
export type MaterialNeed = Static<typeof MaterialNeed>

const Fault = Type.Object({ pointer: Type.String(), rule: Type.String(), detail: Type.String() })

/** An application being filled in. It is nobody's case before it is submitted; it keeps for 90 days. */
export const Application = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    item: Type.Object({
      id: Type.String(),
      version: Type.Integer(),
      name: Type.String(),
      nameEn: Type.Optional(Type.String()),
      departmentName: Type.String(),
    }),
    applicant: Type.Object({ partyId: Type.String(), name: Type.String(), kind: Type.String() }),
    form: Type.Unknown({ description: 'The form document: JSON Schema 2020-12 with x-from, x-show, x-ui and pages' }),
    answers: Type.Record(Type.String(), Type.Unknown()),
    facts: Type.Array(KnownFact),
    gaps: Type.Array(
      Type.Object({
        pointer: Type.String(),
        source: Type.String(),
        sourceLabel: Type.String(),
        reason: Type.Enum(['missing', 'unavailable']),
      }),
      {
        description: 'Fields a register should know but did not: asked from the applicant, or filled in later',
      },
    ),
    disputes: Type.Array(Type.Object({ pointer: Type.String(), claim: Type.String() }), {
      description: 'Facts the applicant says are wrong',
    }),
    materials: Type.Array(MaterialNeed),
    faults: Type.Array(Fault, { description: 'What still stands in the way of submitting' }),
    updatedAt: Type.String(),
  },
  { title: 'Application' },
)
export type Application = Static<typeof Application>

export const StartInput = Type.Object(
  {
    itemId: Type.String({ format: 'uuid' }),
    onBehalfOf: Type.Optional(
      Type.String({ format: 'uuid', description: 'Party this is done for, one of GET /me parties' }),
    ),
    answers: Type.Optional(
      Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), {
        description: 'First answers, as PATCH takes them',
      }),
    ),
    confirm: Type.Optional(
      Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50, description: 'As PATCH takes it' }),
    ),
  },
  { additionalProperties: false },
)

export const AnswersInput = Type.Object(
  {
    answers: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), {
      description: 'Top-level fields to set; null takes one out. Facts from registers cannot be set',
    }),
    confirm: Type.Optional(
      Type.Array(Type.String({ maxLength: 100 }), {
        maxItems: 50,
        description: 'Keys of materials read and agreed to',
      }),
    ),
  },
  { additionalProperties: false },
)

export const DisputeInput = Type.Object(
  { pointer: Type.String({ maxLength: 200 }), claim: Type.String({ minLength: 1, maxLength: 500 }) },
  { additionalProperties: false },
)

export const SubmitInput = Type.Object(
  {
    consent: Type.Literal(true, {
      description: 'The person has seen and agrees to: data use, and that what is said is true',
    }),
  },
  { additionalProperties: false },
)

/** What the person is told at once: the 办件编号, a short code to ask with, and, when the rule decided, the result. */
export const Submitted = Type.Object({
  caseId: Type.String(),
  caseNo: Type.String(),
  queryCode: Type.String(),
  status: Type.String(),
  outcome: Type.Optional(Type.String()),
  automatic: Type.Boolean(),
  submittedAt: Type.String(),
  due: Type.Optional(Type.String()),
})
export type Submitted = Static<typeof Submitted>

export const ApplicationRow = Type.Object({
  id: Type.String(),
  itemName: Type.String(),
  itemId: Type.String(),
  applicant: Type.String(),
  updatedAt: Type.String(),
})
export type ApplicationRow = Static<typeof ApplicationRow>

export const problems = {
  'applications.missing': {
    zh: '没有找到这份申请，可能已经提交或删除。',
    en: 'There is no such application; it may have been submitted or removed.',
  },
  'applications.not-online': {
    zh: '这个事项暂时不能在网上申请。请看办事指南里的办理地点。',
    en: 'This item cannot be applied for online yet. See the guide for where to go.',
  },
  'applications.no-office': {
    zh: '这个事项的承办部门还没有接入，暂时不能在网上申请。',
    en: 'The department of this item is not connected yet, so it cannot be applied for online.',
  },
  'applications.not-for-you': { zh: '这个事项不面向这类申请人。', en: 'This item is not for this kind of applicant.' },
  'applications.not-your-party': { zh: '您没有代办这位申请人的授权。', en: 'You may not act for this party.' },
  'applications.incomplete': {
    zh: '还有内容没有填好，没有提交。已填的都保留着，请按提示补齐。',
    en: 'Some things are still missing; nothing was submitted and all is kept. Please complete what is listed.',
  },
  'applications.fact-is-fixed': {
    zh: '这一项来自共享数据，不能直接改。如果有误，请点“有误”。',
    en: 'This value comes from a register and cannot be changed here. If it is wrong, say so.',
  },
  'applications.unknown-material': { zh: '这个事项不需要这份材料。', en: 'The item does not ask for this material.' },
  'applications.unknown-field': { zh: '表单里没有这一项。', en: 'The form has no such field.' },
  'applications.changed': {
    zh: '这份申请刚在别处改过，请看最新内容再提交。',
    en: 'This application was changed elsewhere; look at it again before you go on.',
  },
  'applications.too-many': {
    zh: '没有提交的申请太多了，请先提交或删除一些。',
    en: 'Too many unsubmitted applications; submit or remove some first.',
  },
}
