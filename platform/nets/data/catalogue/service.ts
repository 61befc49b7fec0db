import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, pageOf } from '#kernel/paging.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { EntryAct, EntryContent, EntryRow, EntryView, Facets } from './contract.ts'
import { codeOf, faultsOf, gradeOf, type Standing, searchOf, verbsIn } from './entry.ts'
import { EntryPublished, EntryWithdrawn } from './events.ts'
import { createMountTest, type MountNeeds } from './mounting.ts'
import { managers, mayLook, maySee, officers, reaches } from './policy.ts'
import { ratesOf } from './rates.ts'
import * as store from './store.ts'

export type CatalogueNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  publish: Publish
  recordAudit: RecordAudit
  /** The digest of what came into force, written to the log in the same transaction. */
  appendLeaf: (tx: Tx, realm: string, leaf: { kind: string; subject: string; text: string }) => Promise<void>
  officesOf: (actor: Actor, roles: readonly PostRole[]) => Promise<string[]>
  departments: () => Promise<{ id: string; name: string }[]>
  registers: (realm: string) => Promise<{ key: string; name: string; owner: string }[]>
  countRows: MountNeeds['countRows']
  /** What departments that used a register say of it. */
  scoreOf: (realm: string, register: string) => Promise<EntryView['score']>
  ask: MountNeeds['ask']
}

export type CatalogueService = ReturnType<typeof createCatalogue>
export type Query = Omit<store.Filter, 'own'> & { limit: number; cursor?: string }

const DAY_MS = 86_400_000

/** 公共数据资源目录: entries of the departments, their review, their mounts and the rates made of them. */
export function createCatalogue(needs: CatalogueNeeds) {
  const { db, clock } = needs
  const testMount = createMountTest({ ...needs, now: clock })

  async function reach(actor: Actor) {
    mayLook(actor)
    const [own, reviewed] = await Promise.all([needs.officesOf(actor, officers), needs.officesOf(actor, managers)])
    return { own, reviewed }
  }
  type Reach = Awaited<ReturnType<typeof reach>>

  const standingOf = (actor: Actor, { own, reviewed }: Reach, row: store.EntryRecord): Standing => ({
    officer: reaches(own, row.department_id),
    manager: reaches(reviewed, row.department_id),
    submittedIt: row.submitted_by === actor.accountId,
  })

  async function names(): Promise<(id: string) => string> {
    const all = new Map((await needs.departments()).map(({ id, name }) => [id, name]))
    return (id) => all.get(id) ?? id
  }

  async function list(actor: Actor, query: Query) {
    const of = await reach(actor)
    const { limit, cursor, ...filter } = query
    const before = cursor ? decodeCursor(cursor, 2) : undefined
    const own = [...of.own, ...of.reviewed]
    const [rows, nameOf] = await Promise.all([
      store.listEntries(db, actor.realm, {
        ...{ ...filter, own, limit: limit + 1 },
        ...(before ? { before: [String(before[0]), String(before[1])] as const } : {}),
      }),
      names(),
    ])
    const page = pageOf(rows, limit, (row) => [row.changed_at.toISOString(), row.id])
    return { ...page, items: page.items.map((row) => present(row, nameOf)) }
  }

  async function facets(actor: Actor, filter: Omit<store.Filter, 'own'>): Promise<Facets> {
    const of = await reach(actor)
    const [counts, nameOf] = await Promise.all([
      store.countFacets(db, actor.realm, { ...filter, own: [...of.own, ...of.reviewed] }),
      names(),
    ])
    const part = (name: string) =>
      counts.filter(({ facet }) => facet === name).map(({ value, count }) => ({ value, count }))
    return {
      department: part('department').map((each) => ({ ...each, name: nameOf(each.value) })),
      ...{ sharing: part('sharing'), opening: part('opening'), grade: part('grade') },
      ...{ cycle: part('cycle'), state: part('state') },
    } as Facets
  }

  async function find(actor: Actor, id: string) {
    const of = await reach(actor)
    const row = await store.findEntry(db, actor.realm, id)
    const standing = row && standingOf(actor, of, row)
    if (!row || !standing || !maySee({ live: row.live !== null }, standing))
      throw new Refusal('missing', 'catalogue.missing', `No catalogue entry ${id}`)
    return { row, standing }
  }

  async function get(actor: Actor, id: string): Promise<EntryView> {
    const { row, standing } = await find(actor, id)
    const { mount } = row.live ?? row.content
    const [steps, nameOf, score] = await Promise.all([
      store.listSteps(db, actor.realm, id),
      names(),
      mount?.kind === 'register' ? needs.scoreOf(actor.realm, mount.register) : undefined,
    ])
    const working = row.state !== 'published' && row.live !== null && (standing.officer || standing.manager)
    return {
      ...present(row, nameOf),
      content: row.live ?? row.content,
      ...(working ? { draft: row.content } : {}),
      version: row.version,
      revision: row.revision,
      ...(row.first_published_at ? { firstPublishedAt: row.first_published_at.toISOString() } : {}),
      ...(score ? { score } : {}),
      steps: steps.map(({ at, verb, by_name, detail }) => ({ at: at.toISOString(), verb, by: by_name, detail })),
      may: verbsIn(facts(row), standing),
    }
  }

  async function draft(actor: Actor, asked: { departmentId: string; content: EntryContent }): Promise<EntryView> {
    const { own } = await reach(actor)
    if (!reaches(own, asked.departmentId)) throw forbidden('Not a department of this data officer')
    const row = { realm: actor.realm, id: needs.newId(), department_id: asked.departmentId, changed_at: clock() }
    await inTransaction(db, async (tx) => {
      await store.insertEntry(tx, { ...row, content: asked.content, search: searchOf(asked.content) })
      await note(tx, actor, row, 'draft', '新建')
    })
    return get(actor, row.id)
  }

  async function edit(actor: Actor, id: string, asked: { revision: number; content: EntryContent }) {
    await change(actor, id, 'edit', async (tx, row) => {
      if (row.revision !== asked.revision)
        throw new Refusal('conflict', 'catalogue.changed', `Revision ${row.revision}, not ${asked.revision}`)
      await store.changeEntry(tx, row, {
        ...{ content: asked.content, changed_at: clock() },
        ...(row.live ? {} : { search: searchOf(asked.content) }),
      })
      await note(tx, actor, row, 'edit', '修改')
    })
    return get(actor, id)
  }

  async function act(actor: Actor, id: string, { verb, reason }: EntryAct): Promise<EntryView> {
    if (verb === 'test-mount') return test(actor, id)
    await change(actor, id, verb, async (tx, row) => {
      const at = clock()
      if (verb === 'submit') {
        const faults = faultsOf(row.content)
        if (faults.length > 0) throw new Refusal('invalid', 'catalogue.incomplete', 'The entry has faults', { faults })
        await refuseTaken(tx, row)
        await store.changeEntry(tx, row, { state: 'submitted', submitted_by: actor.accountId, changed_at: at })
      } else if (verb === 'return') await store.changeEntry(tx, row, { state: 'returned', changed_at: at })
      else if (verb === 'revise') await store.changeEntry(tx, row, { state: 'draft', changed_at: at })
      else if (verb === 'publish') await putInForce(tx, actor, row)
      else await putOutOfForce(tx, row)
      await note(tx, actor, row, verb, reason.trim())
      await needs.recordAudit(tx, actor, {
        ...{ action: `catalogue.${verb}`, objectType: 'catalogue-entry', objectId: id, purpose: reason.trim() },
      })
    })
    return get(actor, id)
  }

  async function change(
    actor: Actor,
    id: string,
    verb: EntryAct['verb'] | 'edit',
    run: (tx: Tx, row: store.EntryRecord) => Promise<void>,
  ) {
    const of = await reach(actor)
    await find(actor, id)
    await inTransaction(db, async (tx) => {
      const row = await store.findEntry(tx, actor.realm, id, true)
      if (!row) throw new Refusal('missing', 'catalogue.missing', `No catalogue entry ${id}`)
      const standing = standingOf(actor, of, row)
      const review = verb === 'publish' || verb === 'return'
      if (!standing.officer && !standing.manager) throw forbidden('Neither its officer nor a manager')
      if (review && standing.manager && standing.submittedIt && row.state === 'submitted')
        throw new Refusal('forbidden', 'catalogue.own-work', 'Who submitted an entry does not review it')
      if (!verbsIn(facts(row), standing).includes(verb)) {
        const ever = verbsIn(facts(row), { officer: true, manager: true, submittedIt: false }).includes(verb)
        if (ever) throw forbidden(`${verb} is not for this post`)
        throw new Refusal('conflict', 'catalogue.not-now', `Not ${verb} while the entry is ${row.state}`)
      }
      await run(tx, row)
    })
  }

  async function refuseTaken(tx: Tx, row: store.EntryRecord) {
    if (row.content.mount?.kind !== 'register') return
    const other = await store.findByRegister(tx, row.realm, row.content.mount.register)
    if (other && other.id !== row.id)
      throw new Refusal('conflict', 'catalogue.register-taken', `Entry ${other.code} describes it already`)
  }

  async function putInForce(tx: Tx, actor: Actor, row: store.EntryRecord) {
    await refuseTaken(tx, row)
    const at = clock()
    const { content } = row
    const code =
      row.code ?? codeOf(content.classification, await store.nextNumber(tx, row.realm, content.classification))
    const version = row.version + 1
    await store.changeEntry(tx, row, {
      ...{ state: 'published', code, version, live: content, search: searchOf(content), changed_at: at },
      ...{ published_at: at, first_published_at: row.first_published_at ?? at },
    })
    await store.keepVersion(tx, row, { version, content, at, by: actor.name })
    const text = canonicalJson({ code, version, department: row.department_id, content })
    await needs.appendLeaf(tx, row.realm, { kind: 'catalogue.entry', subject: row.id, text })
    const data = { entryId: row.id, code, version, departmentId: row.department_id }
    await needs.publish(tx, EntryPublished, { realm: row.realm, subject: row.id, data })
  }

  async function putOutOfForce(tx: Tx, row: store.EntryRecord) {
    const { id, realm, version, department_id } = row
    await store.changeEntry(tx, row, { state: 'withdrawn', live: null, changed_at: clock() })
    const data = { entryId: id, code: row.code ?? '', version, departmentId: department_id }
    await needs.publish(tx, EntryWithdrawn, { realm, subject: id, data })
  }

  async function test(actor: Actor, id: string): Promise<EntryView> {
    const { row, standing } = await find(actor, id)
    if (!standing.officer && !standing.manager) throw forbidden('Neither its officer nor a manager')
    const { mount } = row.live ?? row.content
    if (!mount) throw new Refusal('conflict', 'catalogue.no-mount', 'Nothing is mounted')
    await store.saveTest(db, row, await testMount(actor.realm, mount))
    return get(actor, id)
  }

  /** Tests what was not tested for a day, a few at a time. */
  async function turn(realm: string): Promise<number> {
    const due = await store.listUntested(db, realm, new Date(clock().getTime() - DAY_MS), 20)
    for (const row of due) if (row.live?.mount) await store.saveTest(db, row, await testMount(realm, row.live.mount))
    return due.length
  }

  const note = (tx: Tx, actor: Actor, row: { realm: string; id: string }, verb: string, detail: string) =>
    store.addStep(tx, row, { at: clock(), verb, by_name: actor.name, by_account: actor.accountId, detail })

  async function rates(actor: Actor) {
    mayLook(actor)
    const [rows, registers, departments] = await Promise.all([
      store.countByDepartment(db, actor.realm),
      needs.registers(actor.realm),
      needs.departments(),
    ])
    return ratesOf(rows, registers, departments)
  }

  return { list, facets, get, draft, edit, act, turn, rates }
}

const facts = ({ state, live, content }: store.EntryRecord) => ({
  state,
  live: live !== null,
  mounted: (live ?? content).mount !== undefined,
})

function present(row: store.EntryRecord, nameOf: (id: string) => string): EntryRow {
  const shown = row.live ?? row.content
  return {
    id: row.id,
    ...(row.code ? { code: row.code } : {}),
    name: shown.name,
    ...(shown.nameEn ? { nameEn: shown.nameEn } : {}),
    abstract: shown.abstract,
    department: { id: row.department_id, name: nameOf(row.department_id) },
    state: row.state,
    live: row.live !== null,
    sharing: shown.sharing.type,
    opening: shown.opening.type,
    cycle: shown.cycle,
    grade: gradeOf(shown),
    itemCount: shown.items.length,
    ...(shown.mount ? { mount: shown.mount.kind } : {}),
    ...(row.mount_tested_at && row.mount_ok !== null ? { test: testOf(row) } : {}),
    ...(row.published_at ? { publishedAt: row.published_at.toISOString() } : {}),
  }
}

const testOf = (row: store.EntryRecord) => ({
  at: row.mount_tested_at!.toISOString(),
  ok: row.mount_ok === true,
  ...(row.mount_rows === null ? {} : { rows: Number(row.mount_rows) }),
  ...(row.mount_says ? { says: row.mount_says } : {}),
})

const forbidden = (text: string) => new Refusal('forbidden', 'catalogue.forbidden', text)
