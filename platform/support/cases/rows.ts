import type { Case, CaseId, Fact, Material } from './case.ts'
import type { CaseTable, FactTable, MaterialTable } from './tables.ts'

/** The seal context of facts: a value moved to another column does not open. */
export const factContext = 'cases.fact.value'

/** The columns an act may change. */
export function changing(current: Case) {
  return {
    status: current.status,
    outcome: current.outcome ?? null,
    automatic: current.automatic,
    accepted_at: current.acceptedAt ?? null,
    decided_at: current.decidedAt ?? null,
    closed_at: current.closedAt ?? null,
    clocks: JSON.stringify({ limits: current.item.limits, clocks: current.clocks }),
    correction: current.correction ? JSON.stringify(current.correction) : null,
    state: JSON.stringify(current.state),
    version: current.version,
  }
}

export function caseOf(row: CaseTable): Case {
  const { limits, clocks } = row.clocks as unknown as Pick<Case, 'clocks'> & { limits: Case['item']['limits'] }
  return {
    realm: row.realm,
    id: row.id as CaseId,
    no: row.no,
    queryCode: row.query_code,
    lookupIndex: row.lookup_index,
    item: {
      id: row.item_id,
      version: row.item_version,
      name: row.item_name,
      ...(row.item_name_en ? { nameEn: row.item_name_en } : {}),
      flow: { key: row.flow_key, version: row.flow_version },
      form: { key: row.form_key, version: row.form_version },
      departmentId: row.department_id,
      departmentName: row.department_name,
      limits,
    },
    party: {
      partyId: row.party_id,
      name: row.party_name,
      kind: row.party_kind,
      accountId: row.account_id,
      ...(row.agent_name ? { agentName: row.agent_name } : {}),
    },
    divisionCode: row.division_code,
    channel: row.channel,
    status: row.status as Case['status'],
    automatic: row.automatic,
    submittedAt: row.submitted_at,
    clocks,
    calendarVersion: row.calendar_version,
    state: row.state as unknown as Case['state'],
    version: row.version,
    ...(row.outcome ? { outcome: row.outcome as NonNullable<Case['outcome']> } : {}),
    ...(row.accepted_at ? { acceptedAt: row.accepted_at } : {}),
    ...(row.decided_at ? { decidedAt: row.decided_at } : {}),
    ...(row.closed_at ? { closedAt: row.closed_at } : {}),
    ...(row.correction ? { correction: row.correction as unknown as NonNullable<Case['correction']> } : {}),
  }
}

export function factRow(
  fact: Fact,
  version: number,
  seal: (value: unknown, context: string) => Buffer,
): Omit<FactTable, 'realm' | 'case_id'> {
  return {
    pointer: fact.pointer,
    version,
    value: seal(fact.value ?? null, factContext),
    source: fact.source,
    source_label: fact.sourceLabel,
    source_version: fact.sourceVersion ?? null,
    fetched_at: fact.fetchedAt,
  }
}

export function materialRow(material: Material): Omit<MaterialTable, 'realm' | 'case_id'> {
  return {
    id: material.id,
    key: material.key,
    name: material.name,
    version: material.version,
    hash: material.hash,
    file_name: material.fileName,
    media_type: material.mediaType,
    size: material.size,
    trust: material.trust,
    at: material.at,
  }
}
