import Type, { type Static } from 'typebox'

/** One part of a joint matter (一件事), as far along as it is. */
export const PartView = Type.Object(
  {
    key: Type.String(),
    name: Type.String(),
    nameEn: Type.Optional(Type.String()),
    caseId: Type.String(),
    no: Type.String(),
    department: Type.String(),
    status: Type.String(),
    outcome: Type.Optional(Type.String()),
    due: Type.Optional(Type.String()),
    left: Type.Optional(Type.Integer()),
    light: Type.Optional(Type.Enum(['green', 'yellow', 'red'])),
    needsMe: Type.Boolean({ description: 'The applicant has something to do' }),
  },
  { title: 'PartView' },
)
export type PartView = Static<typeof PartView>

/** The joint matter that a case is a part of. */
export const WholeView = Type.Object(
  { caseId: Type.String(), no: Type.String(), itemName: Type.String(), itemNameEn: Type.Optional(Type.String()) },
  { title: 'WholeView' },
)
export type WholeView = Static<typeof WholeView>
