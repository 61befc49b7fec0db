import Type, { type Static } from 'typebox'

/** What is designed in the browser and published as versions beside those that packs install. */
export const designKinds = ['flow', 'rule', 'form', 'credential'] as const
export const DesignKind = Type.Enum([...designKinds])
export type DesignKind = Static<typeof DesignKind>

export const DesignKey = Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}$' })
const Day = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })
const Title = Type.String({ minLength: 2, maxLength: 100 })

/** The longest text of a design: BPMN, DMN, or the JSON of a form. */
export const longestText = 2_000_000
const Text = Type.String({ minLength: 1, maxLength: longestText })

/** Something the check found, at the element of the drawing or the field it is about. */
export const DesignProblem = Type.Object(
  {
    severity: Type.Enum(['error', 'warning']),
    code: Type.String(),
    line: Type.Integer(),
    element: Type.Optional(
      Type.String({ description: 'Id of the element in the drawing, or JSON pointer in a form or licence type' }),
    ),
    message: Type.String(),
    mend: Type.String(),
  },
  { title: 'DesignProblem' },
)
export type DesignProblem = Static<typeof DesignProblem>

export const DesignVersion = Type.Object(
  {
    version: Type.Integer(),
    validFrom: Day,
    pack: Type.String(),
    inForce: Type.Boolean(),
    publishedBy: Type.Optional(Type.String()),
    publishedAt: Type.Optional(Instant),
    reason: Type.Optional(Type.String()),
  },
  { title: 'DesignVersion' },
)
export type DesignVersion = Static<typeof DesignVersion>

/** One line of the list: published, in draft, or both. */
export const DesignLine = Type.Object(
  {
    kind: DesignKind,
    key: Type.String(),
    title: Type.String(),
    versions: Type.Integer({ minimum: 0 }),
    inForce: Type.Optional(Type.Integer({ description: 'The version in force today' })),
    draft: Type.Optional(Type.Object({ revision: Type.Integer(), updatedBy: Type.String(), updatedAt: Instant })),
    mayEdit: Type.Boolean(),
  },
  { title: 'DesignLine' },
)
export type DesignLine = Static<typeof DesignLine>

/** A draft whole, with what the check says of it now. */
export const Design = Type.Object(
  {
    kind: DesignKind,
    key: Type.String(),
    title: Type.String(),
    text: Type.String(),
    revision: Type.Integer(),
    basedOn: Type.Optional(Type.Integer()),
    updatedBy: Type.String(),
    updatedAt: Instant,
    problems: Type.Array(DesignProblem),
    versions: Type.Array(DesignVersion, { description: 'Published so far, the newest first' }),
  },
  { title: 'Design' },
)
export type Design = Static<typeof Design>

/** Begins a draft: of a new thing (with a title, from nothing or after another's likeness), or of the next version of one. */
export const DesignBegin = Type.Object(
  {
    key: DesignKey,
    title: Type.Optional(Title),
    template: Type.Optional(
      Type.Enum(['licence'], { description: 'A flow that asks a rule and issues a licence, instead of the blank one' }),
    ),
    like: Type.Optional(
      Type.Object(
        { key: DesignKey, version: Type.Optional(Type.Integer({ minimum: 1 })) },
        {
          additionalProperties: false,
          description: 'What to begin from; its own key and an old version to go back to it',
        },
      ),
    ),
  },
  { additionalProperties: false },
)
export type DesignBegin = Static<typeof DesignBegin>

export const DesignSave = Type.Object(
  { text: Text, revision: Type.Integer({ minimum: 1, description: 'The one that was read' }) },
  { additionalProperties: false },
)
export type DesignSave = Static<typeof DesignSave>

export const DesignCheck = Type.Object({ text: Text }, { additionalProperties: false })

export const DesignPublish = Type.Object(
  {
    revision: Type.Integer({ minimum: 1 }),
    validFrom: Type.Optional(Type.String({ format: 'date', description: 'First day in force; today unless told' })),
    reason: Type.String({ minLength: 2, maxLength: 500, description: 'Why it is changed; kept with the version' }),
  },
  { additionalProperties: false },
)
export type DesignPublish = Static<typeof DesignPublish>

/** A version of something designed was published; it is in force from `validFrom`. */
export const DesignHappened = Type.Object({
  kind: DesignKind,
  key: Type.String(),
  version: Type.Integer(),
  validFrom: Day,
})

export const problems = {
  'designs.forbidden': {
    zh: '流程、规则、表单和证照类型由事项管理员设计，只能改本区划自己的。',
    en: 'Flows, rules, forms and licence types are designed by item managers, those of their own division.',
  },
  'designs.missing': { zh: '没有这份草案，或者不归您管。', en: 'There is no such draft, or it is not yours to see.' },
  'designs.known': { zh: '这个标识已经用了。请换一个。', en: 'This key is taken. Choose another.' },
  'designs.drafted': {
    zh: '已经有一份草案。请接着改，或先丢弃它。',
    en: 'There is a draft already. Go on with it, or discard it.',
  },
  'designs.needs-title': { zh: '新的设计要有名称。', en: 'Something new needs a title.' },
  'designs.no-template': {
    zh: '这个模板只用于新的流程。',
    en: 'This template is for new flows only.',
  },
  'designs.stale': {
    zh: '您打开以后别人保存过。请先看看现在的草案，再保存您的。',
    en: 'Somebody saved it after you opened it. Look at the draft as it is now, then save yours.',
  },
  'designs.unfit': {
    zh: '校验还有必须改的问题，没有发布。请按提示改正。',
    en: 'The check found what must be mended; nothing was published.',
  },
  'designs.date-passed': { zh: '生效日期不能早于今天。', en: 'It cannot have come into force before today.' },
}
