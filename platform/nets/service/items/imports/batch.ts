import type { Clock } from '#ground/clock.ts'
import type { Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import { isWithinDivision } from '#kernel/codes/division-code.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Item } from '../item.ts'
import type { Findable, ItemFinder } from '../search/service.ts'
import { newRow } from '../service.ts'
import { type ItemRow, insertItems, insertVersions, selectVersion, updateItem, type VersionRow } from '../store.ts'
import type { ImportRow } from './contract.ts'
import type { Mapped, RefusalReason } from './mapping.ts'
import type { Repair } from './repairs.ts'
import { hashOf, insertRows, lockByKeys, type NewRow, type RunRow, selectKeysOfRun, selectTakenCodes } from './store.ts'

/** A line of the file and what mapping made of it. */
export type MappedLine = { line: number; mapped: Mapped }

export type Counts = Pick<
  RunRow,
  'rows' | 'loaded' | 'repaired' | 'refused' | 'added' | 'changed' | 'proposed' | 'unchanged'
>

type Good = Extract<Mapped, { ok: true }>
type Outcome = { effect: NonNullable<ImportRow['effect']>; itemId: string } | { reason: RefusalReason; detail: string }

/**
 * Brings one batch into the catalogue within the transaction given: new items are published as they came, changed ones get
 * a new version, and what an item manager has published is only proposed as a draft.
 */
export async function loadBatch(
  tx: Tx,
  needs: { clock: Clock; newId: NewId; finder: ItemFinder },
  run: RunRow & { catalogue: string },
  lines: MappedLine[],
): Promise<Counts> {
  const { realm } = run
  const good = lines.flatMap(({ mapped }) => (mapped.ok ? [mapped] : []))
  const keys = good.map(({ key }) => key)
  const known = new Map((await lockByKeys(tx, realm, run.catalogue, keys)).map((row) => [row.catalogue_key, row]))
  const taken = await selectTakenCodes(
    tx,
    realm,
    good.map(({ item }) => item.codes),
  )
  const seen = await selectKeysOfRun(tx, realm, run.id, keys)
  const added: { row: ItemRow; item: Item }[] = []
  const changed: { row: ItemRow; item: Item }[] = []

  const settle = async (mapped: Good): Promise<Outcome> => {
    const { key, item } = mapped
    if (seen.has(key)) return { reason: 'duplicate-in-file', detail: 'An earlier line has the same code' }
    seen.add(key)
    const row = known.get(key)
    const hash = hashOf(item)
    if (!row) {
      const code = `${item.codes.taskCode} ${item.codes.taskHandleItem ?? ''}`
      if (item.codes.taskCode && taken.has(code))
        return { reason: 'code-in-use', detail: 'An item that was not taken from this catalogue has the code' }
      taken.add(code)
      const fresh = publishedRow(run, needs.newId(), mapped, hash, needs.clock())
      added.push({ row: fresh, item })
      return { effect: 'added', itemId: fresh.id }
    }
    if (!isWithinDivision(row.division_code, run.division_code))
      return { reason: 'other-division', detail: 'The item is kept by a division that this import does not manage' }
    if (row.imported_hash === hash) return { effect: 'unchanged', itemId: row.id }
    if (row.draft) return { reason: 'draft-open', detail: 'Someone is editing the item: publish or discard the draft' }
    if (row.curated) {
      await propose(tx, row, item, hash, needs.clock())
      return { effect: 'proposed', itemId: row.id }
    }
    changed.push({ row: { ...row, imported_hash: hash }, item })
    return { effect: 'changed', itemId: row.id }
  }

  const rows: NewRow[] = []
  for (const { line, mapped } of lines) {
    const place = { realm, run_id: run.id, line }
    if (!mapped.ok) rows.push(refusedRow(place, mapped))
    else rows.push(rowOf(place, mapped, await settle(mapped)))
  }
  await insertItems(
    tx,
    added.map(({ row }) => row),
  )
  for (const { row, item } of changed) await updateItem(tx, realm, row.id, changeOf(row, item, needs.clock()))
  const versions = [
    ...added.map(({ row, item }) => ({ itemId: row.id, version: 1, item })),
    ...changed.map(({ row, item }) => ({ itemId: row.id, version: row.latest_version + 1, item })),
  ]
  await insertVersions(
    tx,
    versions.map((each) => versionRow(run, each, needs.clock())),
  )
  await needs.finder.index(tx, realm, versions)
  await insertRows(tx, rows)
  return countRows(rows)
}

function publishedRow(
  run: RunRow & { catalogue: string },
  id: string,
  { key, item }: Good,
  hash: string,
  now: Date,
): ItemRow {
  const row = newRow({ realm: run.realm, id, item, origin: 'import', divisionCode: run.division_code, now })
  const published = { state: 'published' as const, latest_version: 1, imported_hash: hash }
  return { ...row, ...published, catalogue: run.catalogue, catalogue_key: key }
}

function changeOf(row: ItemRow, item: Item, now: Date) {
  return {
    name: item.name,
    latest_version: row.latest_version + 1,
    imported_hash: row.imported_hash,
    task_code: item.codes.taskCode ?? null,
    task_handle_item: item.codes.taskHandleItem ?? '',
    updated_at: now,
  }
}

function versionRow(run: RunRow, { itemId, version, item }: Findable, now: Date): VersionRow {
  return {
    realm: run.realm,
    item_id: itemId,
    version,
    document: item,
    effective_on: cityDate(now),
    cancel_on: null,
    note: null,
    published_by: run.started_by,
    published_at: now,
  }
}

/** What the item manager has set up for applying here stays; all else is what the catalogue now says. */
async function propose(tx: Tx, row: ItemRow, item: Item, hash: string, now: Date): Promise<void> {
  const current = await selectVersion(tx, row.realm, row.id, row.latest_version)
  const { online, form, flow, rule } = current?.document.handling ?? item.handling
  const kept = Object.fromEntries(
    Object.entries({ online, form, flow, rule }).filter(([, value]) => value !== undefined),
  )
  const draft: Item = { ...item, handling: { ...item.handling, ...kept } }
  const change = { draft, draft_based_on: row.latest_version, imported_hash: hash, updated_at: now }
  await updateItem(tx, row.realm, row.id, change)
}

type RowPlace = Pick<NewRow, 'realm' | 'run_id' | 'line'>

function rowOf(place: RowPlace, { key, item, repairs }: Good, outcome: Outcome): NewRow {
  const what = { ...place, catalogue_key: key, name: item.name, repairs: repairs as Repair[] }
  if ('reason' in outcome) return { ...what, state: 'refused', reason: outcome.reason, detail: outcome.detail }
  const state = repairs.length > 0 ? 'repaired' : 'loaded'
  return { ...what, state, effect: outcome.effect, item_id: outcome.itemId, reason: null, detail: null }
}

function refusedRow(place: RowPlace, { reason, detail }: Extract<Mapped, { ok: false }>): NewRow {
  return { ...place, state: 'refused', repairs: [], reason, detail }
}

function countRows(rows: NewRow[]): Counts {
  const counts: Counts = {
    rows: rows.length,
    loaded: 0,
    repaired: 0,
    refused: 0,
    added: 0,
    changed: 0,
    proposed: 0,
    unchanged: 0,
  }
  for (const { state, effect } of rows) {
    counts[state] += 1
    if (effect) counts[effect] += 1
  }
  return counts
}
