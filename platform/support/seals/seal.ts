import type { SealState, SealVerb } from './contract.ts'

const steps: Record<Exclude<SealVerb, 'hand-over'>, { from: readonly SealState[]; to: SealState }> = {
  approve: { from: ['applied'], to: 'approved' },
  make: { from: ['approved'], to: 'made' },
  issue: { from: ['made'], to: 'issued' },
  suspend: { from: ['issued'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'issued' },
  destroy: { from: ['applied', 'approved', 'made', 'issued', 'suspended'], to: 'destroyed' },
}

export const sealVerbs: SealVerb[] = [...(Object.keys(steps) as (keyof typeof steps)[]), 'hand-over']

/** The state a verb leads to, or undefined when it cannot be done in this one. A destroyed seal stays destroyed. */
export function stateAfter(state: SealState, verb: SealVerb): SealState | undefined {
  // 保管人变更: another keeps it, and it stays what it was.
  if (verb === 'hand-over') return state === 'destroyed' ? undefined : state
  return steps[verb].from.includes(state) ? steps[verb].to : undefined
}
