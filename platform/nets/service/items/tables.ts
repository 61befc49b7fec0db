import type { ImportRow, ImportRun } from './imports/contract.ts'
import type { Item } from './item.ts'
import type { ItemCard } from './search/contract.ts'

/** The rows of this module's schema, as its stores read them. */
export type ItemTable = {
  realm: string
  id: string
  name: string
  state: 'draft' | 'published' | 'withdrawn'
  origin: 'local' | 'pack' | 'import'
  division_code: string
  pack_key: string | null
  catalogue: string | null
  catalogue_key: string | null
  task_code: string | null
  task_handle_item: string
  latest_version: number
  draft: Item | null
  draft_based_on: number | null
  curated: boolean
  imported_hash: string | null
  row_version: number
  created_at: Date
  updated_at: Date
}

export type VersionTable = {
  realm: string
  item_id: string
  version: number
  document: Item
  effective_on: string
  cancel_on: string | null
  note: string | null
  published_by: string
  published_at: Date
}

export type SearchEntryTable = {
  realm: string
  item_id: string
  version: number
  name: string
  name_key: string
  type: string
  department: string
  audiences: string[]
  themes: string[]
  online: boolean
  card: ItemCard
  name_tokens: string
  tokens: string
}

export type ImportRunTable = {
  realm: string
  id: string
  catalogue: string | null
  file_hash: string
  file_bytes: number
  division_code: string
  started_by: string
  state: ImportRun['state']
  problem: string | null
  position: number
  bytes_read: number
  rows: number
  loaded: number
  repaired: number
  refused: number
  added: number
  changed: number
  proposed: number
  unchanged: number
  created_at: Date
  finished_at: Date | null
}

export type ImportRowTable = {
  realm: string
  run_id: string
  line: number
  state: ImportRow['state']
  effect: NonNullable<ImportRow['effect']> | null
  catalogue_key: string | null
  item_id: string | null
  name: string | null
  repairs: ImportRow['repairs']
  reason: string | null
  detail: string | null
}

export type Tables = {
  'items.item': ItemTable
  'items.version': VersionTable
  'items.search_entry': SearchEntryTable
  'items.import_run': ImportRunTable
  'items.import_row': ImportRowTable
}
