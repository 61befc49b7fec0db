import Type, { type Static } from 'typebox'

/**
 * The acts of 行政许可法 beside a case's own steps: special procedures 特别程序 (第45条), extension 延期 (第42条), hearing 听证
 * (第46–48条) and delivery 送达 (第44条). None moves the flow; all move its clocks or end in a paper.
 */
export const ProcedureVerb = Type.Enum([
  'start-special',
  'prolong-special',
  'end-special',
  'ask-extension',
  'approve-extension',
  'refuse-extension',
  'tell-hearing-right',
  'open-hearing',
  'ask-hearing',
  'waive-hearing',
  'call-hearing',
  'hold-hearing',
  'sign-record',
  'deliver',
  'sign-for',
])
export type ProcedureVerb = Static<typeof ProcedureVerb>

/** How papers reach people: 直接、电子、邮寄、留置、委托、公告送达. */
export const DeliveryMethod = Type.Enum(['direct', 'electronic', 'mail', 'left', 'entrusted', 'public-notice'])
export type DeliveryMethod = Static<typeof DeliveryMethod>

const Line = (maxLength: number) => Type.String({ minLength: 1, maxLength })

export const ProcedureAct = Type.Object(
  {
    verb: ProcedureVerb,
    expectedVersion: Type.Integer({ minimum: 0, description: 'The `version` of the case you looked at' }),
    id: Type.Optional(Type.Integer({ minimum: 1, description: 'Which procedure of the case' })),
    special: Type.Optional(Type.String({ maxLength: 40, description: 'Key of the special procedure to start' })),
    basis: Type.Optional(Line(500)),
    reason: Type.Optional(Line(2000)),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'Working days' })),
    result: Type.Optional(Line(2000)),
    /** Of a hearing: when and where, who leads it, its record; `concerned` asked for it and is not the applicant. */
    at: Type.Optional(Type.String({ format: 'date-time' })),
    place: Type.Optional(Line(200)),
    chair: Type.Optional(Line(50)),
    record: Type.Optional(Line(20_000)),
    concerned: Type.Optional(Line(100)),
    /** Of a delivery. */
    method: Type.Optional(DeliveryMethod),
    receiver: Type.Optional(Line(100)),
  },
  { additionalProperties: false },
)
export type ProcedureAct = Static<typeof ProcedureAct>

/** What the person asking may do now, and to which procedure. */
export const MayProceed = Type.Object({ verb: ProcedureVerb, id: Type.Optional(Type.Integer()) })
export type MayProceed = Static<typeof MayProceed>

const Notice = Type.Object({ name: Type.String(), number: Type.String(), credentialId: Type.String() })
const Who = Type.Optional(Type.String({ description: 'Not shown to the applicant, who deals with the office' }))
const Stated = { id: Type.Integer(), reason: Type.Optional(Type.String()), notice: Type.Optional(Notice) }

export const SpecialView = Type.Object({
  ...Stated,
  kind: Type.Literal('special'),
  state: Type.Enum(['open', 'ended']),
  special: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  basis: Type.String({ description: 'The provision that requires it' }),
  days: Type.Integer({ description: 'Working days told in writing' }),
  startedOn: Type.String(),
  startedBy: Who,
  until: Type.String({ description: 'The last day told in writing that does not count' }),
  endedOn: Type.Optional(Type.String()),
  endedBy: Who,
  result: Type.Optional(Type.String()),
})

export const ExtensionView = Type.Object({
  ...Stated,
  kind: Type.Literal('extension'),
  state: Type.Enum(['asked', 'approved', 'refused', 'lapsed']),
  days: Type.Integer(),
  basis: Type.String(),
  askedOn: Type.String(),
  askedBy: Who,
  decidedOn: Type.Optional(Type.String()),
  decidedBy: Who,
  answer: Type.Optional(Type.String()),
})

export const HearingView = Type.Object({
  ...Stated,
  kind: Type.Literal('hearing'),
  state: Type.Enum(['told', 'asked', 'called', 'held', 'waived', 'lapsed']),
  exOfficio: Type.Boolean(),
  concerned: Type.Optional(Type.String({ description: 'Who asked for it, when not the applicant; officials only' })),
  basis: Type.String(),
  toldOn: Type.Optional(Type.String()),
  askBy: Type.Optional(Type.String()),
  askedOn: Type.Optional(Type.String()),
  holdBy: Type.Optional(Type.String()),
  at: Type.Optional(Type.String()),
  place: Type.Optional(Type.String()),
  chair: Type.Optional(Type.String()),
  heldOn: Type.Optional(Type.String()),
  signedOn: Type.Optional(
    Type.String({ description: 'The record was confirmed by those who took part (第48条第一款第五项)' }),
  ),
  signedBy: Type.Optional(Type.String()),
  notSigned: Type.Optional(Type.String({ description: 'Why they would not sign' })),
  recordNotice: Type.Optional(Notice),
})

export const DeliveryView = Type.Object({
  ...Stated,
  kind: Type.Literal('delivery'),
  state: Type.Enum(['done']),
  method: DeliveryMethod,
  receiver: Type.String(),
  deliveredOn: Type.String(),
  deliveredBy: Who,
})

export const SuspensionView = Type.Object({
  ...Stated,
  kind: Type.Literal('suspension'),
  state: Type.Enum(['open', 'ended']),
  basis: Type.String(),
  from: Type.String({ description: 'The first day that does not count' }),
  endedOn: Type.Optional(Type.String({ description: 'The last day that does not count' })),
  answer: Type.Optional(Type.String({ description: 'Why the case goes on' })),
  resumeNotice: Type.Optional(Notice),
})

export const ProcedureView = Type.Union([SpecialView, ExtensionView, HearingView, DeliveryView, SuspensionView])
export type ProcedureView = Static<typeof ProcedureView>

/** What stops the clock and what does not, with the article: the choices of a dialog, and the reason behind a refusal. */
export const ProcedureChoices = Type.Object({
  article: Type.String(),
  stopping: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), nameEn: Type.String() })),
  running: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      nameEn: Type.String(),
      why: Type.String(),
      whyEn: Type.String(),
    }),
  ),
  extension: Type.Object({
    days: Type.Integer(),
    article: Type.String(),
    approver: Type.String(),
    approverEn: Type.String(),
  }),
  hearing: Type.Object({ askDays: Type.Integer(), holdDays: Type.Integer(), noticeDays: Type.Integer() }),
  deliveryDays: Type.Integer(),
})
export type ProcedureChoices = Static<typeof ProcedureChoices>
