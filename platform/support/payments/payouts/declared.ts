import Type, { type Static } from 'typebox'
import type { Fault } from '#kernel/errors.ts'
import type { CompileExpression } from '../../forms/contract.ts'

/** `payouts/<key>.yaml` of packs: what is paid out, on what basis, how often and how much. */
export const PayoutKind = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' }),
    version: Type.Integer({ minimum: 1 }),
    name: Type.String({ minLength: 2, maxLength: 60 }),
    nameEn: Type.String({ minLength: 2, maxLength: 120 }),
    subsidy: Type.String({
      pattern: '^[a-z][a-z0-9-]{1,60}$',
      description: 'The account of the books, and of the treasury',
    }),
    basis: Type.String({ minLength: 4, maxLength: 300 }),
    schedule: Type.Enum(['once', 'monthly']),
    amountFen: Type.String({
      minLength: 1,
      maxLength: 2000,
      description: 'FEEL over what the flow gives and `month`: whole fen',
    }),
  },
  { additionalProperties: false },
)
export type PayoutKind = Static<typeof PayoutKind>

export function payoutKind(compileExpression: CompileExpression) {
  return {
    folder: 'payouts',
    schema: PayoutKind,
    check({ amountFen }: PayoutKind): Fault[] {
      try {
        compileExpression(amountFen)
        return []
      } catch (error) {
        return [{ pointer: '/amountFen', rule: 'bad-expression', detail: (error as Error).message }]
      }
    },
  }
}

/** What is due for a month. Throws an Error when the formula gives something that is not whole fen above nothing. */
export function amountOf(
  kind: PayoutKind,
  given: Record<string, unknown>,
  month: string,
  compileExpression: CompileExpression,
): number {
  const came = compileExpression(kind.amountFen)({ ...given, month })
  if (typeof came !== 'number' || !Number.isSafeInteger(came) || came <= 0 || came > 100_000_000_00)
    throw new Error(`Payout ${kind.key} comes to ${JSON.stringify(came)}, which is not whole fen`)
  return came
}
