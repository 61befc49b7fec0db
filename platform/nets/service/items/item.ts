import Type, { type Static } from 'typebox'
import { ChangeTerms } from './changing.ts'
import { Material } from './material-asked.ts'
import { MatterTerms } from './matter.ts'
import { PromiseTerms } from './promise.ts'
import { RenewalTerms } from './renewal.ts'
import { Basis, IsoDate, Key, Limit, Line, listOf, part, Text, Url } from './schema.ts'
import { Branch, Situation } from './situation.ts'

export { ChangeTerms } from './changing.ts'
export { Material } from './material-asked.ts'
export { MatterTerms, PartTerms } from './matter.ts'
export { PromiseTerms } from './promise.ts'
export { RenewalTerms } from './renewal.ts'
export { Basis, Limit } from './schema.ts'
export { Branch, Situation } from './situation.ts'

/** 服务对象, GB/T 39046-2020 table A.4, in words; `audienceCodes` gives the national code of each. */
export const Audience = Type.Enum([
  'natural-person',
  'enterprise',
  'institution',
  'social-organisation',
  'agency',
  'other',
])
export type Audience = Static<typeof Audience>

const Codes = part({
  /** 基本编码, national. */
  catalogCode: Type.Optional(Line(12)),
  localCatalogCode: Type.Optional(Line(100)),
  /** 实施编码, national: 24 or 31 characters. */
  taskCode: Type.Optional(Line(36)),
  localTaskCode: Type.Optional(Line(100)),
  /** 业务办理项编码: 33 characters when the item is one branch of a task. */
  taskHandleItem: Type.Optional(Line(50)),
})

const Authority = part({
  name: Line(),
  nameEn: Type.Optional(Line()),
  /** Our own department, when the tree of departments knows it. */
  departmentId: Type.Optional(Line(100)),
  /** 统一社会信用代码. */
  code: Type.Optional(Line(18)),
  /** A code of the source that is no credit code: an old organisation code or a portal's own number. */
  localCode: Type.Optional(Line(50)),
  /** 实施主体性质, table A.3: 1 法定机关 2 授权组织 3 受委托组织 9 其他. */
  nature: Type.Optional(Type.Enum(['1', '2', '3', '9'])),
  /** 行使层级, table A.2. */
  level: Type.Optional(Type.Enum(['1', '2', '3', '4', '5', '6', '7'])),
  divisionCode: Type.Optional(Type.String({ pattern: '^\\d{12}$' })),
  entrusted: Type.Optional(Line()),
  powerSource: Type.Optional(Line()),
  scope: Type.Optional(Text(4000)),
  joint: listOf(Line(500), 50),
})

const Conditions = part({
  acceptance: Type.Optional(Text()),
  quantity: Type.Optional(Text(4000)),
  special: listOf(
    part({
      name: Line(),
      days: Type.Optional(Type.Integer({ minimum: 0, maximum: 3660 })),
      basis: Type.Optional(Basis),
    }),
    30,
  ),
  intermediaries: listOf(part({ name: Line(), basis: Type.Optional(Basis) }), 30),
})

const Fee = part({
  /** Absent when nobody has said: the guide must not promise that it is free. */
  charged: Type.Optional(Type.Boolean()),
  lines: listOf(
    part({
      name: Line(),
      /** Whole fen, never yuan. */
      amountFen: Type.Optional(Type.Integer({ minimum: 0 })),
      standard: Type.Optional(Text(2000)),
      basis: Type.Optional(Basis),
      /** When it is charged: FEEL over the answers and `situations`; always when left out. */
      when: Type.Optional(Line(1000)),
    }),
    50,
  ),
  payOnline: Type.Optional(Type.Boolean()),
})

const Result = part({
  type: Type.Optional(Type.Enum(['certificate', 'document', 'approval', 'none', 'other'])),
  name: Type.Optional(Line()),
  sample: Type.Optional(Line(1000)),
  /** Key of the credential type that is issued. */
  credential: Type.Optional(Key),
  /** How a case ends: 出证办结, 出文办结, 审批办结. */
  closing: Type.Optional(Type.Enum(['certificate', 'document', 'approval', 'other'])),
})

export const Channel = Type.Enum(['window', 'web', 'mobile', 'mail', 'terminal', 'other'])

const Handling = part({
  /** 办件类型, table A.6: 即办件, 承诺件, 其他. */
  projectType: Type.Enum(['immediate', 'promised', 'other'], { default: 'promised' }),
  /** Can be applied for here: it has a form and a flow. Only an item manager or a pack makes this true. */
  online: Type.Boolean({ default: false }),
  /** What the source says of its own online service; absent when it says nothing. */
  onlineElsewhere: Type.Optional(Type.Boolean()),
  /** 网上办理深度: 1 互联网咨询 … 4 受理 5 办理 6 结果反馈 7 电子证照反馈 8 其他 (unverified code list). */
  onlineDepth: Type.Optional(Type.Integer({ minimum: 1, maximum: 8 })),
  onlineUrl: Type.Optional(Url),
  mobileUrl: Type.Optional(Url),
  platform: Type.Optional(Line()),
  /** How sure we must be who applies: 实名 L2, 双因素 L3, 实人 L4. Any signed-in person when left out. */
  level: Type.Optional(Type.Enum(['L1', 'L2', 'L3', 'L4'])),
  channels: Type.Array(Channel, { maxItems: 6, uniqueItems: true, default: [] }),
  /** 到办事现场次数; absent when unknown. */
  visits: Type.Optional(Type.Integer({ minimum: 0, maximum: 99 })),
  visitReason: Type.Optional(Text(2000)),
  /** 通办范围. */
  area: Type.Optional(Type.Enum(['national', 'cross-province', 'cross-city', 'cross-county'])),
  atCentre: Type.Optional(Type.Boolean()),
  appointment: Type.Optional(Type.Boolean()),
  appointmentUrl: Type.Optional(Url),
  express: Type.Optional(Type.Boolean()),
  terminals: Type.Optional(Type.Boolean()),
  /** Keys of what a case runs on; an item that is applied for here needs form and flow. */
  form: Type.Optional(Key),
  flow: Type.Optional(Key),
  rule: Type.Optional(Key),
})

const Contacts = part({
  enquiry: listOf(Line(500), 20),
  complaint: listOf(Line(500), 20),
  places: listOf(
    part({
      name: Line(500),
      address: Type.Optional(Line(500)),
      hours: Type.Optional(Line(500)),
      phone: Type.Optional(Line(100)),
      longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
      latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
    }),
    200,
  ),
})

const Step = part({
  name: Line(),
  nameEn: Type.Optional(Line()),
  who: Type.Optional(Line()),
  days: Type.Optional(Type.Integer({ minimum: 0, maximum: 3660 })),
  applicant: Type.Optional(Line(1000)),
})

const Sole = part({
  key: Key,
  name: Line(),
  nameEn: Type.Optional(Line()),
  /** What makes it the same thing: FEEL over the answers and `party`. */
  per: Type.Array(Line(1000), { minItems: 1, maxItems: 10 }),
})

/** Where a document came from, and what was mended on the way in. */
export const Origin = part({
  system: Line(50),
  reference: Type.Optional(Line(200)),
  url: Type.Optional(Url),
  /** The date the source vouches for, where it gives one. */
  asOf: Type.Optional(IsoDate),
  repairs: listOf(part({ repair: Line(100), field: Line(100), before: Type.Optional(Line(500)) }), 300),
})

/** An implementation list item (实施清单): every element group of the national exchange tables, standards A8. */
export const Item = part(
  {
    name: Line(),
    nameEn: Type.Optional(Line()),
    summary: Type.Optional(Text(1000)),
    summaryEn: Type.Optional(Text(1000)),
    /** 简称 and 日常用语: what people call it; they are searched like the name. */
    alsoKnownAs: listOf(Line(), 30),
    codes: Codes,
    /** 基本目录 the item hangs under. */
    catalogue: Type.Optional(
      part({ name: Line(), parentCode: Type.Optional(Line(100)), parentName: Type.Optional(Line()) }),
    ),
    /** 事项类型, GB/T 39046-2020 table A.1: 01 行政许可 … 10 其他行政权力, 20 公共服务. */
    type: Type.String({ pattern: '^(0[0-9]|1[0-9]|2[0-9])$' }),
    authority: Authority,
    audiences: Type.Array(Audience, { maxItems: 6, uniqueItems: true, default: [] }),
    /** 法定 and 承诺 limits; absent when nobody has stated one. */
    limits: part({ legal: Type.Optional(Limit), promised: Type.Optional(Limit) }),
    conditions: Conditions,
    materials: listOf(Material, 200),
    fee: Fee,
    result: Result,
    handling: Handling,
    contacts: Contacts,
    basis: listOf(Basis, 100),
    themes: listOf(Line(50), 50),
    situations: listOf(Situation, 30),
    /** 办理情形: the first whose condition holds is the one the case is handled under. */
    branches: Type.Optional(Type.Array(Branch, { maxItems: 30 })),
    /** 告知承诺: proofs that a promise may take the place of. */
    promises: Type.Optional(Type.Array(PromiseTerms, { maxItems: 20 })),
    /** 唯一准予: over what only one of the applications open at once is granted (许可法第57条: the first). */
    sole: Type.Optional(Type.Array(Sole, { maxItems: 5 })),
    /** 延续: how the licence that comes out is granted again before it ends. */
    renewal: Type.Optional(RenewalTerms),
    /** 变更 and 补发 of the licence that comes out. */
    changes: Type.Optional(Type.Array(ChangeTerms, { maxItems: 10 })),
    /** 一件事: other items applied for in one form. */
    matter: Type.Optional(MatterTerms),
    steps: listOf(Step, 50),
    faqs: listOf(part({ question: Line(500), answer: Text(4000) }), 100),
    /** plan_effective_date and plan_cancel_date of this document, when it carries them itself. */
    plan: Type.Optional(part({ effectiveOn: Type.Optional(IsoDate), cancelOn: Type.Optional(IsoDate) })),
    source: Type.Optional(Origin),
  },
  { title: 'Item' },
)
export type Item = Static<typeof Item>
