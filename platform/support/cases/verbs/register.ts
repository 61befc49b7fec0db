import type { Verb } from '../contract.ts'
import { assigning } from './assigning.ts'
import { commenting } from './commenting.ts'
import { correction } from './correction.ts'
import { countersigning } from './countersigning.ts'
import { pausing } from './pausing.ts'
import { returning } from './returning.ts'
import { steps } from './steps.ts'
import type { CaseVerb } from './verb.ts'
import { withdrawal } from './withdrawal.ts'

/** Every verb of a case. The type makes it whole: a verb of the contract without a line here does not compile. */
export const verbs: Record<Verb, CaseVerb> = {
  ...steps,
  ...correction,
  ...returning,
  ...withdrawal,
  ...assigning,
  ...countersigning,
  ...pausing,
  ...commenting,
}
