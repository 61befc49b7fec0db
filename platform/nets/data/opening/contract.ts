import Type, { type Static } from 'typebox'

const Text = (minLength: number, maxLength: number) => Type.String({ minLength, maxLength })
const Id = Type.String({ format: 'uuid' })
const Key = Type.String({ pattern: '^[a-z][a-z0-9_]{0,30}$' })

/**
 * 脱敏方式 of one field. `keep` lets the value leave as it is; `mask` as the register masks it; the others make it coarser: a
 * date to its month or year, a number to the band it lies in, a text to its first characters.
 */
export const Treatment = Type.Union(
  [
    Type.Object({ how: Type.Enum(['keep', 'mask', 'month', 'year']) }, { additionalProperties: false }),
    Type.Object({ how: Type.Literal('band'), width: Type.Integer({ minimum: 2 }) }, { additionalProperties: false }),
    Type.Object(
      { how: Type.Literal('prefix'), length: Type.Integer({ minimum: 1, maximum: 40 }) },
      { additionalProperties: false },
    ),
  ],
  { title: 'OpeningTreatment' },
)
export type Treatment = Static<typeof Treatment>

export const Access = Type.Enum(['open', 'conditional'])
export type Access = Static<typeof Access>

/** What of the data leaves, and what is checked before. */
export const ReleasePlan = Type.Object(
  {
    access: Access,
    fields: Type.Array(
      Type.Object({ key: Key, treatment: Treatment }, { additionalProperties: false, title: 'OpeningField' }),
      { minItems: 1, maxItems: 120 },
    ),
    quasi: Type.Array(Key, {
      maxItems: 12,
      uniqueItems: true,
      description: '准标识符: fields that together may point at one person or firm',
    }),
    sensitive: Type.Array(Key, { maxItems: 6, uniqueItems: true, description: '敏感属性, for l-diversity' }),
    suppress: Type.Boolean({ description: 'Leave out the rows of groups that are too small' }),
    place: Type.Optional(
      Type.Object(
        { longitude: Key, latitude: Key },
        { additionalProperties: false, description: 'The fields that say where a row is' },
      ),
    ),
  },
  { additionalProperties: false, title: 'OpeningPlan' },
)
export type ReleasePlan = Static<typeof ReleasePlan>

/** What a release must keep to, from a day on (dated data of a pack). */
export const Thresholds = Type.Object(
  {
    from: Type.String({ format: 'date' }),
    k: Type.Integer({ minimum: 2, description: 'The smallest group that may be told apart' }),
    l: Type.Integer({ minimum: 1, description: 'So many different sensitive values in each group' }),
    uniqueRate: Type.Number({ minimum: 0, maximum: 1, description: 'Rows that are alone in their group, of all' }),
    suppressed: Type.Number({ minimum: 0, maximum: 1, description: 'Rows that may be left out, of all' }),
    source: Text(2, 200),
  },
  { additionalProperties: false, title: 'OpeningThresholds' },
)
export type Thresholds = Static<typeof Thresholds>

/** What the re-identification check found. */
export const Finding = Type.Object(
  {
    safe: Type.Boolean(),
    rows: Type.Integer({ description: 'That would leave' }),
    suppressed: Type.Integer(),
    k: Type.Optional(Type.Integer({ description: 'Of the smallest group; absent without quasi-identifiers' })),
    l: Type.Optional(Type.Integer({ description: 'Of the group with the fewest sensitive values' })),
    uniqueRate: Type.Optional(Type.Number()),
    thresholds: Thresholds,
    reasons: Type.Array(Type.Enum(['k', 'l', 'unique', 'suppressed', 'empty', 'too-many', 'quality'])),
  },
  { title: 'OpeningFinding' },
)
export type Finding = Static<typeof Finding>

export const ReleaseState = Type.Enum(['unsafe', 'ready', 'returned', 'published', 'withdrawn', 'expired'])
export type ReleaseState = Static<typeof ReleaseState>
export const ReleaseVerb = Type.Enum(['check', 'approve', 'return', 'refresh', 'withdraw'])
export type ReleaseVerb = Static<typeof ReleaseVerb>

/** What a release says of itself, taken from the catalogue. */
export const About = Type.Object({
  name: Type.String(),
  nameEn: Type.Optional(Type.String()),
  abstract: Type.String(),
  keywords: Type.Array(Type.String()),
  code: Type.String({ description: '资源代码' }),
  cycle: Type.String(),
  condition: Type.Optional(Type.String()),
  department: Type.String(),
})
export type About = Static<typeof About>

export const ReleaseRow = Type.Object(
  {
    ...{ id: Type.String(), entryId: Type.String(), name: Type.String(), nameEn: Type.Optional(Type.String()) },
    ...{ department: Type.String(), access: Access, state: ReleaseState, no: Type.Optional(Type.String()) },
    ...{ rows: Type.Integer(), until: Type.String(), changedAt: Type.String(), safe: Type.Boolean() },
  },
  { title: 'OpeningReleaseRow' },
)
export type ReleaseRow = Static<typeof ReleaseRow>

export const ReleaseView = Type.Object(
  {
    ...ReleaseRow.properties,
    register: Type.String(),
    about: About,
    plan: ReleasePlan,
    names: Type.Record(Type.String(), Type.String(), { description: 'Of the fields' }),
    finding: Finding,
    preparedBy: Type.String(),
    approvedBy: Type.Optional(Type.String()),
    publishedAt: Type.Optional(Type.String()),
    refreshedAt: Type.Optional(Type.String()),
    steps: Type.Array(
      Type.Object({ at: Type.String(), verb: Type.String(), by: Type.String(), detail: Type.String() }),
    ),
    may: Type.Array(ReleaseVerb),
  },
  { title: 'OpeningReleaseView' },
)
export type ReleaseView = Static<typeof ReleaseView>

export const NewRelease = Type.Object(
  { entryId: Id, plan: ReleasePlan, until: Type.String({ format: 'date' }) },
  { additionalProperties: false, title: 'NewOpeningRelease' },
)
export type NewRelease = Static<typeof NewRelease>
export const ReleaseAct = Type.Object(
  { verb: ReleaseVerb, reason: Text(2, 300) },
  { additionalProperties: false, title: 'OpeningReleaseAct' },
)
export type ReleaseAct = Static<typeof ReleaseAct>

export const ClosedLine = Type.Object(
  {
    ...{ id: Type.String(), entryId: Type.String(), name: Type.String(), department: Type.String() },
    ...{ reason: Type.String(), law: Type.String(), article: Type.String(), since: Type.String() },
  },
  { title: 'OpeningClosedLine' },
)
export type ClosedLine = Static<typeof ClosedLine>
export const NewClosedLine = Type.Object(
  { entryId: Id, reason: Text(4, 300), law: Text(2, 100), article: Text(1, 60) },
  { additionalProperties: false, title: 'NewOpeningClosedLine' },
)
export type NewClosedLine = Static<typeof NewClosedLine>

/** A release came out, with new rows or for the first time, or is no more. */
export const ReleaseHappened = Type.Object({ releaseId: Type.String(), entryId: Type.String(), state: Type.String() })

export const problems = {
  'opening.forbidden': {
    zh: '只有本部门的数据专员可以准备开放，只有目录管理员可以批准、撤回和管理负面清单。',
    en: 'Only the data officer of the department prepares a release, and only a catalogue manager decides on it.',
  },
  'opening.own-work': { zh: '自己准备的开放不能自己批准。', en: 'Nobody approves a release they prepared.' },
  'opening.missing': { zh: '没有这个开放数据集。', en: 'There is no such dataset.' },
  'opening.not-now': {
    zh: '现在的状态不能这样办，请刷新后再看。',
    en: 'Not possible in its present state; please reload.',
  },
  'opening.bad-plan': { zh: '开放方案有问题，请按提示改正。', en: 'The plan of the release has faults.' },
  'opening.closed': {
    zh: '这条目录不予开放，或者在开放负面清单里。',
    en: 'The catalogue entry is closed, or on the negative list.',
  },
  'opening.unsafe': {
    zh: '没有通过重标识风险检查，不能开放。请加大脱敏程度后重新检查。',
    en: 'The re-identification check was not passed. Make the data coarser and check again.',
  },
  'opening.taken': { zh: '这条目录已经有开放中的数据集。', en: 'A dataset of this entry is open already.' },
  'opening.past': { zh: '开放期限要晚于今天。', en: 'The end must lie in the future.' },
  'opening.conditional': {
    zh: '这是有条件开放的数据。请先提出申请，获准后用密钥取数。',
    en: 'This dataset is open on conditions. Apply first, then use your key.',
  },
  'opening.bad-key': { zh: '密钥不对，或者已经停用。', en: 'The key is wrong or no longer in use.' },
  'opening.no-place': { zh: '这个数据集没有位置字段，不能导出 GeoJSON。', en: 'The dataset has no coordinates.' },
  'opening.answered': { zh: '已经答复过了。', en: 'It is answered already.' },
  'opening.too-many-keys': { zh: '每人最多五个在用的密钥，请先停用一个。', en: 'Five keys at most; revoke one first.' },
}
