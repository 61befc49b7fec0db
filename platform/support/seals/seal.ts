import type { SealState, SealVerb } from './contract.ts'

const steps: Record<SealVerb, { from: readonly SealState[]; to: SealState }> = {
  approve: { from: ['applied'], to: 'approved' },
  make: { from: ['approved'], to: 'made' },
  issue: { from: ['made'], to: 'issued' },
  suspend: { from: ['issued'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'issued' },
  destroy: { from: ['applied', 'approved', 'made', 'issued', 'suspended'], to: 'destroyed' },
}

export const sealVerbs = Object.keys(steps) as SealVerb[]

/** The state a verb leads to, or undefined when it cannot be done in this one. A destroyed seal stays destroyed. */
export function stateAfter(state: SealState, verb: SealVerb): SealState | undefined {
  return steps[verb].from.includes(state) ? steps[verb].to : undefined
}
