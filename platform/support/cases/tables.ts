/** Rows as PostgreSQL keeps them (migrations/). Domain types live in case.ts. */
export type CaseTable = {
  realm: string
  id: string
  no: string
  query_code: string
  lookup_index: Buffer
  item_id: string
  item_version: number
  item_name: string
  item_name_en: string | null
  flow_key: string
  flow_version: number
  form_key: string
  form_version: number
  party_id: string
  party_name: string
  party_kind: string
  agent_name: string | null
  account_id: string
  department_id: string
  department_name: string
  division_code: string
  channel: string
  status: string
  outcome: string | null
  automatic: boolean
  submitted_at: Date
  accepted_at: Date | null
  decided_at: Date | null
  closed_at: Date | null
  clocks: string
  calendar_version: string
  correction: string | null
  terms: string | null
  suspension: string | null
  answers: Buffer
  state: string
  version: number
}

export type TaskTable = {
  realm: string
  case_id: string
  id: number
  node: string
  name: string
  name_en: string
  post: string
  department_id: string
  division_code: string
  verbs: string[]
  form: string | null
  separate_from: string | null
  due: string | null
  opened_at: Date
  closed_at: Date | null
  closed_by: string | null
  verb: string | null
  assignee: string | null
  assignee_name: string | null
  closed_for: string | null
  opinion_of: number | null
  opinion_when: string | null
  opinion_reason: string | null
  held: string | null
  /** What the case is at and of, kept at open tasks for lists. */
  status: string | null
  item_id: string | null
}

export type StepTable = {
  realm: string
  case_id: string
  seq: number
  at: Date
  verb: string
  node: string | null
  name: string
  name_en: string
  account_id: string
  actor_name: string
  actor_kind: string
  post_id: string | null
  unit: string
  on_behalf_of: string | null
  reason: string | null
  status_before: string | null
  status_after: string
  input_digest: Buffer
  data: string | null
  public: boolean
  change: string | null
}

export type FactTable = {
  realm: string
  case_id: string
  pointer: string
  version: number
  value: Buffer
  source: string | null
  source_label: string | null
  source_version: string | null
  fetched_at: Date | null
}

export type MaterialTable = {
  realm: string
  case_id: string
  id: string
  key: string
  name: string
  version: number
  hash: string
  file_name: string
  media_type: string
  size: number
  trust: string
  at: Date
  origin: string | null
}

export type DecisionTable = {
  realm: string
  case_id: string
  id: string
  rule_key: string
  rule_version: number
  rule_title: string
  as_of: string
  at: Date
  outcome: string
  record: Buffer
}

export type TimerTable = { realm: string; case_id: string; id: number; node: string; at: Date; set_at: Date | null }

export type CaseTables = {
  'cases.case': CaseTable
  'cases.task': TaskTable
  'cases.step': StepTable
  'cases.fact': FactTable
  'cases.material': MaterialTable
  'cases.decision': DecisionTable
  'cases.timer': TimerTable
}
