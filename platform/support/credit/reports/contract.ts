import Type, { type Static } from 'typebox'
import { PartyNumber } from '../facts/contract.ts'

const Text = (maxLength: number) => Type.String({ minLength: 2, maxLength })
const closed = { additionalProperties: false }

export const OwnReportInput = Type.Object(
  {
    partyId: Type.Optional(Type.String({ format: 'uuid', description: 'One I act for; myself when left out' })),
    purpose: Text(200),
  },
  closed,
)
export type OwnReportInput = Static<typeof OwnReportInput>

/** At the counter the party stands there with its papers: the name is read from them. */
export const CounterReportInput = Type.Object(
  { number: PartyNumber, name: Text(100), purpose: Text(200), basis: Text(300) },
  closed,
)
export type CounterReportInput = Static<typeof CounterReportInput>

/** Download it at `/credentials/{id}/pdf`; anybody verifies its number or its file at `/verify`. */
export const ReportView = Type.Object({ id: Type.String(), number: Type.String() }, { title: 'CreditReport' })
export type ReportView = Static<typeof ReportView>
