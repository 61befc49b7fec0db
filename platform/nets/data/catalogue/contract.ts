import Type, { type Static } from 'typebox'

const Text = (minLength: number, maxLength: number) => Type.String({ minLength, maxLength })

/** 类1位、项2位、目3位、细目3位 (政务信息资源目录编制指南; widths of 目 and 细目 unverified). */
export const Classification = Type.String({ pattern: '^[123]\\d{8}$', description: '类项目细目' })
export const SharingType = Type.Enum(['unconditional', 'conditional', 'refused'])
export type SharingType = Static<typeof SharingType>
export const OpeningType = Type.Enum(['unconditional', 'conditional', 'closed'])
export type OpeningType = Static<typeof OpeningType>
export const Cycle = Type.Enum(['real-time', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'irregular'])
export const Format = Type.Enum(['database', 'spreadsheet', 'document', 'image', 'stream', 'self-describing'])

/** 信息项: one field of the resource, with its class, grade and kind of personal information (GB/T 43697-2024). */
export const InfoItem = Type.Object(
  {
    key: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,60}$' }),
    name: Text(1, 60),
    nameEn: Type.Optional(Text(1, 100)),
    type: Type.Enum(['text', 'integer', 'number', 'boolean', 'date', 'timestamp']),
    class: Text(1, 40),
    grade: Type.Integer({ minimum: 1, maximum: 4 }),
    pi: Type.Enum(['none', 'general', 'sensitive']),
  },
  { additionalProperties: false, title: 'InfoItem' },
)
export type InfoItem = Static<typeof InfoItem>

/** 挂接: where the data itself is. */
export const Mount = Type.Union(
  [
    Type.Object({ kind: Type.Literal('register'), register: Text(1, 41) }, { additionalProperties: false }),
    Type.Object(
      { kind: Type.Literal('system'), system: Text(1, 61), question: Text(1, 100) },
      { additionalProperties: false, description: 'An interface of a system that is connected to the platform' },
    ),
  ],
  { title: 'CatalogueMount' },
)
export type Mount = Static<typeof Mount>

/** The core metadata of an entry, by the national guide. */
export const EntryContent = Type.Object(
  {
    name: Text(2, 80),
    nameEn: Type.Optional(Text(2, 120)),
    classification: Classification,
    abstract: Text(2, 1000),
    keywords: Type.Array(Text(1, 30), { maxItems: 12, uniqueItems: true }),
    format: Format,
    cycle: Cycle,
    items: Type.Array(InfoItem, { maxItems: 200 }),
    sharing: Type.Object(
      {
        type: SharingType,
        condition: Type.Optional(Text(2, 300)),
        way: Type.Optional(Text(2, 100)),
        basis: Type.Optional(
          Type.Object(
            { law: Text(2, 100), article: Text(1, 60) },
            { additionalProperties: false, description: 'The law that expressly forbids sharing (共享条例第14条)' },
          ),
        ),
      },
      { additionalProperties: false },
    ),
    opening: Type.Object(
      { type: OpeningType, condition: Type.Optional(Text(2, 300)) },
      { additionalProperties: false },
    ),
    mount: Type.Optional(Mount),
    related: Type.Optional(Type.Array(Text(1, 40), { maxItems: 20, description: '关联资源代码' })),
  },
  { additionalProperties: false, title: 'CatalogueEntryContent' },
)
export type EntryContent = Static<typeof EntryContent>

export const EntryState = Type.Enum(['draft', 'submitted', 'returned', 'published', 'withdrawn'])
export type EntryState = Static<typeof EntryState>
export const EntryVerb = Type.Enum(['edit', 'submit', 'return', 'publish', 'revise', 'withdraw', 'test-mount'])
export type EntryVerb = Static<typeof EntryVerb>

export const MountTest = Type.Object(
  {
    at: Type.String({ format: 'date-time' }),
    ok: Type.Boolean(),
    rows: Type.Optional(Type.Integer()),
    says: Type.Optional(Type.String()),
  },
  { title: 'CatalogueMountTest' },
)
export type MountTest = Static<typeof MountTest>

/** A line of the catalogue: what is in force, or the draft when nothing is yet. */
export const EntryRow = Type.Object(
  {
    id: Type.String(),
    code: Type.Optional(Type.String({ description: '资源代码' })),
    name: Type.String(),
    nameEn: Type.Optional(Type.String()),
    abstract: Type.String(),
    department: Type.Object({ id: Type.String(), name: Type.String() }),
    state: EntryState,
    live: Type.Boolean({ description: 'A version is in force' }),
    sharing: SharingType,
    opening: OpeningType,
    cycle: Cycle,
    grade: Type.Integer({ description: 'Of the highest field; 0 when it has none' }),
    itemCount: Type.Integer(),
    mount: Type.Optional(Type.Enum(['register', 'system'])),
    test: Type.Optional(MountTest),
    publishedAt: Type.Optional(Type.String()),
  },
  { title: 'CatalogueEntryRow' },
)
export type EntryRow = Static<typeof EntryRow>

export const EntryView = Type.Intersect(
  [
    EntryRow,
    Type.Object({
      content: EntryContent,
      draft: Type.Optional(EntryContent),
      version: Type.Integer(),
      revision: Type.Integer(),
      firstPublishedAt: Type.Optional(Type.String()),
      score: Type.Optional(
        Type.Object(
          { ratings: Type.Integer(), accuracy: Type.Number(), freshness: Type.Number(), service: Type.Number() },
          { title: 'DataScore', description: 'Of departments that used the data, of five' },
        ),
      ),
      steps: Type.Array(
        Type.Object({ at: Type.String(), verb: Type.String(), by: Type.String(), detail: Type.String() }),
      ),
      may: Type.Array(EntryVerb),
    }),
  ],
  { title: 'CatalogueEntryView' },
)
export type EntryView = Static<typeof EntryView>

export const NewEntry = Type.Object(
  { departmentId: Text(1, 64), content: EntryContent },
  { additionalProperties: false, title: 'NewCatalogueEntry' },
)
export const EntryEdit = Type.Object(
  { revision: Type.Integer({ minimum: 1 }), content: EntryContent },
  { additionalProperties: false, title: 'CatalogueEntryEdit' },
)
export const EntryAct = Type.Object(
  {
    verb: Type.Enum(['submit', 'return', 'publish', 'revise', 'withdraw', 'test-mount']),
    reason: Type.String({ minLength: 2, maxLength: 300 }),
  },
  { additionalProperties: false, title: 'CatalogueEntryAct' },
)
export type EntryAct = Static<typeof EntryAct>

/** 编目率, 归集率, 共享率, 挂接率: of so many, so many. */
export const Measure = Type.Enum(['catalogued', 'collected', 'shared', 'mounted'])
export type Measure = Static<typeof Measure>
export const Ratio = Type.Object({ done: Type.Integer(), of: Type.Integer() }, { title: 'Ratio' })

export const DepartmentRates = Type.Object(
  {
    department: Type.Object({ id: Type.String(), name: Type.String() }),
    entries: Type.Integer(),
    rows: Type.Integer({ description: 'Rows behind the mounted entries' }),
    catalogued: Ratio,
    collected: Ratio,
    shared: Ratio,
    mounted: Ratio,
    missing: Type.Array(Type.Object({ register: Type.String(), name: Type.String() }), {
      description: 'Tables of record that no published entry describes',
    }),
  },
  { title: 'CatalogueDepartmentRates' },
)
export type DepartmentRates = Static<typeof DepartmentRates>

export const Facets = Type.Object(
  {
    department: Type.Array(Type.Object({ value: Type.String(), name: Type.String(), count: Type.Integer() })),
    sharing: Type.Array(Type.Object({ value: SharingType, count: Type.Integer() })),
    opening: Type.Array(Type.Object({ value: OpeningType, count: Type.Integer() })),
    grade: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() })),
    cycle: Type.Array(Type.Object({ value: Cycle, count: Type.Integer() })),
    state: Type.Array(Type.Object({ value: EntryState, count: Type.Integer() })),
  },
  { title: 'CatalogueFacets' },
)
export type Facets = Static<typeof Facets>

/** An entry came into force, or ceased to be. */
export const EntryHappened = Type.Object({
  entryId: Type.String(),
  code: Type.String(),
  version: Type.Integer(),
  departmentId: Type.String(),
})

export const problems = {
  'catalogue.forbidden': {
    zh: '只有本部门的数据专员可以编目，只有目录管理员可以审核。',
    en: 'Only the data officer of the department edits an entry, and only a catalogue manager reviews it.',
  },
  'catalogue.own-work': { zh: '自己提交的目录不能自己审核。', en: 'Nobody reviews what they submitted themselves.' },
  'catalogue.missing': { zh: '没有这条目录。', en: 'There is no such catalogue entry.' },
  'catalogue.not-now': {
    zh: '这条目录现在的状态不能这样办，请刷新后再看。',
    en: 'Not possible in the state the entry is in; please reload.',
  },
  'catalogue.changed': {
    zh: '这条目录刚被别人改过，请刷新后再改。您填写的内容没有保存。',
    en: 'Somebody else changed the entry just now; please reload. What you wrote is not saved.',
  },
  'catalogue.incomplete': { zh: '目录还不能提交，请按提示补正。', en: 'The entry cannot be submitted yet.' },
  'catalogue.register-taken': {
    zh: '这个库表已经有一条在用的目录，不能重复编目。',
    en: 'An entry in force already describes this table.',
  },
  'catalogue.no-mount': { zh: '还没有挂接数据资源。', en: 'Nothing is mounted on the entry.' },
  'catalogue.unknown-department': { zh: '没有这个部门。', en: 'There is no such department.' },
}
