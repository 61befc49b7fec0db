import type { DisputeState } from './contract.ts'

/** What a fact says of where it came from: a register or a kind of credential, and the field. */
export type FactSource = { kind: 'register' | 'credential'; key: string; field: string }

/** Only what an office keeps can be disputed with an office: accounts, answers and situations are the person's own. */
export function sourceOf(source: string): FactSource | undefined {
  const [kind, key, field] = source.split('/')
  return (kind === 'register' || kind === 'credential') && key && field ? { kind, key, field } : undefined
}

/** What became of a dispute, by how the case of its answer ended. */
export function stateAfter(outcome: string | undefined): DisputeState {
  if (outcome === 'granted') return 'corrected'
  return outcome === 'withdrawn' || outcome === 'terminated' ? 'withdrawn' : 'upheld'
}

/** A corrected value as the fact had it: numbers and booleans stay what they are. */
export function asTyped(before: unknown, corrected: string): unknown {
  if (typeof before === 'number') return Number.isNaN(Number(corrected)) ? corrected : Number(corrected)
  if (typeof before === 'boolean') return corrected === 'true' || corrected === '是'
  return corrected
}
