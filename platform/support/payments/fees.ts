import Type, { type Static } from 'typebox'
import type { Fault } from '#kernel/errors.ts'
import type { CompileExpression } from '../forms/contract.ts'
import type { BillItem } from './bills/bill.ts'

/** `fees/<key>.yaml` of packs: what may be charged, on what basis, and how much, dated. */
export const Fee = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' }),
    version: Type.Integer({ minimum: 1 }),
    validFrom: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    name: Type.String({ minLength: 2, maxLength: 60 }),
    nameEn: Type.String({ minLength: 2, maxLength: 120 }),
    kind: Type.Enum(['fee', 'deposit'], { description: 'fee: income of the treasury; deposit: given back' }),
    basis: Type.String({ minLength: 4, maxLength: 300, description: 'The article that allows to charge it' }),
    standard: Type.String({ minLength: 2, maxLength: 300, description: 'The rate as people read it' }),
    amountFen: Type.String({
      minLength: 1,
      maxLength: 2000,
      description: 'FEEL: whole fen; 0 or null when nothing is due',
    }),
  },
  { additionalProperties: false },
)
export type Fee = Static<typeof Fee>

/** No fee of a city comes near it; a slip of the finger in a rate does. */
const mostFen = 1_000_000_000_00

export function feeKind(compileExpression: CompileExpression) {
  return {
    folder: 'fees',
    schema: Fee,
    check({ amountFen }: Fee): Fault[] {
      try {
        compileExpression(amountFen)
        return []
      } catch (error) {
        return [{ pointer: '/amountFen', rule: 'bad-expression', detail: (error as Error).message }]
      }
    },
  }
}

/**
 * What a fee comes to for these values. Throws an Error when the expression gives something that is not whole fen: a rate that
 * leaves fractions must say how it rounds.
 */
export function chargedItem(
  fee: Fee,
  values: Record<string, unknown>,
  compileExpression: CompileExpression,
): BillItem | undefined {
  const came = compileExpression(fee.amountFen)(values)
  if (came === null || came === 0) return undefined
  if (typeof came !== 'number' || !Number.isSafeInteger(came) || came < 0 || came > mostFen)
    throw new Error(`Fee ${fee.key} comes to ${JSON.stringify(came)}, which is not whole fen`)
  return { code: fee.key, kind: fee.kind, fen: came }
}
