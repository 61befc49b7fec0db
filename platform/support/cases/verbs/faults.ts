import { type Fault, Refusal } from '#kernel/errors.ts'

/** Refuses answers that have faults, naming each. */
export function refuseFaults(faults: Fault[]): void {
  if (faults.length > 0)
    throw new Refusal('invalid', 'cases.bad-answers', 'Some answers are not acceptable', { faults })
}
