import Type, { type Static } from 'typebox'
import { MayProceed, ProcedureChoices, ProcedureView } from './procedures/contract.ts'

export * from './messages/contract.ts'
export * from './procedures/contract.ts'
export * from './recalculation/contract.ts'

import { FactView } from './fact-view.ts'
import { PartView, WholeView } from './matters/contract.ts'
import { CaseTerms } from './terms/terms.ts'

export { FactView } from './fact-view.ts'
export { PartView, WholeView } from './matters/contract.ts'

export { CaseTerms, FreeMaterial, OwedMaterial, Renewed, SignedPromise } from './terms/terms.ts'

/** 办件状态, named after the steps of 行政许可法 (docs/words.md). */
export const CaseStatus = Type.Enum(['submitted', 'correction-requested', 'accepted', 'reviewing', 'decided', 'closed'])
export type CaseStatus = Static<typeof CaseStatus>

/** How a case ended: 准予, 不予许可, 不予受理, 撤回, 终止. */
export const Outcome = Type.Enum(['granted', 'denied', 'refused', 'withdrawn', 'terminated'])
export type Outcome = Static<typeof Outcome>

/**
 * What a person may do to a case. Each is an act known to the law or to an office's practice:
 * accept 受理, refuse 不予受理, request-correction 一次性告知补正, correct 补正, propose 提出审查意见, inspect 记录现场核查,
 * return 退回, approve 准予, deny 不予许可, withdraw 撤回申请; claim 领办, unclaim 放回, transfer 转办,
 * countersign 加签, concur 同意, dissent 不同意; suspend 中止, resume 恢复, terminate 终止, comment 批注.
 */
export const Verb = Type.Enum([
  'accept',
  'refuse',
  'request-correction',
  'correct',
  'propose',
  'inspect',
  'return',
  'approve',
  'deny',
  'withdraw',
  'claim',
  'unclaim',
  'transfer',
  'countersign',
  'concur',
  'dissent',
  'suspend',
  'resume',
  'terminate',
  'comment',
])
export type Verb = Static<typeof Verb>

export const Light = Type.Enum(['green', 'yellow', 'red'])
export type Light = Static<typeof Light>

/** One clock of a case. Days are working days of the office unless `unit` says otherwise. */
export const ClockView = Type.Object({
  key: Type.Enum(['intake', 'correction', 'promise', 'legal', 'delivery']),
  state: Type.Enum(['not-started', 'running', 'stopped', 'done']),
  unit: Type.Enum(['working', 'calendar', 'instant']),
  days: Type.Integer({ description: 'All days of the limit, an approved extension included' }),
  extendedBy: Type.Optional(Type.Integer({ description: 'Days an approved extension added (行政许可法第42条)' })),
  stoppedFrom: Type.Optional(Type.String({ description: 'Since when a special procedure stops it (第45条)' })),
  stoppedUntil: Type.Optional(Type.String({ description: 'The last day told in writing that does not count' })),
  startedOn: Type.Optional(Type.String()),
  due: Type.Optional(Type.String({ description: 'The last day, YYYY-MM-DD in the city' })),
  used: Type.Optional(Type.Integer()),
  left: Type.Optional(Type.Integer({ description: 'Days left; below zero when overdue' })),
  light: Type.Optional(Light),
  provisional: Type.Boolean({ description: 'True while the holidays of a year in between are not published' }),
})
export type ClockView = Static<typeof ClockView>

export const MaterialView = Type.Object(
  {
    id: Type.String(),
    key: Type.String(),
    name: Type.String(),
    version: Type.Integer(),
    fileName: Type.String(),
    mediaType: Type.String(),
    size: Type.Integer(),
    /** 国办函〔2016〕108号: A by the agency, B checked against the original, C uploaded, D promised. */
    trust: Type.Enum(['A', 'B', 'C', 'D']),
    at: Type.String(),
    current: Type.Boolean(),
    from: Type.Optional(
      Type.Object({ caseNo: Type.String(), at: Type.String() }, { description: 'Reused from this earlier case' }),
    ),
  },
  { title: 'MaterialView' },
)
export type MaterialView = Static<typeof MaterialView>

/** One rule that fired, in words for the person it is about. */
export const ReasonView = Type.Object({
  reason: Type.String(),
  basis: Type.Optional(Type.String()),
  outcome: Type.Optional(Type.String()),
})

export const DecisionView = Type.Object({
  id: Type.String(),
  rule: Type.String(),
  ruleTitle: Type.String(),
  ruleVersion: Type.Integer(),
  asOf: Type.String(),
  at: Type.String(),
  outcome: Type.String({ description: 'What the rule says: grant decides; anything else is a proposal to a person' }),
  proposal: Type.Boolean(),
  reasons: Type.Array(ReasonView),
  inputs: Type.Array(
    Type.Object({
      name: Type.String(),
      title: Type.String({ description: 'The field of the form it came from, in words' }),
      titleEn: Type.String(),
      pointer: Type.Optional(Type.String()),
      value: Type.Unknown(),
      source: Type.String(),
      sourceLabel: Type.String(),
    }),
  ),
})
export type DecisionView = Static<typeof DecisionView>

export const StepView = Type.Object({
  seq: Type.Integer(),
  at: Type.String(),
  verb: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  actor: Type.String(),
  unit: Type.String(),
  onBehalfOf: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
  status: Type.String(),
  data: Type.Optional(Type.Unknown()),
})
export type StepView = Static<typeof StepView>

export const TaskView = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  nameEn: Type.String(),
  post: Type.String(),
  verbs: Type.Array(Verb),
  form: Type.Optional(Type.String()),
  openedAt: Type.String(),
  due: Type.Optional(Type.String()),
  light: Type.Optional(Light),
  assignee: Type.Optional(
    Type.Object({ accountId: Type.String(), name: Type.String() }, { description: 'Who alone may do it' }),
  ),
  opinionOf: Type.Optional(Type.Integer({ description: 'The task that asked for this opinion' })),
})
export type TaskView = Static<typeof TaskView>

/** What the person asking may do now. Pages draw their buttons from this and from nothing else. */
export const May = Type.Object({
  verb: Verb,
  taskId: Type.Optional(Type.Integer()),
  needsReason: Type.Boolean(),
  needsItems: Type.Boolean({ description: 'The act lists what to correct' }),
  needsBasis: Type.Boolean({ description: 'The act names the article it rests on' }),
  targets: Type.Optional(
    Type.Array(Type.Object({ step: Type.String(), name: Type.String(), nameEn: Type.String() }), {
      description: 'Earlier steps the case may go back to; give one as `to.step`',
    }),
  ),
  needsTarget: Type.Optional(
    Type.Enum(['step', 'place'], {
      description: 'What `to` must name: one of `targets`, or an officer, post or department',
    }),
  ),
  form: Type.Optional(Type.String({ description: 'Key of the form whose answers go into `data`' })),
})
export type May = Static<typeof May>

export const CorrectionItem = Type.Object({
  kind: Type.Enum(['material', 'field']),
  key: Type.String({ minLength: 1, maxLength: 200, description: 'Key of the material, or pointer of the field' }),
  message: Type.String({ minLength: 1, maxLength: 500 }),
})
export type CorrectionItem = Static<typeof CorrectionItem>

export const Remedies = Type.Object({
  reviewDays: Type.Integer({ description: '行政复议: days from being told, 行政复议法(2023)第20条' }),
  reviewBody: Type.Optional(Type.String({ description: 'Of the department on the day it was decided' })),
  reviewEntrance: Type.Optional(Type.String({ description: 'Where review is asked for online' })),
  suitMonths: Type.Integer({ description: '行政诉讼: months from being told, 行政诉讼法第46条' }),
  court: Type.Optional(Type.String()),
})
export type Remedies = Static<typeof Remedies>

/** What one countersigner was asked and said (加签). */
export const OpinionView = Type.Object(
  {
    taskId: Type.Integer(),
    of: Type.Integer({ description: 'The task that asked' }),
    when: Type.Enum(['before', 'after'], {
      description: 'Before the decision, or after it and before it takes effect',
    }),
    by: Type.String(),
    verb: Type.Optional(Type.Enum(['concur', 'dissent'])),
    reason: Type.Optional(Type.String()),
    at: Type.Optional(Type.String()),
  },
  { title: 'OpinionView' },
)
export type OpinionView = Static<typeof OpinionView>

const Ref = Type.Object({ id: Type.String(), name: Type.String() })

export const CaseView = Type.Object(
  {
    id: Type.String(),
    no: Type.String({ description: '办件编号' }),
    queryCode: Type.Optional(Type.String({ description: 'Only to the applicant' })),
    version: Type.Integer({ description: 'Send as expectedVersion with the next act' }),
    item: Type.Object({
      id: Type.String(),
      version: Type.Integer(),
      name: Type.String(),
      nameEn: Type.Optional(Type.String()),
    }),
    applicant: Type.Object({
      name: Type.String(),
      kind: Type.String(),
      agent: Type.Optional(Type.String()),
      partyId: Type.Optional(Type.String({ description: 'Only to the applicant' })),
    }),
    department: Ref,
    divisionCode: Type.String(),
    status: CaseStatus,
    outcome: Type.Optional(Outcome),
    automatic: Type.Boolean({ description: 'Decided by the rule, with no person' }),
    submittedAt: Type.String(),
    acceptedAt: Type.Optional(Type.String()),
    decidedAt: Type.Optional(Type.String()),
    closedAt: Type.Optional(Type.String()),
    clocks: Type.Array(ClockView),
    form: Type.Object({ key: Type.String(), version: Type.Integer() }),
    answers: Type.Record(Type.String(), Type.Unknown()),
    facts: Type.Array(FactView),
    materials: Type.Array(MaterialView),
    decisions: Type.Array(DecisionView),
    tasks: Type.Array(TaskView),
    timeline: Type.Array(StepView),
    ahead: Type.Array(Type.Object({ name: Type.String(), nameEn: Type.String() }), {
      description: 'Steps still to come on the usual way',
    }),
    correction: Type.Optional(
      Type.Object({ items: Type.Array(CorrectionItem), due: Type.Optional(Type.String()), open: Type.Boolean() }),
    ),
    terms: Type.Optional(CaseTerms),
    parts: Type.Optional(Type.Array(PartView, { description: '一件事: its parts' })),
    partOf: Type.Optional(WholeView),
    remedies: Type.Optional(Remedies),
    procedures: Type.Array(ProcedureView, { description: '特别程序、延期、听证、送达' }),
    choices: Type.Optional(ProcedureChoices),
    mayProceed: Type.Array(MayProceed, { description: 'Verbs for POST /cases/{id}/procedures' }),
    suspension: Type.Optional(
      Type.Object({ since: Type.String(), basis: Type.String(), reason: Type.String() }, { description: '中止' }),
    ),
    opinions: Type.Array(OpinionView, { description: 'What countersigners said; officials only' }),
    may: Type.Array(May),
  },
  { title: 'CaseView' },
)
export type CaseView = Static<typeof CaseView>

export const TodoRow = Type.Object({
  taken: Type.Boolean({ description: 'I have taken it, or it was given to me' }),
  caseId: Type.String(),
  taskId: Type.Integer(),
  taskName: Type.String(),
  taskNameEn: Type.String(),
  no: Type.String(),
  itemName: Type.String(),
  applicant: Type.String(),
  divisionCode: Type.String(),
  status: CaseStatus,
  openedAt: Type.String(),
  due: Type.Optional(Type.String()),
  left: Type.Optional(Type.Integer()),
  light: Type.Optional(Light),
  legalLeft: Type.Optional(Type.Integer({ description: 'Days left by law, beside those promised' })),
  legalLight: Type.Optional(Light),
  stopped: Type.Boolean({ description: 'A special procedure stops the clocks (行政许可法第45条)' }),
})
export type TodoRow = Static<typeof TodoRow>

export const CaseRow = Type.Object(
  {
    id: Type.String(),
    no: Type.String(),
    itemId: Type.String(),
    itemName: Type.String(),
    applicant: Type.String(),
    status: CaseStatus,
    outcome: Type.Optional(Outcome),
    submittedAt: Type.String(),
    closedAt: Type.Optional(Type.String()),
    due: Type.Optional(Type.String()),
    left: Type.Optional(Type.Integer()),
    light: Type.Optional(Light),
    needsMe: Type.Boolean({ description: 'The applicant has something to do' }),
  },
  { title: 'CaseRow' },
)
export type CaseRow = Static<typeof CaseRow>

/** What the public progress query answers: nothing about the person. */
export const Progress = Type.Object({
  no: Type.String(),
  itemName: Type.String(),
  department: Type.String(),
  status: CaseStatus,
  outcome: Type.Optional(Outcome),
  submittedAt: Type.String(),
  steps: Type.Array(Type.Object({ at: Type.String(), name: Type.String(), nameEn: Type.String() })),
  due: Type.Optional(Type.String()),
})
export type Progress = Static<typeof Progress>

/** Where an act sends a case or a task: an earlier step, or an officer, a post, a department. */
export const ActTarget = Type.Object(
  {
    step: Type.Optional(Type.String({ maxLength: 200, description: 'One of the `targets` of `return`' })),
    accountId: Type.Optional(Type.String({ format: 'uuid' })),
    post: Type.Optional(Type.Enum(['intake', 'reviewer', 'inspector', 'cashier', 'decider'])),
    departmentId: Type.Optional(Type.String({ maxLength: 64 })),
    when: Type.Optional(Type.Enum(['before', 'after'], { description: 'Of a countersigner' })),
  },
  { additionalProperties: false },
)
export type ActTarget = Static<typeof ActTarget>

export const ActInput = Type.Object(
  {
    verb: Verb,
    taskId: Type.Optional(Type.Integer({ minimum: 0 })),
    expectedVersion: Type.Integer({ minimum: 0, description: 'The `version` of the case you looked at' }),
    reason: Type.Optional(Type.String({ maxLength: 2000 })),
    basis: Type.Optional(Type.String({ maxLength: 500, description: 'The article of law or rule the act rests on' })),
    to: Type.Optional(ActTarget),
    items: Type.Optional(Type.Array(CorrectionItem, { maxItems: 50 })),
    data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    owed: Type.Optional(
      Type.Array(
        Type.Object(
          { key: Type.String({ maxLength: 100 }), due: Type.String({ format: 'date' }) },
          { additionalProperties: false },
        ),
        {
          maxItems: 50,
          description: 'With accept: the last day for materials that follow, earlier than the item allows',
        },
      ),
    ),
  },
  { additionalProperties: false },
)
export type ActInput = Static<typeof ActInput>

export const Replay = Type.Object({
  same: Type.Boolean({ description: 'The kept inputs under the kept rule version give the kept answer' }),
  kept: Type.Unknown(),
  now: Type.Unknown(),
})

/** Events are published with their case as subject. */
export const CaseHappened = Type.Object({
  caseId: Type.String(),
  no: Type.String(),
  itemId: Type.String(),
  itemName: Type.String(),
  partyId: Type.String(),
  accountId: Type.String(),
  verb: Type.String(),
  status: CaseStatus,
  outcome: Type.Optional(Outcome),
  /** There when the applicant signed promises: 告知承诺. */
  promised: Type.Optional(Type.Literal(true)),
  /** There when the case is a joint matter (一件事), or the case id of the one it is a part of. */
  matter: Type.Optional(Type.Literal(true)),
  partOf: Type.Optional(Type.String()),
  /** Tasks that this act gave to another official. */
  given: Type.Optional(Type.Array(Type.Object({ taskId: Type.Integer(), accountId: Type.String() }))),
})
export type CaseHappened = Static<typeof CaseHappened>
