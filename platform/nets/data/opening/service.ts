import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { Register } from '#support/registers/index.ts'
import type { About, Finding, NewRelease, ReleaseAct, ReleaseRow, ReleaseState, ReleaseView } from './contract.ts'
import { ReleaseEnded, ReleasePublished } from './events.ts'
import { faultsOf } from './plan.ts'
import { approvers, maySee, mayWork, preparers, type Standing, verbsIn } from './policy.ts'
import { createPreparing, type PreparingNeeds } from './preparing.ts'
import { profileOf } from './profile.ts'
import type { OpenRow } from './risk.ts'
import * as store from './store/releases.ts'

/** A catalogue entry in force, as far as opening it needs. */
export type OpenableEntry = {
  id: string
  departmentId: string
  register?: string
  opening: 'unconditional' | 'conditional' | 'closed'
  about: About
}

export type ReleaseNeeds = PreparingNeeds & {
  db: Db
  newId: NewId
  publish: Publish
  recordAudit: RecordAudit
  appendLeaf: (tx: Tx, realm: string, leaf: { kind: string; subject: string; text: string }) => Promise<void>
  officesOf: (actor: Actor, roles: readonly PostRole[]) => Promise<string[]>
  entry: (realm: string, id: string) => Promise<OpenableEntry | undefined>
  register: (realm: string, key: string) => Promise<Register>
}

export type Releases = ReturnType<typeof createReleases>

const DAY_MS = 86_400_000

/** 开放发布: prepared by a department, decided by the data office, read anew every day, and over at its end. */
export function createReleases(needs: ReleaseNeeds) {
  const { db, clock } = needs
  const prepare = createPreparing(needs)

  async function reach(actor: Actor) {
    mayWork(actor)
    const [own, reviewed] = await Promise.all([needs.officesOf(actor, preparers), needs.officesOf(actor, approvers)])
    return { own, reviewed }
  }
  type Reach = Awaited<ReturnType<typeof reach>>

  const standingOf = (actor: Actor, { own, reviewed }: Reach, row: store.ReleaseRecord): Standing => ({
    officer: own.includes(row.department_id),
    manager: reviewed.includes(row.department_id),
    prepared: row.prepared_by === actor.accountId,
  })

  async function find(actor: Actor, id: string) {
    const of = await reach(actor)
    const row = await store.findRelease(db, actor.realm, id)
    const standing = row && standingOf(actor, of, row)
    if (!row || !standing || !maySee(row, standing)) throw missing(id)
    return { row, standing }
  }

  async function list(actor: Actor, query: { limit: number; cursor?: string; state?: ReleaseState }) {
    const { own, reviewed } = await reach(actor)
    const before = query.cursor ? decodeCursor(query.cursor, 2) : undefined
    const rows = await store.listReleases(db, actor.realm, {
      ...{ offices: [...own, ...reviewed], limit: query.limit + 1 },
      ...(query.state ? { state: query.state } : {}),
      ...(before ? { before: [String(before[0]), String(before[1])] as const } : {}),
    })
    const page = pageOf(rows, query.limit, (row) => [row.changed_at.toISOString(), row.id])
    return { ...page, items: page.items.map(lineOf) }
  }

  async function get(actor: Actor, id: string): Promise<ReleaseView> {
    const { row, standing } = await find(actor, id)
    const [steps, register] = await Promise.all([
      store.listSteps(db, actor.realm, id),
      needs.register(actor.realm, row.register),
    ])
    return {
      ...lineOf(row),
      ...{ register: row.register, about: row.about, plan: row.plan, finding: row.finding },
      names: Object.fromEntries(register.fields.map(({ key, name }) => [key, name])),
      preparedBy: row.prepared_name,
      ...(row.approved_name ? { approvedBy: row.approved_name } : {}),
      ...(row.published_at ? { publishedAt: row.published_at.toISOString() } : {}),
      ...(row.refreshed_at ? { refreshedAt: row.refreshed_at.toISOString() } : {}),
      steps: steps.map(({ at, verb, by_name, detail }) => ({ at: at.toISOString(), verb, by: by_name, detail })),
      may: verbsIn(row.state, standing),
    }
  }

  /** The entry may be opened, and to whom the plan says. */
  async function openable(db_: Db | Tx, realm: string, entryId: string, access: 'open' | 'conditional') {
    const entry = await needs.entry(realm, entryId)
    if (!entry?.register) throw new Refusal('missing', 'catalogue.missing', `No entry ${entryId} with a table`)
    const wider = access === 'open' && entry.opening !== 'unconditional'
    if (entry.opening === 'closed' || wider || (await store.isClosed(db_, realm, entryId)))
      throw new Refusal('conflict', 'opening.closed', `${entry.about.name} may not be opened this way`)
    return { ...entry, register: entry.register }
  }

  async function draft(actor: Actor, { entryId, plan, until }: NewRelease): Promise<ReleaseView> {
    const { own } = await reach(actor)
    if (own.length === 0) throw forbidden('Not a data officer')
    const entry = await openable(db, actor.realm, entryId, plan.access)
    if (!own.includes(entry.departmentId)) throw forbidden('Not a department of this data officer')
    const register = await needs.register(actor.realm, entry.register)
    const faults = faultsOf(plan, register)
    if (faults.length > 0) throw new Refusal('invalid', 'opening.bad-plan', 'The plan has faults', { faults })
    if (until <= cityDate(clock())) throw new Refusal('invalid', 'opening.past', `${until} is over`)
    const { finding } = await prepare({ realm: actor.realm, register: entry.register, code: entry.about.code }, plan)
    const at = clock()
    const row: store.ReleaseRecord = {
      ...{ realm: actor.realm, id: needs.newId(), entry_id: entryId, register: entry.register },
      ...{ department_id: entry.departmentId, about: entry.about, plan, state: finding.safe ? 'ready' : 'unsafe' },
      ...{ no: null, finding, profile: [], edition: 0, row_count: 0, until, prepared_by: actor.accountId },
      ...{ prepared_name: actor.name, prepared_at: at, approved_by: null, approved_name: null, published_at: null },
      ...{ refreshed_at: null, checked_at: at, changed_at: at },
    }
    await inTransaction(db, async (tx) => {
      await store.insertRelease(tx, row)
      await follow(tx, actor, row, 'prepare', saidOf(finding))
    })
    return get(actor, row.id)
  }

  async function act(actor: Actor, id: string, { verb, reason }: ReleaseAct): Promise<ReleaseView> {
    const { row, standing } = await find(actor, id)
    if (verb === 'approve' && standing.manager && standing.prepared)
      throw new Refusal('forbidden', 'opening.own-work', 'Who prepared a release does not approve it')
    if (!verbsIn(row.state, standing).includes(verb)) {
      if (!standing.officer && !standing.manager) throw forbidden(`${verb} is not for this post`)
      throw new Refusal('conflict', 'opening.not-now', `Not ${verb} while ${row.state}`)
    }
    if (verb === 'approve' || verb === 'refresh') await openable(db, row.realm, row.entry_id, row.plan.access)
    const read = verb === 'return' || verb === 'withdraw' ? undefined : await prepare(sourceOf(row), row.plan)
    // What made it unsafe is kept, though the act is refused.
    if (verb === 'approve' && !read!.finding.safe) {
      await save(actor, row, 'check', saidOf(read!.finding), (tx) => note(tx, row, read!.finding, 'unsafe'))
      throw new Refusal('conflict', 'opening.unsafe', `The check found ${read!.finding.reasons.join()}`)
    }
    await save(actor, row, verb, reason.trim(), async (tx) => {
      if (verb === 'check') return note(tx, row, read!.finding, read!.finding.safe ? 'ready' : 'unsafe')
      if (verb === 'return') return store.changeRelease(tx, row, { state: 'returned', changed_at: clock() })
      if (verb === 'withdraw') return end(tx, row, 'withdrawn')
      if (verb === 'refresh') return take(tx, row, read!)
      return putOut(tx, actor, row, read!)
    })
    return get(actor, id)
  }

  /** One act in one transaction, on the state it was decided for. */
  async function save(
    actor: Pick<Actor, 'realm' | 'accountId' | 'name'> & Partial<Actor>,
    row: store.ReleaseRecord,
    verb: string,
    detail: string,
    run: (tx: Tx) => Promise<void>,
  ) {
    await inTransaction(db, async (tx) => {
      const now = await store.findRelease(tx, row.realm, row.id, true)
      if (now?.state !== row.state || now.edition !== row.edition)
        throw new Refusal('conflict', 'opening.not-now', `Release ${row.id} has changed meanwhile`)
      await run(tx)
      await follow(tx, actor, row, verb, detail)
    })
  }

  const note = (tx: Tx, row: store.ReleaseRecord, finding: Finding, state: ReleaseState) =>
    store.changeRelease(tx, row, { finding, state, checked_at: clock(), changed_at: clock() })

  async function putOut(tx: Tx, actor: Actor, row: store.ReleaseRecord, read: Prepared) {
    if (await store.findPublishedOf(tx, row.realm, row.entry_id))
      throw new Refusal('conflict', 'opening.taken', 'The entry has a dataset that is out')
    if (row.until <= cityDate(clock())) throw new Refusal('invalid', 'opening.past', `${row.until} is over`)
    const year = Number(cityDate(clock()).slice(0, 4))
    const no = `KF-${year}-${String(await store.nextNumber(tx, row.realm, year)).padStart(5, '0')}`
    await store.changeRelease(tx, row, {
      ...{ state: 'published', no, approved_by: actor.accountId, approved_name: actor.name, published_at: clock() },
    })
    await take(tx, row, read)
    const { plan, about, until } = row
    const text = canonicalJson({ no, code: about.code, plan, until, finding: read.finding })
    await needs.appendLeaf(tx, row.realm, { kind: 'opening.release', subject: row.id, text })
    await tell(tx, ReleasePublished, row, 'published')
  }

  /** New rows replace the old ones; rows that are no longer safe do not, and the release ends. */
  async function take(tx: Tx, row: store.ReleaseRecord, { finding, rows }: Prepared) {
    const at = clock()
    const about = (await needs.entry(row.realm, row.entry_id))?.about ?? row.about
    if (!finding.safe) {
      await store.changeRelease(tx, row, { finding, checked_at: at })
      return end(tx, row, 'withdrawn')
    }
    const edition = row.edition + 1
    await store.replaceRows(tx, row, edition, rows)
    await store.changeRelease(tx, row, {
      ...{ about, finding, edition, row_count: rows.length, refreshed_at: at, checked_at: at, changed_at: at },
      profile: profileOf(
        rows,
        row.plan.fields.map(({ key }) => key),
      ),
    })
  }

  async function end(tx: Tx, row: store.ReleaseRecord, state: 'withdrawn' | 'expired') {
    await store.replaceRows(tx, row, row.edition, [])
    await store.changeRelease(tx, row, { state, row_count: 0, profile: [], changed_at: clock() })
    await tell(tx, ReleaseEnded, row, state)
  }

  const tell = (tx: Tx, kind: typeof ReleasePublished, { realm, id, entry_id }: store.ReleaseRecord, state: string) =>
    needs.publish(tx, kind, { realm, subject: id, data: { releaseId: id, entryId: entry_id, state } })

  async function follow(
    tx: Tx,
    actor: Pick<Actor, 'realm' | 'accountId' | 'name'> & Partial<Actor>,
    row: Pick<store.ReleaseRecord, 'realm' | 'id'>,
    verb: string,
    detail: string,
  ) {
    const step = { at: clock(), verb, by_name: actor.name, by_account: actor.accountId, detail }
    await store.addStep(tx, row, step)
    if (actor.kind === 'official')
      await needs.recordAudit(tx, actor as Actor, {
        ...{ action: `opening.${verb}`, objectType: 'opening-release', objectId: row.id, purpose: detail },
      })
  }

  /** What is over ends; what was read from its register a day ago is read again. */
  async function turn(realm: string): Promise<void> {
    const system = { realm, accountId: 'system', name: '系统' }
    for (const row of await store.listExpired(db, realm, cityDate(clock())))
      await save(system, row, 'expire', `开放期限 ${row.until} 已到`, (tx) => end(tx, row, 'expired'))
    const stale = await store.listStale(db, realm, new Date(clock().getTime() - DAY_MS), 5)
    for (const row of stale) {
      const read = await prepare(sourceOf(row), row.plan)
      // A register that has nothing yet is no danger: a dataset of a new city waits for its first rows.
      if (row.edition === 0 && read.finding.reasons.join() === 'empty') {
        await inTransaction(db, (tx) => store.changeRelease(tx, row, { checked_at: clock() }))
        continue
      }
      await save(system, row, 'refresh', saidOf(read.finding), (tx) => take(tx, row, read))
    }
  }

  /** The entry left the catalogue: nothing of it stays open. */
  async function entryEnded(tx: Tx, realm: string, entryId: string): Promise<void> {
    const row = await store.findPublishedOf(tx, realm, entryId)
    if (!row) return
    await end(tx, row, 'withdrawn')
    await follow(tx, { realm, accountId: 'system', name: '系统' }, row, 'withdraw', '目录已下架，或者列入负面清单')
  }

  return { list, get, draft, act, turn, entryEnded, reach }
}

type Prepared = { finding: Finding; rows: readonly OpenRow[] }

const sourceOf = ({ realm, register, about }: store.ReleaseRecord) => ({ realm, register, code: about.code })

const saidOf = ({ safe, rows, suppressed, k }: Finding) =>
  `${safe ? '通过' : '未通过'}：${rows}行，去除${suppressed}行${k === undefined ? '' : `，k=${k}`}`

const lineOf = (row: store.ReleaseRecord): ReleaseRow => ({
  ...{ id: row.id, entryId: row.entry_id, name: row.about.name, department: row.about.department },
  ...(row.about.nameEn ? { nameEn: row.about.nameEn } : {}),
  ...{ access: row.plan.access, state: row.state, rows: row.row_count, until: row.until, safe: row.finding.safe },
  ...(row.no ? { no: row.no } : {}),
  changedAt: row.changed_at.toISOString(),
})

const forbidden = (text: string) => new Refusal('forbidden', 'opening.forbidden', text)
const missing = (id: string) => new Refusal('missing', 'opening.missing', `No release ${id}`)
