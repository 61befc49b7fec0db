/** Rows of the schema `credit`; days are texts `YYYY-MM-DD`. */
export type EntityRow = {
  realm: string
  id: string
  kind: 'legal' | 'natural'
  number_index: Buffer
  code: string | null
  name: string | null
  sealed: Buffer | null
}
export type FactRow = {
  realm: string
  id: string
  no: string
  entity_id: string
  kind: string
  kind_version: number
  effect: 'negative' | 'positive' | 'neutral'
  title: string
  details: Buffer
  department_id: string
  department_name: string
  source: 'officer' | 'csv' | 'case' | 'promise'
  reference: string
  happened_on: string
  until: string | null
  public: boolean
  state: 'valid' | 'withdrawn' | 'repaired'
  contested: boolean
  state_reason: string | null
  aged: boolean
  recorded_at: Date
  recorded_by: string
  ended_at: Date | null
}
export type ListingRow = {
  realm: string
  id: string
  no: string
  entity_id: string
  list: string
  list_version: number
  colour: 'red' | 'black'
  public: boolean
  department_id: string
  department_name: string
  reason: string
  fact_ids: string[]
  case_id: string
  case_no: string
  state: 'proposed' | 'listed' | 'refused' | 'removed' | 'expired'
  statement: Buffer | null
  stated_at: Date | null
  proposed_at: Date
  proposed_by: string
  listed_on: string | null
  until: string | null
  ended_at: Date | null
  ended_reason: string | null
}
export type RequestRow = {
  realm: string
  id: string
  kind: 'objection' | 'repair'
  about: 'fact' | 'listing'
  about_id: string
  entity_id: string
  department_id: string
  case_id: string
  case_no: string
  state: 'open' | 'granted' | 'denied' | 'ended'
  raised_at: Date
  ended_at: Date | null
}
export type ScoreRow = {
  realm: string
  id: string
  entity_id: string
  model: string
  model_version: number
  at: Date
  points: number
  grade: 'A' | 'B' | 'C' | 'D'
  inputs: Buffer
  lines: string
  ceiling: 'A' | 'B' | 'C' | 'D' | null
  current: boolean
}
export type WatchRow = {
  realm: string
  id: string
  entity_id: string
  department_id: string
  account_id: string
  reason: string
  since: Date
  ended_at: Date | null
}
export type WarningRow = {
  realm: string
  id: string
  entity_id: string
  department_id: string
  from_grade: string
  to_grade: string
  score_id: string
  at: Date
  handled_at: Date | null
  handled_by: string | null
  how: string | null
}
export type ConsultationRow = {
  realm: string
  id: string
  entity_id: string
  business: string
  account_id: string
  reader: string
  department_id: string
  purpose: string
  basis: string
  case_no: string | null
  grade: string | null
  lists: string[]
  at: Date
}
export type DutyRow = {
  realm: string
  id: string
  consultation_id: string
  entity_id: string
  listing_id: string
  measure: string
  name: string
  name_en: string
  colour: 'red' | 'black'
  department_id: string
  department_name: string
  case_no: string | null
  due: string
  state: 'owed' | 'reported'
  applied: boolean | null
  how: string | null
  reported_at: Date | null
  reported_by: string | null
}
export type PublicityRow = {
  realm: string
  id: string
  kind: 'permit' | 'penalty'
  entity_id: string
  doc_no: string
  elements: string
  department_id: string
  department_name: string
  decided_on: string
  due_on: string
  published_at: Date
  until: string | null
  state: 'published' | 'withdrawn'
  fact_id: string | null
}
export type Tables = {
  'credit.entity': EntityRow
  'credit.fact': FactRow
  'credit.listing': ListingRow
  'credit.request': RequestRow
  'credit.score': ScoreRow
  'credit.watch': WatchRow
  'credit.warning': WarningRow
  'credit.consultation': ConsultationRow
  'credit.duty': DutyRow
  'credit.publicity': PublicityRow
}
