import type { Db } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { DecisionRecord } from '../draft.ts'
import { decisionContext } from '../rows.ts'
import { countKept, type KeptFilter, selectKept } from './store.ts'

export type { KeptFilter } from './store.ts'

/** A decision of a rule as its case keeps it, with the case it decided about. */
export type KeptDecision = {
  id: string
  caseId: string
  caseNo: string
  partyId: string
  ruleKey: string
  ruleVersion: number
  asOf: string
  at: Date
  outcome: string
  record: DecisionRecord
  /** Reading goes on behind this one. */
  mark: { at: string; id: string }
}

/**
 * Decisions as they were made, for those who ask them again. It opens personal data and logs nothing: whoever calls it says
 * why in the read log of each person first.
 */
export function createKeptDecisions({ db, secrets }: { db: Db; secrets: Secrets }) {
  return {
    count: (realm: string, filter: KeptFilter) => countKept(db, realm, filter),
    async read(
      realm: string,
      filter: KeptFilter,
      page: { after?: KeptDecision['mark']; limit: number },
    ): Promise<KeptDecision[]> {
      const rows = await selectKept(db, realm, filter, page)
      return rows.map((row) => ({
        id: row.id,
        caseId: row.case_id,
        caseNo: row.case_no,
        partyId: row.party_id,
        ruleKey: row.rule_key,
        ruleVersion: row.rule_version,
        asOf: row.as_of,
        at: row.at,
        outcome: row.outcome,
        record: JSON.parse(secrets.decrypt(row.record, decisionContext)) as DecisionRecord,
        mark: { at: row.at_text, id: row.id },
      }))
    },
  }
}

export type KeptDecisions = ReturnType<typeof createKeptDecisions>
