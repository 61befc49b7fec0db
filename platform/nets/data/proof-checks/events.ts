import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'
import { OwnerOutcome } from './contract.ts'

/** The office whose records did not tell has looked, and said whether the claim holds. */
export const ProofCheckAnswered = defineEvent(
  'proof-checks.answered',
  Type.Object({ checkId: Type.String(), outcome: OwnerOutcome }),
)
