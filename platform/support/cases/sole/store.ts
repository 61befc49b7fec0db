import { sql } from 'kysely'
import { insistAtCommit, type Tx } from '#ground/database/index.ts'

/**
 * Notes that this case is granted the thing; with the commit it fails with `otherwise` when another case was granted it
 * since `since`. The row decides between two grants at once: the second waits for the first.
 */
export function insistSole(
  tx: Tx,
  grant: { realm: string; digest: Buffer; caseId: string; since: Date; now: Date },
  otherwise: () => Error,
): Promise<void> {
  const { realm, digest, caseId, since, now } = grant
  return insistAtCommit(
    tx,
    sql`insert into cases.sole_grant as held (realm, digest, case_id, granted_at)
      values (${realm}, ${digest}, ${caseId}, ${now})
      on conflict (realm, digest) do update set case_id = excluded.case_id, granted_at = excluded.granted_at
      where held.case_id = excluded.case_id or held.granted_at < ${since}`,
    otherwise,
  )
}
