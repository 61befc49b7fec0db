import Type, { type Static } from 'typebox'

const Count = Type.Integer({ minimum: 0 })
const Day = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })
const RuleKey = Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' })

/** The longest draft of a rule that is taken. */
export const longestDraft = 2_000_000

/** What to ask of past decisions: one of `draft` (DMN), `version` (installed, in force or not yet), `kept` (its own again). */
export const RerunInput = Type.Object(
  {
    rule: Type.Optional(RuleKey),
    draft: Type.Optional(Type.String({ minLength: 1, maxLength: longestDraft, description: 'DMN 1.5 as XML' })),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    kept: Type.Optional(
      Type.Boolean({ description: 'Each decision under the version it was made by: all must be the same' }),
    ),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    purpose: Type.String({
      minLength: 4,
      maxLength: 200,
      description: 'Why personal data is read (个人信息保护法第6条); every person concerned sees it',
    }),
  },
  { additionalProperties: false },
)
export type RerunInput = Static<typeof RerunInput>

/** Something a look through the draft found. */
export const RerunFinding = Type.Object({
  severity: Type.Enum(['error', 'warning']),
  code: Type.String(),
  line: Type.Integer(),
  message: Type.String(),
  mend: Type.String(),
})

/** One re-run: how far it is, and how many decisions would come out otherwise. */
export const Rerun = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    rule: Type.Optional(RuleKey),
    ruleTitle: Type.String(),
    against: Type.Enum(['draft', 'version', 'kept']),
    version: Type.Optional(Type.Integer()),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    purpose: Type.String(),
    state: Type.Enum(['queued', 'running', 'done', 'failed']),
    problem: Type.Optional(Type.String({ description: 'Code of what stopped it' })),
    total: Count,
    seen: Count,
    same: Count,
    differ: Type.Integer({ minimum: 0, description: 'Another outcome' }),
    other: Type.Integer({ minimum: 0, description: 'The same outcome with another result, such as a date or a level' }),
    stopped: Type.Integer({ minimum: 0, description: 'Of those that differ: the draft was stopped by its budget' }),
    missingInputs: Type.Array(Type.String(), {
      description: 'What the draft asks for and no past decision was given: it is null',
    }),
    findings: Type.Array(RerunFinding),
    startedBy: Type.String(),
    createdAt: Instant,
    finishedAt: Type.Optional(Instant),
  },
  { title: 'Rerun' },
)
export type Rerun = Static<typeof Rerun>

/** A row of a table that fired: which, why it is there, what it gave. */
export const FiredRow = Type.Object({
  index: Type.Integer(),
  ruleId: Type.String(),
  reason: Type.Optional(Type.String()),
  basis: Type.Optional(Type.String()),
  outputs: Type.Record(Type.String(), Type.Unknown()),
})
export type FiredRow = Static<typeof FiredRow>

/** A decision inside the rule that came out otherwise, and the inputs its rows look at. */
export const Cause = Type.Object({
  decision: Type.String(),
  label: Type.Optional(Type.String({ description: 'how people call the decision' })),
  before: Type.Array(FiredRow),
  after: Type.Array(FiredRow),
  valueBefore: Type.Optional(Type.Unknown()),
  valueAfter: Type.Optional(Type.Unknown()),
  given: Type.Array(Type.Object({ name: Type.String(), label: Type.Optional(Type.String()), value: Type.Unknown() }), {
    description: 'What was told about the person or the matter that this rests on',
  }),
  inputs: Type.Array(
    Type.Object({
      expression: Type.String(),
      value: Type.Unknown(),
      valueAfter: Type.Optional(Type.Unknown({ description: 'where it is computed and comes out otherwise now' })),
      testBefore: Type.Optional(Type.String({ description: 'the cell of the row that fired then' })),
      testAfter: Type.Optional(Type.String({ description: 'the cell of the row that fires now' })),
    }),
  ),
})
export type Cause = Static<typeof Cause>

export const RerunDifference = Type.Object({
  seq: Count,
  kind: Type.Enum(['outcome', 'result']),
  caseId: Type.String({ format: 'uuid' }),
  caseNo: Type.String(),
  decisionId: Type.String({ format: 'uuid' }),
  rule: RuleKey,
  ruleVersion: Type.Integer(),
  asOf: Day,
  decidedAt: Instant,
  before: Type.String(),
  after: Type.String(),
  causes: Type.Array(Cause, { description: 'The first is where it begins; what follows from it comes after' }),
})
export type RerunDifference = Static<typeof RerunDifference>

/** A rule that packs have installed, with its versions. */
export const InstalledRule = Type.Object({
  key: RuleKey,
  title: Type.String(),
  versions: Type.Array(
    Type.Object({ version: Type.Integer(), validFrom: Day, pack: Type.String(), inForce: Type.Boolean() }),
  ),
})
export type InstalledRule = Static<typeof InstalledRule>

export const problems = {
  'reruns.forbidden': {
    zh: '重算过去的决定要读取当事人的数据，只有督查岗和决定岗可以对本单位的办件这样做。',
    en: 'Re-running past decisions reads personal data; only supervisors and deciders may, for cases of their own offices.',
  },
  'reruns.missing': {
    zh: '没有这次重算，或者不是您发起的。',
    en: 'There is no such re-run, or somebody else began it.',
  },
  'reruns.one-of': {
    zh: '请在规则草案、已装入的版本、原版本中选一种。',
    en: 'Give one of: a draft, an installed version, or the kept versions again.',
  },
  'reruns.bad-period': { zh: '开始日期不能晚于结束日期。', en: 'The first day must not come after the last.' },
  'reruns.bad-draft': {
    zh: '规则草案不能用，没有开始重算。请按提示改正。',
    en: 'The draft is no rule that could decide; nothing was re-run. Mend what is named.',
  },
}
