import Type, { type Static } from 'typebox'

/** 市、镇街、村社区 are the three tiers with windows; kiosks and points at banks stand where there is no window. */
export const HallTier = Type.Enum(['city', 'town', 'village', 'kiosk', 'bank'])
export type HallTier = Static<typeof HallTier>

const Key = Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' })
const Name = Type.String({ minLength: 2, maxLength: 60 })
const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })
const closed = { additionalProperties: false }

/** Hours on days of the week. A weekend day that is worked counts as a Monday; a day off is closed unless `holidays` says otherwise. */
export const OpeningHours = Type.Object(
  {
    days: Type.Array(Type.Enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), { minItems: 1, uniqueItems: true }),
    opens: TimeOfDay,
    closes: TimeOfDay,
    holidays: Type.Optional(Type.Boolean({ description: 'Open on public holidays, too' })),
  },
  { title: 'OpeningHours', ...closed },
)
export type OpeningHours = Static<typeof OpeningHours>

export const HallWindow = Type.Object(
  {
    no: Type.String({ minLength: 1, maxLength: 6 }),
    name: Name,
    nameEn: Type.Optional(Type.String({ maxLength: 80 })),
  },
  { title: 'HallWindow', ...closed },
)
export type HallWindow = Static<typeof HallWindow>

const place = {
  name: Name,
  nameEn: Type.Optional(Type.String({ maxLength: 120 })),
  tier: HallTier,
  address: Type.String({ minLength: 4, maxLength: 120 }),
  longitude: Type.Number({ minimum: 73, maximum: 136 }),
  latitude: Type.Number({ minimum: 3, maximum: 54 }),
  phone: Type.Optional(Type.String({ maxLength: 30 })),
  hours: Type.Array(OpeningHours, { minItems: 1 }),
  windows: Type.Array(HallWindow, {
    description: 'Of general acceptance (综合受理): each takes any item of the point',
  }),
  note: Type.Optional(Type.String({ maxLength: 200 })),
}

/** A point as a pack declares it. */
export const DeclaredPoint = Type.Object(
  {
    key: Key,
    ...place,
    departmentId: Type.String({ maxLength: 100, description: 'The office that runs it' }),
    divisionCode: Type.String({ pattern: '^[0-9]{12}$' }),
    items: Type.Array(Key, { uniqueItems: true, description: 'Keys of pack items' }),
    usualMinutes: Type.Integer({ minimum: 1, maximum: 240, description: 'Of one person at a window, until measured' }),
    slots: Type.Optional(
      Type.Object(
        {
          minutes: Type.Integer({ minimum: 5, maximum: 240 }),
          capacity: Type.Integer({ minimum: 1, maximum: 100 }),
          daysAhead: Type.Integer({ minimum: 1, maximum: 60 }),
        },
        closed,
      ),
    ),
    results: Type.Optional(
      Type.Object(
        {
          keepDays: Type.Integer({ minimum: 1, maximum: 365, description: 'How long a result waits for its person' }),
          remindDays: Type.Integer({ minimum: 0, maximum: 60, description: 'Before its last day they are reminded' }),
        },
        { description: 'Absent: the point hands over no results', ...closed },
      ),
    ),
  },
  closed,
)
export type DeclaredPoint = Static<typeof DeclaredPoint>

/** How many people live around a place; for who is near a point. */
export const ResidentialArea = Type.Object(
  {
    divisionCode: Type.String({ pattern: '^[0-9]{12}$' }),
    name: Name,
    population: Type.Integer({ minimum: 0 }),
    longitude: Type.Number({ minimum: 73, maximum: 136 }),
    latitude: Type.Number({ minimum: 3, maximum: 54 }),
  },
  { title: 'ResidentialArea', ...closed },
)
export type ResidentialArea = Static<typeof ResidentialArea>

/** `halls/<key>.yaml`: the points of a city, what each tier must handle by the standard list, and where people live. */
export const HallNetwork = Type.Object(
  {
    key: Key,
    version: Type.Integer({ minimum: 1 }),
    title: Name,
    titleEn: Type.Optional(Type.String({ maxLength: 120 })),
    source: Type.String({ minLength: 2, maxLength: 300 }),
    standards: Type.Array(Type.Object({ tier: HallTier, items: Type.Array(Key, { uniqueItems: true }) }, closed)),
    points: Type.Array(DeclaredPoint, { minItems: 1 }),
    areas: Type.Array(ResidentialArea),
    reach: Type.Object(
      {
        minutes: Type.Integer({ minimum: 1, maximum: 120 }),
        kilometresPerHour: Type.Number({ minimum: 1, maximum: 60 }),
        detour: Type.Number({ minimum: 1, maximum: 3, description: 'Way by road over the straight line' }),
        source: Type.String({ minLength: 2, maxLength: 300 }),
      },
      closed,
    ),
  },
  closed,
)
export type HallNetwork = Static<typeof HallNetwork>

export const PointItem = Type.Object(
  { id: Type.String(), name: Type.String(), nameEn: Type.Optional(Type.String()) },
  { title: 'PointItem' },
)
export type PointItem = Static<typeof PointItem>

export const PointQueue = Type.Object(
  {
    waiting: Type.Integer(),
    openWindows: Type.Integer(),
    minutes: Type.Integer({ description: 'What somebody who came now would wait, estimated' }),
  },
  { title: 'PointQueue' },
)
export type PointQueue = Static<typeof PointQueue>

/** A place where services are given, for everybody. */
export const ServicePoint = Type.Object(
  {
    key: Key,
    ...place,
    department: Type.String(),
    divisionCode: Type.String(),
    items: Type.Array(PointItem),
    open: Type.Boolean({ description: 'At this moment' }),
    today: Type.Array(Type.Object({ opens: TimeOfDay, closes: TimeOfDay }, { title: 'HoursToday' })),
    queue: Type.Optional(PointQueue),
    appointments: Type.Boolean(),
  },
  { title: 'ServicePoint' },
)
export type ServicePoint = Static<typeof ServicePoint>

/** What a point handles beside what the standard list of its tier says. */
export const PointComparison = Type.Object(
  {
    key: Key,
    name: Type.String(),
    tier: HallTier,
    divisionCode: Type.String(),
    windows: Type.Integer(),
    standard: Type.Integer(),
    handled: Type.Integer({ description: 'Of the standard list' }),
    missing: Type.Array(Type.String()),
    besides: Type.Array(Type.String()),
  },
  { title: 'PointComparison' },
)
export type PointComparison = Static<typeof PointComparison>

export const ReachOfArea = Type.Object(
  {
    divisionCode: Type.String(),
    name: Type.String(),
    population: Type.Integer(),
    longitude: Type.Number(),
    latitude: Type.Number(),
    nearest: Type.String(),
    minutes: Type.Number(),
    within: Type.Boolean(),
  },
  { title: 'ReachOfArea' },
)
export type ReachOfArea = Static<typeof ReachOfArea>

/** 10分钟政务服务圈: who lives within the minutes, who does not, and where a point would help most people. */
export const HallReach = Type.Object(
  {
    minutes: Type.Integer(),
    source: Type.String(),
    population: Type.Integer(),
    within: Type.Integer(),
    areas: Type.Array(ReachOfArea),
    proposals: Type.Array(
      Type.Object(
        {
          divisionCode: Type.String(),
          name: Type.String(),
          longitude: Type.Number(),
          latitude: Type.Number(),
          gains: Type.Integer({ description: 'People who would live within the minutes then and do not now' }),
        },
        { title: 'PointProposal' },
      ),
    ),
  },
  { title: 'HallReach' },
)
export type HallReach = Static<typeof HallReach>

export const problems = {
  'halls.missing': { zh: '没有这个服务点。', en: 'There is no such service point.' },
  'halls.forbidden': {
    zh: '您的岗位看不了服务点的对照和覆盖。',
    en: 'Your post may not see how service points compare and reach.',
  },
}
