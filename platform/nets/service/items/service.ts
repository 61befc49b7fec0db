import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { divisionPrefix } from '#kernel/codes/division-code.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import { demandItem } from './check.ts'
import type { Draft, DraftSummary, ItemVersion, PublishRequest } from './contract.ts'
import { itemWithdrawn } from './events.ts'
import type { Item } from './item.ts'
import { isError } from './lint/lint.ts'
import { lintForPublication } from './lint/publication.ts'
import { managedDivisions, mayManage, verbsFor } from './policy.ts'
import type { Proof } from './proofs/proof.ts'
import { createPublisher, type ItemNeeds, type Publisher } from './publishing.ts'
import {
  type ItemRow,
  insertItems,
  lockItem,
  selectCodeHolder,
  selectDrafts,
  selectInForce,
  selectItem,
  updateItem,
} from './store.ts'

export type ItemEditing = {
  /** A new item of the manager's division, as a draft. */
  create: (actor: Actor, item: unknown) => Promise<Draft>
  /** A draft begun from the version in force, or from the newest when none is. */
  startDraft: (actor: Actor, id: string) => Promise<Draft>
  /** The open drafts of the actor's divisions, the last changed first, at most 200. */
  listDrafts: (actor: Actor) => Promise<DraftSummary[]>
  getDraft: (actor: Actor, id: string) => Promise<Draft>
  saveDraft: (actor: Actor, id: string, change: { item: unknown; expectedVersion: number }) => Promise<Draft>
  discardDraft: (actor: Actor, id: string) => Promise<void>
  /** Makes the draft the next version; refuses with the findings while lint has errors. */
  publishDraft: (actor: Actor, id: string, request: PublishRequest) => Promise<ItemVersion>
  /** No longer offered, at once. Versions stay, for the cases that run on them. */
  withdraw: (actor: Actor, id: string, reason: string) => Promise<void>
  publisher: Publisher
}

export function createItemEditing(needs: ItemNeeds & { changed: () => void }): ItemEditing {
  const { db, clock, newId, finder } = needs
  const publisher = createPublisher(needs)
  const today = () => cityDate(clock())

  /** Runs a verb on the locked item; only its managers get that far. */
  const asManager = <Result>(actor: Actor, id: string, verb: (tx: Tx, row: ItemRow) => Promise<Result>) =>
    inTransaction(db, async (tx) => {
      const row = await lockItem(tx, actor.realm, id)
      if (!row) throw missing()
      demandManager(actor, row.division_code)
      return verb(tx, row)
    }).finally(needs.changed)
  const reread = async (tx: Tx, actor: Actor, id: string) => {
    const row = await selectItem(tx, actor.realm, id)
    return draftOf(actor, row, await needs.proofsToday())
  }

  return {
    publisher,
    create: (actor, raw) =>
      inTransaction(db, async (tx) => {
        const [divisionCode] = managedDivisions(actor)
        if (!divisionCode) throw notManager()
        const item = demandItem(raw)
        const id = newId()
        await refuseTakenCode(tx, actor.realm, item, id)
        await insertItems(tx, [
          newRow({ realm: actor.realm, id, item, origin: 'local', divisionCode, now: clock(), draft: item }),
        ])
        return reread(tx, actor, id)
      }),
    startDraft: (actor, id) =>
      asManager(actor, id, async (tx, row) => {
        if (row.draft) throw new Refusal('conflict', 'items.draft-exists', 'The item has a draft already')
        const version =
          (await selectInForce(tx, actor.realm, id, today())) ?? (await publisher.newest(tx, actor.realm, row))
        const change = { draft: version.document, draft_based_on: version.version, updated_at: clock() }
        await updateItem(tx, actor.realm, id, change)
        return reread(tx, actor, id)
      }),
    async listDrafts(actor) {
      const divisions = managedDivisions(actor)
      if (divisions.length === 0) throw notManager()
      const rows = await selectDrafts(db, actor.realm, divisions.map(divisionPrefix))
      return rows.map((row) => ({
        itemId: row.id,
        name: row.draft?.name ?? row.name,
        state: row.state,
        origin: row.origin,
        updatedAt: row.updated_at.toISOString(),
      }))
    },
    async getDraft(actor, id) {
      const row = await selectItem(db, actor.realm, id)
      if (!row) throw missing()
      demandManager(actor, row.division_code)
      return draftOf(actor, row, await needs.proofsToday())
    },
    saveDraft: (actor, id, { item: raw, expectedVersion }) =>
      asManager(actor, id, async (tx, row) => {
        demandDraft(row)
        demandSame(row, expectedVersion)
        const item = demandItem(raw)
        // Where it came from is not for editing.
        const { source: _source, ...rest } = item
        const draft: Item = row.draft?.source ? { ...rest, source: row.draft.source } : rest
        await refuseTakenCode(tx, actor.realm, draft, id)
        await updateItem(tx, actor.realm, id, { draft, updated_at: clock() })
        return reread(tx, actor, id)
      }),
    discardDraft: (actor, id) =>
      asManager(actor, id, async (tx, row) => {
        demandDraft(row)
        await updateItem(tx, actor.realm, id, { draft: null, draft_based_on: null, updated_at: clock() })
      }),
    publishDraft: (actor, id, { expectedVersion, effectiveOn = today(), cancelOn, note }) =>
      asManager(actor, id, async (tx, row) => {
        const draft = demandDraft(row)
        demandSame(row, expectedVersion)
        if (effectiveOn < today())
          throw new Refusal('invalid', 'items.date-passed', 'It cannot take effect before today')
        if (cancelOn !== undefined && cancelOn <= effectiveOn)
          throw new Refusal('invalid', 'items.dates-reversed', 'The end date must come after the start date')
        refuseErrors(draft, await needs.proofsToday())
        await refuseTakenCode(tx, actor.realm, draft, id)
        return publisher.publish(tx, row, draft, { effectiveOn, cancelOn, note, by: actor.name, curated: true })
      }),
    withdraw: (actor, id, reason) =>
      asManager(actor, id, async (tx, row) => {
        if (row.state !== 'published') throw missing()
        await updateItem(tx, actor.realm, id, { state: 'withdrawn', curated: true, updated_at: clock() })
        await finder.remove(tx, actor.realm, id)
        await needs.publish(tx, itemWithdrawn, {
          realm: actor.realm,
          subject: id,
          data: { itemId: id, reason, by: actor.name },
        })
      }),
  }
}

/** The row of an item that has no version yet. */
export function newRow(given: {
  realm: string
  id: string
  item: Item
  origin: ItemRow['origin']
  divisionCode: string
  now: Date
  draft?: Item
}): ItemRow {
  const { realm, id, item, origin, divisionCode, now, draft } = given
  return {
    realm,
    id,
    name: item.name,
    state: 'draft',
    origin,
    division_code: divisionCode,
    pack_key: null,
    catalogue: null,
    catalogue_key: null,
    task_code: item.codes.taskCode ?? null,
    task_handle_item: item.codes.taskHandleItem ?? '',
    latest_version: 0,
    draft: draft ?? null,
    draft_based_on: null,
    curated: false,
    imported_hash: null,
    row_version: 1,
    created_at: now,
    updated_at: now,
  }
}

/** Refuses with every finding while one of them is an error. */
export function refuseErrors(item: Item, proofs: readonly Proof[]): void {
  const errors = lintForPublication(item, proofs).filter(isError)
  if (errors.length === 0) return
  const faults = errors.map(({ pointer, code, message }) => ({ pointer, rule: code, detail: message.zh }))
  throw new Refusal('invalid', 'items.lint-errors', 'The item breaks rules that must hold', { faults })
}

export async function refuseTakenCode(tx: Tx, realm: string, item: Item, id: string): Promise<void> {
  const holder = await selectCodeHolder(tx, realm, item.codes, id)
  if (holder) throw new Refusal('conflict', 'items.code-in-use', 'Another item has this code', { itemId: holder.id })
}

export const missing = () => new Refusal('missing', 'items.missing', 'There is no such item')
export const notManager = () =>
  new Refusal('forbidden', 'items.not-manager', 'Only item managers of the division may do this')

export function demandManager(actor: Actor, divisionCode: string): void {
  if (!mayManage(actor, divisionCode)) throw notManager()
}

function demandDraft(row: ItemRow): Item {
  if (!row.draft) throw new Refusal('missing', 'items.draft-missing', 'The item has no draft')
  return row.draft
}

function demandSame(row: ItemRow, expected: number): void {
  if (row.row_version === expected) return
  const now = { rowVersion: row.row_version }
  throw new Refusal('conflict', 'items.changed-meanwhile', 'Someone changed the draft meanwhile', now)
}

function draftOf(actor: Actor, row: ItemRow | undefined, proofs: readonly Proof[]): Draft {
  if (!row) throw missing()
  const item = demandDraft(row)
  const { id, state, row_version, draft_based_on, division_code } = row
  return {
    itemId: id,
    state,
    ...(draft_based_on === null ? {} : { basedOn: draft_based_on }),
    rowVersion: row_version,
    item,
    findings: lintForPublication(item, proofs),
    may: verbsFor(actor, { state, divisionCode: division_code, online: item.handling.online, hasDraft: true }),
  }
}
