import Type, { type Static } from 'typebox'
import { Key, Limit, Line, listOf, part, Text } from './schema.ts'

const Option = part({
  key: Key,
  label: Line(),
  labelEn: Type.Optional(Line()),
  /** Materials this answer makes necessary. */
  materials: listOf(Key, 100),
  /** Shown when this answer means that the item is not the right one. */
  stop: Type.Optional(Text(1000)),
  stopEn: Type.Optional(Text(1000)),
})

/**
 * 情形引导: one question to the applicant. `guide` (the usual) only helps to read the guide; `start` must be answered before the form,
 * and the answer belongs to the application and to the case: FEEL reads it as `situations.<key>`.
 */
export const Situation = part(
  {
    key: Key,
    question: Line(),
    questionEn: Type.Optional(Line()),
    help: Type.Optional(Text(1000)),
    helpEn: Type.Optional(Text(1000)),
    ask: Type.Optional(Type.Enum(['guide', 'start'])),
    /** Asked only when this holds: FEEL over `situations`, the answers given so far. */
    when: Type.Optional(Line(1000)),
    options: Type.Array(Option, { minItems: 2, maxItems: 30 }),
  },
  { title: 'ItemSituation' },
)
export type Situation = Static<typeof Situation>
export type SituationOption = Situation['options'][number]

/** 办理情形, one way an item is handled (业务办理项): its limits take the place of the item's. */
export const Branch = part(
  {
    key: Key,
    name: Line(),
    nameEn: Type.Optional(Line()),
    /** FEEL over the answers and `situations`. */
    when: Line(1000),
    limits: Type.Optional(part({ legal: Type.Optional(Limit), promised: Type.Optional(Limit) })),
    /** 业务办理项编码, when the branch has one of its own. */
    taskHandleItem: Type.Optional(Line(50)),
  },
  { title: 'ItemBranch' },
)
export type Branch = Static<typeof Branch>
