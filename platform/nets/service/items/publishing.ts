import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { ItemVersion } from './contract.ts'
import { itemPublished } from './events.ts'
import type { Item } from './item.ts'
import type { Proof } from './proofs/proof.ts'
import type { ItemFinder } from './search/service.ts'
import {
  type ItemRow,
  insertVersions,
  lockItem,
  selectInForce,
  selectVersion,
  updateItem,
  type VersionRow,
} from './store.ts'

export type ItemNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  publish: Publish
  jobs: Jobs
  finder: ItemFinder
  /** The proofs that may be demanded today. */
  proofsToday: () => Promise<Proof[]>
}

/** The job that lets a version begin or end on its day. */
export const takeEffectJob = 'items.take-effect'

export type Publisher = {
  /** Writes the next version of a locked item and lets search know when it begins today. */
  publish: (
    tx: Tx,
    row: ItemRow,
    item: Item,
    how: {
      effectiveOn: string
      cancelOn?: string | undefined
      note?: string | undefined
      by: string
      curated: boolean
    },
  ) => Promise<ItemVersion>
  newest: (db: Db, realm: string, row: ItemRow) => Promise<VersionRow>
  /** Brings search to the version in force today; done twice it changes nothing more. */
  takeEffect: (realm: string, itemId: string) => Promise<void>
}

export function createPublisher({ db, clock, publish, jobs, finder }: ItemNeeds): Publisher {
  const refresh = async (tx: Tx, realm: string, itemId: string) => {
    const current = await selectInForce(tx, realm, itemId, cityDate(clock()))
    if (current) await finder.index(tx, realm, [{ itemId, version: current.version, item: current.document }])
    else await finder.remove(tx, realm, itemId)
  }

  return {
    async publish(tx, row, item, { effectiveOn, cancelOn, note, by, curated }) {
      const { realm, id } = row
      const version = row.latest_version + 1
      const published = { realm, item_id: id, version, document: item, effective_on: effectiveOn }
      const stamp = { cancel_on: cancelOn ?? null, note: note ?? null, published_by: by, published_at: clock() }
      await insertVersions(tx, [{ ...published, ...stamp }])
      await updateItem(tx, realm, id, {
        name: item.name,
        state: 'published',
        latest_version: version,
        draft: null,
        draft_based_on: null,
        curated: curated || row.curated,
        task_code: item.codes.taskCode ?? null,
        task_handle_item: item.codes.taskHandleItem ?? '',
        updated_at: clock(),
      })
      await refresh(tx, realm, id)
      for (const day of [effectiveOn, cancelOn]) {
        if (day === undefined || day <= cityDate(clock())) continue
        const runAt = new Date(`${day}T00:00:00+08:00`)
        await jobs.add(
          tx,
          takeEffectJob,
          { realm, itemId: id },
          { runAt, key: `${takeEffectJob}:${realm}:${id}:${day}` },
        )
      }
      const data = { itemId: id, version, name: item.name, effectiveOn, by }
      await publish(tx, itemPublished, { realm, subject: id, data })
      return { itemId: id, version, effectiveOn, ...(cancelOn ? { cancelOn } : {}), item }
    },
    async newest(from, realm, row) {
      const found = await selectVersion(from, realm, row.id, row.latest_version)
      if (!found) throw new Refusal('missing', 'items.version-missing', 'The item has no version yet')
      return found
    },
    takeEffect: (realm, itemId) =>
      inTransaction(db, async (tx) => {
        const row = await lockItem(tx, realm, itemId)
        if (row?.state === 'published') await refresh(tx, realm, itemId)
      }),
  }
}
