import Type, { type Static } from 'typebox'
import { MaterialView } from '#support/cases/contract.ts'
import { Branch, Item, PromiseTerms, RenewalState } from '../items/contract.ts'

/** A value the platform already knows, with who said so. */
export const KnownFact = Type.Object({
  pointer: Type.String({ description: 'JSON pointer of the field' }),
  value: Type.Unknown(),
  source: Type.String(),
  sourceLabel: Type.String({ description: '来自公安人口库' }),
  fetchedAt: Type.String(),
})
export type KnownFact = Static<typeof KnownFact>

/** A file the party handed in before, which may be used again. */
export const EarlierMaterial = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    fileName: Type.String(),
    mediaType: Type.String(),
    size: Type.Integer(),
    trust: Type.Enum(['A', 'B', 'C', 'D']),
    at: Type.String({ description: 'When it was first handed in' }),
    caseNo: Type.Optional(
      Type.String({ description: 'The case it was first handed in with; none of what I only keep' }),
    ),
    itemName: Type.Optional(Type.String()),
  },
  { title: 'EarlierMaterial' },
)
export type EarlierMaterial = Static<typeof EarlierMaterial>

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
  /** `promised` by 告知承诺, `follows` by 容缺: signed for, nothing to hand in now. */
  state: Type.Enum(['missing', 'here', 'not-needed', 'promised', 'follows']),
  /** 容缺: working days after acceptance in which it may follow. */
  follow: Type.Optional(Type.Object({ days: Type.Integer(), onLapse: Type.String() })),
  promise: Type.Optional(Type.String({ description: 'Key of the promise that may take its place' })),
  /** 免提交: what came of asking its source. `unasked`: the form reads nothing from it. */
  fetched: Type.Optional(
    Type.Object({
      status: Type.Enum(['found', 'missing', 'unavailable', 'unasked']),
      sourceLabel: Type.Optional(Type.String()),
      at: Type.Optional(Type.String()),
    }),
  ),
  file: Type.Optional(MaterialView),
})
export type MaterialNeed = Static<typeof MaterialNeed>

/** A question asked before the form, with the option chosen. */
export const AskedSituation = Type.Object(
  {
    key: Type.String(),
    question: Type.String(),
    questionEn: Type.Optional(Type.String()),
    help: Type.Optional(Type.String()),
    helpEn: Type.Optional(Type.String()),
    must: Type.Boolean({ description: 'Without an answer nothing can be submitted' }),
    options: Type.Array(
      Type.Object({
        key: Type.String(),
        label: Type.String(),
        labelEn: Type.Optional(Type.String()),
        stop: Type.Optional(Type.String({ description: 'With this answer another item is meant' })),
        stopEn: Type.Optional(Type.String()),
      }),
    ),
    chosen: Type.Optional(Type.String()),
  },
  { title: 'AskedSituation' },
)
export type AskedSituation = Static<typeof AskedSituation>

/** A promise that may be signed in place of proofs, with its whole text. */
export const OfferedPromise = Type.Intersect([PromiseTerms, Type.Object({ signedAt: Type.Optional(Type.String()) })])
export type OfferedPromise = Static<typeof OfferedPromise>

const Fault = Type.Object({ pointer: Type.String(), rule: Type.String(), detail: Type.String() })

/** 延续: a licence of mine that can be granted again, and when to ask. */
export const RenewalOffer = Type.Object(
  {
    id: Type.String({ description: 'The licence' }),
    type: Type.String(),
    name: Type.String(),
    nameEn: Type.Optional(Type.String()),
    number: Type.String(),
    partyId: Type.String({ description: 'Who holds it' }),
    itemId: Type.String(),
    opensOn: Type.Optional(Type.String({ description: 'Asked from this day on; at any time when left out' })),
    askBy: Type.String({ description: 'The last day to ask in time' }),
    lastDay: Type.String({ description: 'The last day of the licence' }),
    state: RenewalState,
    silence: Type.Enum(['renewed', 'nothing'], {
      description: 'What becomes of it when nobody decides by its last day',
    }),
  },
  { title: 'RenewalOffer' },
)
export type RenewalOffer = Static<typeof RenewalOffer>

/** 变更、补发: what of a licence of mine can be altered, or issued again. */
export const ChangeOffer = Type.Object(
  {
    id: Type.String({ description: 'The licence' }),
    number: Type.String(),
    partyId: Type.String({ description: 'Who holds it' }),
    itemId: Type.String(),
    key: Type.String({ description: 'What POST /applications takes as `change`' }),
    kind: Type.Enum(['change', 'reissue']),
    name: Type.String(),
    nameEn: Type.Optional(Type.String()),
    help: Type.Optional(Type.String()),
    helpEn: Type.Optional(Type.String()),
  },
  { title: 'ChangeOffer' },
)
export type ChangeOffer = Static<typeof ChangeOffer>

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
    parts: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), nameEn: Type.Optional(Type.String()) }), {
      description: '一件事: what these answers apply for in one form',
    }),
    situations: Type.Array(AskedSituation, { description: 'What these answers lead to being asked' }),
    branch: Type.Optional(Branch),
    limits: Item.properties.limits,
    fees: Item.properties.fee.properties.lines,
    promises: Type.Array(OfferedPromise),
    renews: Type.Optional(
      Type.Object(
        {
          credentialId: Type.String(),
          name: Type.String(),
          nameEn: Type.Optional(Type.String()),
          number: Type.String(),
          lastDay: Type.Optional(Type.String()),
          change: Type.Optional(
            Type.Object({
              key: Type.String(),
              kind: Type.Enum(['change', 'reissue']),
              name: Type.String(),
              nameEn: Type.Optional(Type.String()),
            }),
          ),
        },
        { description: '延续、变更、补发: the licence that this renews, changes or has issued again' },
      ),
    ),
    faults: Type.Array(Fault, { description: 'What still stands in the way of submitting' }),
    updatedAt: Type.String(),
  },
  { title: 'Application' },
)
export type Application = Static<typeof Application>

const Situations = Type.Record(Type.String({ maxLength: 80 }), Type.String({ maxLength: 80 }), {
  description: 'Options chosen, by question; given whole',
})

export const StartInput = Type.Object(
  {
    itemId: Type.String({ format: 'uuid' }),
    renews: Type.Optional(
      Type.String({
        format: 'uuid',
        description: '延续、变更、补发: the licence that it is about; its holder applies',
      }),
    ),
    change: Type.Optional(
      Type.String({
        maxLength: 80,
        description: '变更、补发: which, one of GET /licence-changes; a renewal without it',
      }),
    ),
    onBehalfOf: Type.Optional(
      Type.String({ format: 'uuid', description: 'Party this is done for, one of GET /me parties' }),
    ),
    answers: Type.Optional(
      Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), {
        description: 'First answers, as PATCH takes them',
      }),
    ),
    situations: Type.Optional(Situations),
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
    situations: Type.Optional(Situations),
    follow: Type.Optional(
      Type.Array(Type.String({ maxLength: 100 }), {
        maxItems: 50,
        description: '容缺: keys of materials I sign to hand in later; given whole',
      }),
    ),
    promises: Type.Optional(
      Type.Array(
        Type.Object({ key: Type.String({ maxLength: 80 }), version: Type.Integer() }, { additionalProperties: false }),
        { maxItems: 20, description: '告知承诺: the promises I have read in this version and sign; given whole' },
      ),
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
  'applications.not-renewable': {
    zh: '这张证照不能按这个事项延续。没有做任何改动。',
    en: 'This licence cannot be renewed under this item. Nothing was changed.',
  },
  'applications.not-changeable': {
    zh: '这张证照不能这样变更或者补发。没有做任何改动。',
    en: 'This licence cannot be changed or issued again in this way. Nothing was changed.',
  },
  'applications.nothing-changed': {
    zh: '证照上的内容和现在一样，不用变更。改好要变更的那一项再提交。',
    en: 'What is on the licence stays the same, so there is nothing to change. Alter what should change, then submit.',
  },
  'applications.licence-not-in-force': {
    zh: '这张证照已经不在有效状态，不能延续、变更或者补发。',
    en: 'This licence is no longer in force and cannot be renewed, changed or issued again.',
  },
  'applications.renewal-early': {
    zh: '还没有到可以申请延续的日子。哪天起可以申请，写在证照页上。',
    en: 'It is too early to renew. The page of the licence says from which day you can.',
  },
  'applications.renewal-over': {
    zh: '证照已经过期，不能延续，请重新申请。',
    en: 'The licence has ended and cannot be renewed. Please apply anew.',
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
  'applications.unknown-earlier': {
    zh: '没有找到以前交过的这份文件，它可能属于别人。没有做任何改动。',
    en: 'There is no such earlier file of this party. Nothing was changed.',
  },
  'applications.unknown-material': { zh: '这个事项不需要这份材料。', en: 'The item does not ask for this material.' },
  'applications.unknown-field': { zh: '表单里没有这一项。', en: 'The form has no such field.' },
  'applications.changed': {
    zh: '这份申请刚在别处改过，请看最新内容再提交。',
    en: 'This application was changed elsewhere; look at it again before you go on.',
  },
  'applications.stopped': {
    zh: '按您的选择，要办的不是这个事项，没有开始。请看选项下面的说明。',
    en: 'By your answers this is not the right item; nothing was begun. See the note below your answer.',
  },
  'applications.promise-changed': {
    zh: '承诺书的文字刚更新过，您的承诺没有签。请看过新的文字再签。',
    en: 'The text of the promise has changed and you have not signed it. Read the new text first.',
  },
  'applications.promise-barred': {
    zh: '您曾作出不实承诺，修复以前不能用告知承诺。请提交证明材料。',
    en: 'An earlier promise was found false, so promises are closed to you for now. Hand in the proof instead.',
  },
  'applications.too-many': {
    zh: '没有提交的申请太多了，请先提交或删除一些。',
    en: 'Too many unsubmitted applications; submit or remove some first.',
  },
}
