import { canonicalJson } from '../../platform/kernel/canonical-json.ts'
import { cryptoSuite } from '../../platform/kernel/crypto/suites.ts'
import { groupActs } from '../../platform/support/case-files/index.ts'
import { bytesOfUse } from '../../platform/support/seals/index.ts'

type Row = Record<string, string | null>

/** What a ledger leaf is of: a text, and the hash that makes the leaf's digest of it. */
export type LeafProof = { text: string; hash(bytes: Uint8Array): Buffer }

const sha256 = (bytes: Uint8Array) => Buffer.from(cryptoSuite('INTL').hash(bytes))
const sm3 = (bytes: Uint8Array) => Buffer.from(cryptoSuite('GM').hash(bytes))

/** By the digest of each leaf of a case, what it is of: the steps of an act, the use of a seal. Rows as PostgreSQL writes them. */
export function leafProofs(
  leaves: readonly Row[],
  steps: readonly Row[],
  uses: readonly Row[],
): Map<string, LeafProof> {
  const proofs = new Map<string, LeafProof>()
  const known = new Set(leaves.map(({ digest }) => hexOf(digest)))
  const history = steps.toSorted((a, b) => Number(a.seq) - Number(b.seq)).map(provenStepOf)
  for (const { digest, steps } of groupActs(history, known))
    proofs.set(digest, { text: canonicalJson(steps), hash: sha256 })
  for (const use of uses) {
    const bytes = bytesOfUse(use.realm!, {
      id: use.id!,
      sealId: use.seal_id!,
      digest: Buffer.from(hexOf(use.digest), 'hex'),
      operatorId: use.operator_id!,
      operatorName: use.operator_name!,
      caseId: use.case_id ?? null,
      reason: use.reason!,
      at: new Date(use.at!),
    })
    proofs.set(sm3(bytes).toString('hex'), { text: bytes.toString(), hash: sm3 })
  }
  return proofs
}

const hexOf = (bytea: string | null | undefined): string => bytea!.slice(2)

function provenStepOf(row: Row): Parameters<typeof groupActs>[0][number] {
  return {
    case_id: row.case_id!,
    seq: Number(row.seq),
    at: new Date(row.at!).toISOString(),
    verb: row.verb!,
    node: row.node ?? null,
    name: row.name!,
    account_id: row.account_id!,
    actor_name: row.actor_name!,
    actor_kind: row.actor_kind!,
    unit: row.unit!,
    on_behalf_of: row.on_behalf_of ?? null,
    reason: row.reason ?? null,
    status_before: row.status_before ?? null,
    status_after: row.status_after!,
    input_digest: hexOf(row.input_digest),
    data: row.data ? JSON.parse(row.data) : null,
    public: row.public === 't',
  }
}
