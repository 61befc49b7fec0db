import { inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { ArchiveAct, ArchiveRow, ArchiveState, ArchiveView, Retention } from './contract.ts'
import type { ArchiveNeeds } from './needs.ts'
import { keepers, reaches, readers, verbsIn } from './policy.ts'
import { addStep, changeFile, countStates, type FileRow, findFile, listFiles, listSteps } from './store.ts'
import { createArchiveWork } from './work.ts'

export type { ArchiveNeeds } from './needs.ts'

/** 归档和移交: closed cases are filed under a period, checked in four natures, and handed over to the archive. */
export function createArchives(needs: ArchiveNeeds) {
  const { db, clock } = needs
  const work = createArchiveWork(needs)
  const connected = needs.house !== undefined

  async function reach(actor: Actor) {
    const [seen, kept] = await Promise.all([needs.officesOf(actor, readers), needs.officesOf(actor, keepers)])
    if (seen.length === 0) throw new Refusal('forbidden', 'archives.forbidden', 'No archivist or supervisor')
    return { seen, kept }
  }

  async function must(actor: Actor, id: string) {
    const offices = await reach(actor)
    const row = await findFile(db, actor.realm, id)
    if (!row || !reaches(offices.seen, row)) throw new Refusal('missing', 'archives.missing', `No archive file ${id}`)
    return { row, ...offices }
  }

  async function list(
    actor: Actor,
    query: {
      state?: ArchiveState
      retention?: Retention
      q?: string
      appraisal?: boolean
      limit: number
      cursor?: string
    },
  ): Promise<Page<ArchiveRow>> {
    const { seen, kept } = await reach(actor)
    const before = query.cursor ? decodeCursor(query.cursor, 2) : undefined
    const rows = await listFiles(db, actor.realm, {
      departments: seen,
      ...(query.state ? { state: query.state } : {}),
      ...(query.retention ? { retention: query.retention } : {}),
      ...(query.q ? { q: query.q } : {}),
      ...(query.appraisal ? { appraiseBefore: cityDate(clock()) } : {}),
      ...(before ? { before: [String(before[0]), String(before[1])] as const } : {}),
      limit: query.limit + 1,
    })
    const page = pageOf(rows, query.limit, (row) => [row.closed_at.toISOString(), row.id])
    return { ...page, items: page.items.map((row) => present(row, kept)) }
  }

  async function get(actor: Actor, id: string): Promise<ArchiveView> {
    const { row, kept } = await must(actor, id)
    const steps = await listSteps(db, actor.realm, id)
    return {
      ...present(row, kept),
      ...(row.report ? { report: row.report } : {}),
      steps: steps.map(({ at, verb, by_name, detail }) => ({ at: at.toISOString(), verb, by: by_name, detail })),
    }
  }

  async function act(actor: Actor, id: string, { verb, reason }: ArchiveAct): Promise<ArchiveView> {
    const { kept } = await must(actor, id)
    if (verb !== 'file' && !connected)
      throw new Refusal('conflict', 'archives.not-connected', 'No address of an archive is set')
    await inTransaction(db, async (tx) => {
      const row = await findFile(tx, actor.realm, id, true)
      if (!row || !reaches(kept, row))
        throw new Refusal('forbidden', 'archives.forbidden', 'No archivist of this office')
      if (!verbsIn(row.state, connected).includes(verb))
        throw new Refusal('conflict', 'archives.not-now', `Not while the file is ${row.state}`)
      const state = verb === 'file' ? 'waiting' : row.state === 'checking' ? 'checking' : 'sending'
      await changeFile(tx, row, { state, look_at: clock(), answer: null, refusal: null })
      const by = { by_name: actor.name, by_account: actor.accountId }
      await addStep(tx, row, { at: clock(), verb, ...by, detail: reason.trim() })
      await needs.recordAudit(tx, actor, {
        ...{ action: `archives.${verb}`, objectType: 'archive-file', objectId: id, purpose: reason.trim() },
      })
    })
    return get(actor, id)
  }

  /** The package for a reader of the office; that it was taken is logged with its purpose. */
  async function fetch(actor: Actor, id: string, purpose: string): Promise<{ name: string; bytes: Buffer }> {
    const { row } = await must(actor, id)
    if (purpose.trim().length < 4)
      throw new Refusal('invalid', 'archives.no-purpose', 'A package is taken for a purpose')
    const bytes = await work.packageOf(row)
    await inTransaction(db, (tx) =>
      needs.recordAudit(tx, actor, {
        ...{ action: 'archives.export', objectType: 'archive-file', objectId: id, purpose: purpose.trim() },
      }),
    )
    return { name: `${row.archive_no}.zip`, bytes }
  }

  function present(row: FileRow, kept: readonly string[]): ArchiveRow {
    return {
      id: row.id,
      caseId: row.case_id,
      caseNo: row.case_no,
      title: row.title,
      department: { id: row.department_id, name: row.department_name },
      closedAt: row.closed_at.toISOString(),
      state: row.state,
      ...(row.archive_no ? { archiveNo: row.archive_no } : {}),
      ...(row.retention ? { retention: row.retention } : {}),
      ...(row.keep_until ? { keepUntil: row.keep_until } : {}),
      appraisalDue: row.keep_until !== null && row.keep_until < cityDate(clock()),
      ...(row.hand_over_on ? { handOverOn: row.hand_over_on } : {}),
      ...(row.filed_at ? { filedAt: row.filed_at.toISOString() } : {}),
      ...(row.package_size ? { size: Number(row.package_size) } : {}),
      attempts: row.attempts,
      ...(row.answer ? { answer: row.answer } : {}),
      ...(row.receipt ? { receipt: row.receipt } : {}),
      ...(row.refusal ? { refusal: row.refusal } : {}),
      may: reaches(kept, row) ? verbsIn(row.state, connected) : [],
    }
  }

  return {
    list,
    get,
    act,
    fetch,
    state: async (actor: Actor) => ({
      connected,
      counts: await countStates(db, actor.realm, (await reach(actor)).seen),
      schedules: await needs.schedules(),
    }),
    reactions: work.reactions,
    turn: work.turn,
    takeAnswer: work.takeAnswer,
  }
}

export type ArchiveService = ReturnType<typeof createArchives>
