import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, encodeCursor, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Register } from '#support/registers/index.ts'
import { fileOf } from './formats.ts'
import type { DatasetFacets, DatasetField, DatasetRow, DatasetView, Format } from './portal/contract.ts'
import { mostRows } from './risk.ts'
import { isGranted } from './store/letters.ts'
import * as store from './store/open.ts'
import { listRows } from './store/releases.ts'

export type DatasetNeeds = {
  db: Db
  clock: Clock
  register: (realm: string, key: string) => Promise<Register>
  /** The account behind a key. Refuses with `opening.bad-key`. */
  accountOf: (realm: string, secret: string) => Promise<string>
}
export type Datasets = ReturnType<typeof createDatasets>
/** Who takes rows: by a key, or being signed in. */
export type Taker = { key?: string; account?: string }

const previewed = 20

/** 开放门户: what anybody finds, looks at and takes. */
export function createDatasets({ db, clock, register, accountOf }: DatasetNeeds) {
  const today = () => cityDate(clock())

  async function list(realm: string, query: store.OpenFilter & { limit: number; cursor?: string }) {
    const { limit, cursor, ...filter } = query
    const before = cursor ? decodeCursor(cursor, 2) : undefined
    const rows = await store.listOpenReleases(db, realm, today(), {
      ...{ ...filter, limit: limit + 1 },
      ...(before ? { before: [String(before[0]), String(before[1])] as const } : {}),
    })
    const page = pageOf(rows, limit, (row) => [row.published_at.toISOString(), row.id])
    return { ...page, items: page.items.map(lineOf) }
  }

  async function facets(realm: string, filter: store.OpenFilter): Promise<DatasetFacets> {
    const counts = await store.countOpenFacets(db, realm, today(), filter)
    const of = (name: keyof DatasetFacets) =>
      counts.filter(({ facet }) => facet === name).map(({ value, count }) => ({ value, name: value, count }))
    return { department: of('department'), access: of('access'), spatial: of('spatial') }
  }

  async function find(realm: string, id: string): Promise<store.OpenRecord> {
    const row = await store.findOpenRelease(db, realm, today(), id)
    if (!row) throw new Refusal('missing', 'opening.missing', `No dataset ${id}`)
    return row
  }

  async function get(realm: string, id: string): Promise<DatasetView> {
    const row = await find(realm, id)
    const open = row.plan.access === 'open'
    const [fields, preview] = await Promise.all([
      fieldsOf(realm, row),
      open ? listRows(db, row, { after: 0, limit: previewed }) : [],
    ])
    return {
      ...lineOf(row),
      ...{ no: row.no, until: row.until, fields, preview: preview.map(({ said }) => said) },
      charts: open ? row.profile.filter(tells(row.row_count)) : [],
      formats: ['csv', 'xlsx', 'json', ...(row.plan.place ? (['geojson'] as const) : []), 'parquet'],
      ...(row.plan.place ? { place: row.plan.place } : {}),
      suppressed: row.finding.suppressed,
    }
  }

  async function fieldsOf(realm: string, { register: key, plan }: store.OpenRecord): Promise<DatasetField[]> {
    const { fields } = await register(realm, key)
    return plan.fields.flatMap(({ key: name, treatment }) => {
      const field = fields.find((each) => each.key === name)
      if (!field) return []
      const same = treatment.how === 'keep'
      return [
        {
          ...{ key: name, name: field.name, nameEn: field.nameEn, type: same ? field.type : ('text' as const) },
          ...(field.codes && same ? { codes: field.codes } : {}),
          treatment: treatment.how,
        },
      ]
    })
  }

  /** Whoever may take the rows. What is open on conditions is taken by those whose application was granted. */
  async function admit(realm: string, row: store.OpenRecord, { key, account }: Taker): Promise<void> {
    const known = key === undefined ? account : await accountOf(realm, key)
    if (row.plan.access === 'open') return
    const asked = known && { account: known, release: row.id, today: today() }
    if (!asked || !(await isGranted(db, realm, asked)))
      throw new Refusal('forbidden', 'opening.conditional', 'Open on conditions')
  }

  async function rows(realm: string, id: string, taker: Taker, query: { limit: number; cursor?: string }) {
    if (taker.key === undefined) throw new Refusal('forbidden', 'opening.bad-key', 'The API is called with a key')
    const row = await find(realm, id)
    await admit(realm, row, taker)
    const place = query.cursor ? decodeCursor(query.cursor, 2) : [row.edition, 0]
    // A page of an edition that was replaced meanwhile would leave rows out or say them twice.
    if (place[0] !== row.edition || !Number.isSafeInteger(place[1]))
      throw new Refusal('invalid', 'paging.bad-cursor', 'The dataset was renewed; begin again')
    const found = await listRows(db, row, { after: Number(place[1]), limit: query.limit + 1 })
    const items = found.slice(0, query.limit)
    const last = items.at(-1)
    await count(row, 'api')
    return {
      items: items.map(({ said }) => said),
      ...(found.length > query.limit && last ? { next: encodeCursor([row.edition, last.no]) } : {}),
      total: row.row_count,
    }
  }

  async function file(realm: string, id: string, taker: Taker, { format, bom }: { format: Format; bom: boolean }) {
    const row = await find(realm, id)
    await admit(realm, row, taker)
    if (format === 'geojson' && !row.plan.place) throw new Refusal('conflict', 'opening.no-place', 'No coordinates')
    const [fields, found] = await Promise.all([fieldsOf(realm, row), listRows(db, row, { after: 0, limit: mostRows })])
    const table = { name: row.about.name, fields, rows: found.map(({ said }) => said) }
    const written = await fileOf({ ...table, ...(row.plan.place ? { place: row.plan.place } : {}) }, format, bom)
    await count(row, format)
    return { ...written, name: `${row.about.name}.${format}` }
  }

  const count = ({ realm, id }: store.OpenRecord, way: string) =>
    store.countUse(db, { realm, release: id, day: today(), way })

  return { list, facets, get, rows, file, find }
}

/** A chart of values that are all different says nothing, nor does one of a single value. */
const tells =
  (rows: number) =>
  ({ distinct }: { distinct: number }) =>
    distinct > 1 && distinct <= 12 && distinct < rows

const lineOf = (row: store.OpenRecord): DatasetRow => ({
  ...{ id: row.id, about: row.about, access: row.plan.access, rows: row.row_count, taken: Number(row.taken) },
  ...{ spatial: row.plan.place !== undefined, updatedAt: row.refreshed_at.toISOString() },
  publishedAt: row.published_at.toISOString(),
})
