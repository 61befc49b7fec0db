import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Situations } from './branching.ts'
import { createHolds } from './conditions.ts'
import type { Guidance, Guide, ItemResults, ItemSearch, ItemVersion, VersionSummary } from './contract.ts'
import { type Difference, diffItems } from './diff.ts'
import { guidanceOf } from './guidance.ts'
import { guideOf } from './guide.ts'
import type { Item } from './item.ts'
import type { Finding } from './lint/finding.ts'
import { lintForPublication } from './lint/publication.ts'
import type { Offered } from './offered.ts'
import { isManager, mayManage } from './policy.ts'
import type { Proof } from './proofs/proof.ts'
import type { ItemFinder } from './search/service.ts'
import { demandManager, missing, notManager } from './service.ts'
import {
  selectGuide,
  selectInForce,
  selectItem,
  selectOffered,
  selectPackItemId,
  selectRenewable,
  selectVersion,
  selectVersions,
  type VersionRow,
} from './store.ts'

export type ItemReading = {
  search: (actor: Actor, search: ItemSearch) => Promise<ItemResults>
  /** The version in force today as the guide shows it. */
  getGuide: (actor: Actor, id: string) => Promise<Guide>
  /** What applies to these answers to the item's questions, in the version in force today. */
  getGuidance: (actor: Actor, id: string, situations: Situations) => Promise<Guidance>
  listVersions: (actor: Actor, id: string) => Promise<VersionSummary[]>
  /** `from` and `to` are version numbers or the draft. */
  diff: (actor: Actor, id: string, from: number | 'draft', to: number | 'draft') => Promise<Difference[]>
  /** Of the draft, for those who manage the item; else of the version in force. */
  lint: (actor: Actor, id: string) => Promise<{ of: 'draft' | 'published'; findings: Finding[] }>
  /** For cases: the version in force, on the given day or today, of an item that is offered. */
  getPublished: (realm: string, id: string, on?: string) => Promise<ItemVersion>
  /** For joint matters: the item that a pack declared under a key. */
  idOfPackItem: (realm: string, key: string) => Promise<string>
  /** Versions in force today whose licence can be renewed, changed or issued again. */
  listRenewable: (realm: string) => Promise<ItemVersion[]>
  /** For cases: the version they began under, whatever has become of the item. */
  getVersion: (realm: string, id: string, version: number) => Promise<ItemVersion>
}

const mostInUse = 500

export function createItemReading(needs: {
  db: Db
  clock: Clock
  finder: ItemFinder
  proofsToday: () => Promise<Proof[]>
  /** Versions in force of items that are offered. */
  offered: Offered<number>
  /** Those whose licence can be renewed. */
  renewable: Offered<{ id: string; version: number }[]>
}): ItemReading {
  const { db, clock, finder, proofsToday, offered, renewable } = needs
  const today = () => cityDate(clock())
  /** A version never changes, so those in use stay in memory. */
  const inUse = new Map<string, ItemVersion>()
  const getVersion = async (realm: string, id: string, version: number): Promise<ItemVersion> => {
    const key = `${realm} ${id} ${version}`
    const known = inUse.get(key)
    if (known) return known
    const found = await selectVersion(db, realm, id, version)
    if (!found) throw new Refusal('missing', 'items.version-missing', 'There is no such version')
    if (inUse.size >= mostInUse) inUse.clear()
    inUse.set(key, versionOf(found))
    return versionOf(found)
  }
  /** Which item a pack declared under a key never changes. */
  const ofPacks = new Map<string, string>()
  const itemOf = async (actor: Actor, id: string, side: number | 'draft'): Promise<Item> => {
    if (side !== 'draft') return (await getVersion(actor.realm, id, side)).item
    const row = await selectItem(db, actor.realm, id)
    if (!row) throw missing()
    demandManager(actor, row.division_code)
    if (!row.draft) throw new Refusal('missing', 'items.draft-missing', 'The item has no draft')
    return row.draft
  }

  const holds = createHolds()
  const getPublished: ItemReading['getPublished'] = async (realm, id, on = today()) => {
    const version = await offered.get(`${realm} ${id} ${on}`, async () => {
      const found = await selectOffered(db, realm, id, on)
      if (found === undefined) throw missing()
      return found
    })
    return getVersion(realm, id, version)
  }

  return {
    getVersion,
    getPublished,
    async listRenewable(realm) {
      const day = today()
      const known = await renewable.get(`${realm} ${day}`, () => selectRenewable(db, realm, day))
      return Promise.all(known.map(({ id, version }) => getVersion(realm, id, version)))
    },
    async idOfPackItem(realm, key) {
      const mark = `${realm} ${key}`
      const id = ofPacks.get(mark) ?? (await selectPackItemId(db, realm, key))
      if (!id) throw missing()
      if (ofPacks.size >= mostInUse) ofPacks.clear()
      ofPacks.set(mark, id)
      return id
    },
    async getGuidance(actor, id, situations) {
      return guidanceOf((await getPublished(actor.realm, id)).item, situations, holds)
    },
    search: (actor, search) => finder.search(actor.realm, search),
    async getGuide(actor, id) {
      const row = await selectGuide(db, actor.realm, id, today())
      if (!row || row.state === 'draft' || (row.cancel_on !== null && row.cancel_on <= today())) throw missing()
      if (row.state === 'withdrawn' && !isManager(actor)) throw missing()
      return guideOf(actor, {
        id: row.id,
        state: row.state,
        origin: row.origin,
        divisionCode: row.division_code,
        hasDraft: Boolean(row.has_draft),
        version: row.version,
        effectiveOn: row.effective_on,
        item: row.document,
      })
    },
    async listVersions(actor, id) {
      const row = await selectItem(db, actor.realm, id)
      if (!row || (row.state === 'withdrawn' && !isManager(actor))) throw missing()
      const versions = await selectVersions(db, actor.realm, id)
      // What takes effect later is public once it is published (许可法第30条 公示), so nothing is hidden here.
      return versions.map((each) => ({
        version: each.version,
        name: each.name,
        effectiveOn: each.effective_on,
        ...(each.cancel_on === null ? {} : { cancelOn: each.cancel_on }),
        ...(each.note === null ? {} : { note: each.note }),
        publishedAt: each.published_at.toISOString(),
        ...(isManager(actor) ? { publishedBy: each.published_by } : {}),
      }))
    },
    async diff(actor, id, from, to) {
      const [before, after] = await Promise.all([itemOf(actor, id, from), itemOf(actor, id, to)])
      return diffItems(before, after)
    },
    async lint(actor, id) {
      if (!isManager(actor)) throw notManager()
      const row = await selectItem(db, actor.realm, id)
      if (!row) throw missing()
      if (row.draft && mayManage(actor, row.division_code))
        return { of: 'draft', findings: lintForPublication(row.draft, await proofsToday()) }
      const current = await selectInForce(db, actor.realm, id, today())
      if (!current) throw missing()
      return { of: 'published', findings: lintForPublication(current.document, await proofsToday()) }
    },
  }
}

function versionOf({ item_id, version, effective_on, cancel_on, document }: VersionRow): ItemVersion {
  const end = cancel_on === null ? {} : { cancelOn: cancel_on }
  return { itemId: item_id, version, effectiveOn: effective_on, ...end, item: document }
}
