import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import type { Jobs } from '#ground/jobs.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { catalogueImported, itemPublished, itemWithdrawn } from '../events.ts'
import type { Item } from '../item.ts'
import { itemTypes } from '../item-words.ts'
import type { AuthorityItem, AuthorityQuery, ItemProfile, ProfileQuery, UnitProfile } from './contract.ts'
import { cutsBetween, exemptionsOf, type FormMeasure, isIdOnly, measureOf, scoreOf } from './profile.ts'
import {
  deleteWithdrawn,
  listAuthority,
  listProfiles,
  type ProfileRow,
  selectProfile,
  selectUnmeasured,
  summariseUnits,
  upsertProfiles,
} from './store.ts'

/** The job that measures whatever came into force since it last ran. */
export const profileJob = 'items.profile'
const batch = 200

export type ItemProfiles = {
  get: (realm: string, itemId: string) => Promise<ItemProfile>
  list: (realm: string, query: ProfileQuery) => Promise<Page<ItemProfile>>
  units: (realm: string) => Promise<UnitProfile[]>
  authority: (realm: string, query: AuthorityQuery) => Promise<Page<AuthorityItem>>
  /** Measures what is in force and not measured; again it changes nothing. */
  measure: (realm: string) => Promise<void>
  reactions: Reaction[]
}

/** What each item costs the applicant, kept beside it: 四免, 免提交, 一证通办, visits, 两减一即, and the powers themselves. */
export function createItemProfiles(needs: {
  db: Db
  clock: Clock
  jobs: Jobs
  /** What the form of an item asks and already knows; nothing when there is no such form. */
  formMeasure: (key: string) => Promise<FormMeasure | undefined>
}): ItemProfiles {
  const { db, clock, jobs } = needs

  async function measure(realm: string): Promise<void> {
    await deleteWithdrawn(db, realm)
    for (;;) {
      const found = await selectUnmeasured(db, realm, batch)
      const rows = await Promise.all(
        found.map(async ({ item_id, version, effective_on, item, first_version, first }) => {
          const { form, online } = item.handling
          const exemptions = exemptionsOf(item, form && online ? await needs.formMeasure(form) : undefined)
          return {
            realm,
            item_id,
            version,
            ...powerOf(item),
            effective_on,
            online,
            for_persons: item.audiences.includes('natural-person'),
            id_only: isIdOnly(item),
            measure: measureOf(item),
            first_version,
            first_measure: measureOf(first),
            exemptions,
            score: scoreOf(exemptions) ?? null,
            measured_at: clock(),
          }
        }),
      )
      await inTransaction(db, (tx) => upsertProfiles(tx, rows))
      if (found.length < batch) return
    }
  }

  const later: Reaction['run'] = (tx, { realm }) =>
    jobs.add(tx, profileJob, { realm }, { key: `${profileJob}:${realm}` })

  return {
    measure,
    async get(realm, itemId) {
      const row = await selectProfile(db, realm, itemId)
      if (!row) throw new Refusal('missing', 'items.missing', 'There is no such item')
      return present(row)
    },
    async list(realm, { cursor, limit, ...query }) {
      const after = cursor ? (decodeCursor(cursor, 2) as [number, string]) : undefined
      const rows = await listProfiles(db, realm, { ...query, limit: limit + 1, ...(after ? { after } : {}) })
      const page = pageOf(rows, limit, (row) => [row.score ?? -1, row.item_id])
      return { ...page, items: page.items.map(present) }
    },
    units: (realm) => summariseUnits(db, realm),
    async authority(realm, { cursor, ...query }) {
      const after = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined
      const rows = await listAuthority(db, realm, { ...query, limit: query.limit + 1, ...(after ? { after } : {}) })
      const page = pageOf(rows, query.limit, (row) => [row.item_id])
      return { ...page, items: page.items.map(presentPower) }
    },
    reactions: [
      when(itemPublished, 'measure-published', later),
      when(itemWithdrawn, 'measure-withdrawn', later),
      when(catalogueImported, 'measure-imported', later),
    ],
  }
}

function powerOf({ name, type, codes, authority, basis }: Item) {
  return {
    name,
    type,
    task_code: codes.taskCode ?? null,
    department: authority.name,
    department_id: authority.departmentId ?? null,
    level: authority.level ?? null,
    division_code: authority.divisionCode ?? null,
    basis: basis.map(({ law, article }) => ({ law, ...(article ? { article } : {}) })),
  }
}

function present(row: ProfileRow): ItemProfile {
  return {
    itemId: row.item_id,
    version: row.version,
    name: row.name,
    department: row.department,
    online: row.online,
    idOnly: row.id_only,
    measure: row.measure,
    firstVersion: row.first_version,
    first: row.first_measure,
    cuts: cutsBetween(row.first_measure, row.measure),
    exemptions: row.exemptions,
    ...(row.score === null ? {} : { score: row.score }),
  }
}

function presentPower(row: ProfileRow): AuthorityItem {
  return {
    itemId: row.item_id,
    version: row.version,
    ...(row.task_code ? { taskCode: row.task_code } : {}),
    name: row.name,
    type: row.type,
    typeName: itemTypes[row.type]?.zh ?? itemTypes['10']!.zh,
    authority: {
      name: row.department,
      ...(row.department_id ? { departmentId: row.department_id } : {}),
      ...(row.level ? { level: row.level } : {}),
      ...(row.division_code ? { divisionCode: row.division_code } : {}),
    },
    basis: row.basis,
    effectiveOn: row.effective_on,
  }
}
