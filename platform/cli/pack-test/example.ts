import Type, { type Static } from 'typebox'
import { type PackKind, shapeProblems } from '#support/packs/index.ts'
import { Act } from './acts.ts'

const strict = { additionalProperties: false }
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Record = Type.Record(Type.String(), Type.Unknown())
const Person = Type.Object(
  {
    name: Type.String(),
    idNumber: Type.String(),
    idType: Type.Optional(Type.String()),
    mobile: Type.Optional(Type.String()),
    kind: Type.Optional(Type.Enum(['natural', 'legal'])),
  },
  strict,
)

/** `examples/*.yaml`: what is given, and what must come of it. Runs without a database. */
export const Example = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    item: Type.String({ description: 'Key of the item applied for' }),
    asOf: Day,
    /** The party applied for. */
    applicant: Person,
    /** Who is signed in, when it is not the applicant. */
    account: Type.Optional(Person),
    given: Type.Object(
      {
        answers: Record,
        /** Options chosen before the form, by question. */
        situations: Type.Optional(Type.Record(Type.String(), Type.String())),
        /** Records by register, or `unavailable`. A register not named is filled from the seeds of the packs. */
        registers: Type.Optional(
          Type.Record(Type.String(), Type.Union([Type.Array(Record), Type.Literal('unavailable')])),
        ),
        /** Faces of credentials the applicant holds, by type. */
        credentials: Type.Optional(Type.Record(Type.String(), Record)),
        /** Keys of materials handed in. */
        materials: Type.Optional(Type.Array(Type.String())),
        /** Keys of promises signed in place of materials. */
        promised: Type.Optional(Type.Array(Type.String())),
        /** Pointers of facts the applicant disputes. */
        disputes: Type.Optional(Type.Array(Type.String())),
        /** Day of acceptance, from which `due` counts; the day of the example unless told. */
        accepted: Type.Optional(Day),
        /** Working days the head of the office added. */
        extension: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
      },
      strict,
    ),
    /** What people do and what happens afterwards, until the end or as far as the example goes. */
    acts: Type.Optional(Type.Array(Act, { maxItems: 60 })),
    expect: Type.Object(
      {
        /** What the rule says: grant, deny, human, return …; `none` when the flow asks no rule on its way. */
        outcome: Type.Optional(Type.String()),
        /** Each must stand in what a fired rule says. */
        reason: Type.Optional(Type.String()),
        basis: Type.Optional(Type.String()),
        /** Ids of the rules that fired, in any order. */
        fired: Type.Optional(Type.Array(Type.String())),
        /** Other outputs of the decision. */
        outputs: Type.Optional(Record),
        /** Pointers of what is refused in the form; nothing else may be. */
        faults: Type.Optional(Type.Array(Type.String())),
        /** Pointers of fields whose source knew nothing or did not answer. */
        gaps: Type.Optional(Type.Array(Type.String())),
        /** Where the flow rests: the names or ids of the tasks that are open. */
        tasks: Type.Optional(Type.Array(Type.String())),
        /** How the case ended: granted, refused … */
        ended: Type.Optional(Type.String()),
        /** Types of credentials and letters that must have been issued. */
        issued: Type.Optional(Type.Array(Type.String())),
        /** Last day by the legal limit of the item. */
        due: Type.Optional(Day),
      },
      { ...strict, minProperties: 1 },
    ),
  },
  strict,
)
export type Example = Static<typeof Example>

export const exampleKind: PackKind = {
  kind: 'example',
  folder: 'examples',
  extensions: ['.yaml'],
  installed: false,
  identify: ({ file }) => ({ key: file.replace(/^examples\//, '').replace(/\.yaml$/, ''), version: 1 }),
  check: (source) => shapeProblems(source, Example, 'examples'),
  references: (content) => [{ kind: 'item', key: (content as Example).item, pointer: '/item' }],
}
