import type { Case, CaseId, Fact, Material } from './case.ts'
import type { TaskChange } from './draft.ts'
import type { CaseTable, FactTable, MaterialTable, TaskTable } from './tables.ts'

/** The seal context of facts: a value moved to another column does not open. */
export const factContext = 'cases.fact.value'

/** The seal context of what a rule was asked and answered. */
export const decisionContext = 'cases.decision.record'

/** The columns an act may change. */
export function changing(current: Case) {
  return {
    status: current.status,
    outcome: current.outcome ?? null,
    automatic: current.automatic,
    accepted_at: current.acceptedAt ?? null,
    decided_at: current.decidedAt ?? null,
    closed_at: current.closedAt ?? null,
    clocks: JSON.stringify({
      limits: current.item.limits,
      clocks: current.clocks,
      ...(current.procedures ? { procedures: current.procedures } : {}),
    }),
    correction: current.correction ? JSON.stringify(current.correction) : null,
    terms: current.terms ? JSON.stringify(current.terms) : null,
    suspension: current.suspension ? JSON.stringify(current.suspension) : null,
    state: JSON.stringify(current.state),
    flow_version: current.item.flow.version,
    version: current.version,
  }
}

export function caseOf(row: CaseTable): Case {
  const { limits, clocks, procedures } = row.clocks as unknown as Pick<Case, 'clocks' | 'procedures'> & {
    limits: Case['item']['limits']
  }
  const state = row.state as unknown as Case['state']
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
      flow: { key: row.flow_key, version: row.flow_version, ...(state.calls ? { calls: state.calls } : {}) },
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
    ...(procedures ? { procedures } : {}),
    calendarVersion: row.calendar_version,
    state,
    version: row.version,
    ...(row.outcome ? { outcome: row.outcome as NonNullable<Case['outcome']> } : {}),
    ...(row.accepted_at ? { acceptedAt: row.accepted_at } : {}),
    ...(row.decided_at ? { decidedAt: row.decided_at } : {}),
    ...(row.closed_at ? { closedAt: row.closed_at } : {}),
    ...(row.terms ? { terms: row.terms as unknown as NonNullable<Case['terms']> } : {}),
    ...(row.suspension ? { suspension: row.suspension as unknown as NonNullable<Case['suspension']> } : {}),
    ...(row.correction ? { correction: row.correction as unknown as NonNullable<Case['correction']> } : {}),
  }
}

/** The columns that a change to an open task touches. */
export function taskColumns({ assignee, place, held }: Omit<TaskChange, 'id'>): Partial<TaskTable> {
  return {
    ...(assignee === undefined ? {} : { assignee: assignee?.accountId ?? null, assignee_name: assignee?.name ?? null }),
    ...(place ? { post: place.post, department_id: place.departmentId, division_code: place.divisionCode } : {}),
    ...(held === undefined ? {} : { held: held ? JSON.stringify(held) : null }),
  }
}

/** A fact as it lies sealed beside those that the same act brought. */
type PackedFact = [
  pointer: string,
  value: unknown,
  source: string,
  sourceLabel: string,
  sourceVersion: string | null,
  fetchedAt: string,
]

/** All facts that an act brought, sealed in one piece. */
export function factsRow(
  facts: readonly Fact[],
  version: number,
  seal: (value: unknown, context: string) => Buffer,
): Omit<FactTable, 'realm' | 'case_id'> {
  const packed = facts.map(
    ({ pointer, value = null, source, sourceLabel, sourceVersion = null, fetchedAt }): PackedFact => [
      pointer,
      value,
      source,
      sourceLabel,
      sourceVersion,
      fetchedAt.toISOString(),
    ],
  )
  const within = { source: null, source_label: null, source_version: null, fetched_at: null }
  return { pointer: '', version, value: seal(packed, factContext), ...within }
}

/** The facts of a case as its rows in the order of their versions tell: of each pointer the newest. */
export function factsOf(
  rows: readonly Omit<FactTable, 'realm' | 'case_id'>[],
  open: (bytes: Buffer, context: string) => unknown,
): Fact[] {
  const newest = new Map<string, Fact>()
  for (const row of rows) {
    const value = open(row.value, factContext)
    // Before facts lay together each had a row of its own, which says where it came from.
    const packed = row.source === null ? (value as PackedFact[]) : [alone(row, row.source, value)]
    for (const [pointer, known, from, sourceLabel, sourceVersion, fetchedAt] of packed)
      newest.set(pointer, {
        ...{ pointer, value: known, source: from, sourceLabel, fetchedAt: new Date(fetchedAt) },
        ...(sourceVersion ? { sourceVersion } : {}),
      })
  }
  return [...newest.values()].sort((a, b) => (a.pointer < b.pointer ? -1 : 1))
}

function alone(row: Omit<FactTable, 'realm' | 'case_id'>, source: string, value: unknown): PackedFact {
  return [
    row.pointer,
    value,
    source,
    row.source_label ?? '',
    row.source_version,
    (row.fetched_at ?? new Date(0)).toISOString(),
  ]
}

export function materialOf(row: MaterialTable): Material {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    version: row.version,
    hash: row.hash,
    fileName: row.file_name,
    mediaType: row.media_type,
    size: Number(row.size),
    trust: row.trust as Material['trust'],
    at: row.at,
    ...(row.origin ? { from: row.origin as unknown as NonNullable<Material['from']> } : {}),
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
    origin: material.from ? JSON.stringify(material.from) : null,
  }
}
