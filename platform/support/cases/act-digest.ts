import { createHash } from 'node:crypto'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { StepTable } from './tables.ts'

/** A step of history as it is proven: what it says, with instants and digests as text. */
export type ProvenStep = {
  case_id: string
  seq: number
  at: string
  verb: string
  node: string | null
  name: string
  account_id: string
  actor_name: string
  actor_kind: string
  unit: string
  on_behalf_of: string | null
  reason: string | null
  status_before: string | null
  status_after: string
  input_digest: string
  data: unknown
  public: boolean
}

/** The members that the ledger vouches for, named one by one: a column added later does not change old digests. */
export function provenStep(step: StepTable): ProvenStep {
  return {
    case_id: step.case_id,
    seq: step.seq,
    at: step.at.toISOString(),
    verb: step.verb,
    node: step.node,
    name: step.name,
    account_id: step.account_id,
    actor_name: step.actor_name,
    actor_kind: step.actor_kind,
    unit: step.unit,
    on_behalf_of: step.on_behalf_of,
    reason: step.reason,
    status_before: step.status_before,
    status_after: step.status_after,
    input_digest: step.input_digest.toString('hex'),
    // Written as text, read back as the value: the digest is of the value.
    data: typeof step.data === 'string' ? JSON.parse(step.data) : step.data,
    public: step.public,
  }
}

/** What one act leaves in the ledger: SHA-256 over the canonical JSON of its steps. */
export function actDigest(steps: readonly ProvenStep[]): Buffer {
  return createHash('sha256').update(canonicalJson(steps)).digest()
}
