import Type, { type Static } from 'typebox'

export const DisputeState = Type.Enum(['open', 'corrected', 'upheld', 'withdrawn'])
export type DisputeState = Static<typeof DisputeState>

/** A fact of a case that its holder says is wrong, and what its source department answered. */
export const FactDispute = Type.Object(
  {
    id: Type.String(),
    pointer: Type.String({ description: 'JSON pointer of the field' }),
    title: Type.String(),
    claim: Type.String({ description: 'What the person says it should be' }),
    sourceLabel: Type.String(),
    department: Type.String({ description: 'The department that answers for the source' }),
    caseId: Type.String({ description: 'The case in which it answers' }),
    caseNo: Type.String(),
    state: DisputeState,
    raisedAt: Type.String(),
    answeredAt: Type.Optional(Type.String()),
    answer: Type.Optional(Type.String()),
  },
  { title: 'FactDispute' },
)
export type FactDispute = Static<typeof FactDispute>

export const RaiseInput = Type.Object(
  {
    pointer: Type.String({ minLength: 1, maxLength: 200, description: 'Pointer of one of the `facts` of the case' }),
    claim: Type.String({ minLength: 1, maxLength: 500, description: 'What it should be, and why' }),
  },
  { additionalProperties: false },
)
export type RaiseInput = Static<typeof RaiseInput>

export const problems = {
  'disputes.unknown-fact': { zh: '这件办件里没有这一项信息。', en: 'The case holds no such fact.' },
  'disputes.no-source': {
    zh: '这一项不是从数据库或者证照里取的，没有数据来源部门可以核对。您可以在办件里更正。',
    en: 'This did not come from a register or a credential, so no source department can check it. Correct it in the case.',
  },
  'disputes.open-already': {
    zh: '这一项您已经提过异议，来源部门正在核对。',
    en: 'You have disputed this already and the source department is looking into it.',
  },
}
