import { parse } from 'csv-parse/sync'
import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { FactInput, FactView, ImportReport } from '../contract.ts'
import type { Entities } from '../entities.ts'
import type { CreditNeeds } from '../needs.ts'
import { keepers, mayKeepFacts, mayOversee, overseers, seesAllOffices } from '../policy.ts'
import { detailsSealedAs, type Presenting } from '../presenting.ts'
import type { Publishing } from '../publicity/service.ts'
import { monthsLater } from '../scores/scoring.ts'
import { type FactRow, insertFact, listFacts, nextNo } from '../store.ts'

export type NewFact = Omit<FactInput, 'departmentId'> & {
  source: FactRow['source']
  department: { id: string; name: string }
  by: string
}

export type FactService = ReturnType<typeof createFacts>

const mostRows = 5_000
const columns = ['number', 'name', 'kind', 'title', 'reference', 'happened_on', 'until'] as const

/** 信用信息: each with its source, validity and document; the same document twice is one fact. */
export function createFacts(
  needs: CreditNeeds & {
    entities: Entities
    present: Presenting
    publishing: Publishing
    rescoreLater: (tx: Tx, realm: string, entityId: string) => Promise<void>
  },
) {
  const { db, clock, entities, present } = needs

  /** Records in the caller's transaction. Answers undefined when it was known already. */
  async function record(tx: Tx, realm: string, given: NewFact): Promise<FactRow | undefined> {
    const kind = await kindOf(given.kind)
    const details = given.details ?? {}
    const faults = [
      ...kind.elements
        .filter(({ key, required }) => required && !details[key]?.trim())
        .map(({ key }) => ({ pointer: `/details/${key}`, rule: 'required', detail: '没有填' })),
      ...Object.keys(details)
        .filter((key) => !kind.elements.some((each) => each.key === key))
        .map((key) => ({ pointer: `/details/${key}`, rule: 'unknown', detail: '没有这一项' })),
      ...(given.happenedOn > present.today() ? [{ pointer: '/happenedOn', rule: 'future', detail: '日期在将来' }] : []),
      ...(given.until && given.until < given.happenedOn
        ? [{ pointer: '/until', rule: 'order', detail: '截止日期早于发生日期' }]
        : []),
    ]
    if (faults.length > 0)
      throw new Refusal(
        'invalid',
        'credit.bad-fact',
        faults.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; '),
        { faults },
      )
    const entity = await entities.ensure(tx, realm, given)
    const longest = kind.lastsMonths ? monthsLater(given.happenedOn, kind.lastsMonths) : undefined
    const until = [given.until, longest].filter((day) => day !== undefined).sort()[0] ?? null
    const row: FactRow = {
      ...{ realm, id: needs.newId(), no: await nextNo(tx, 'XY', given.happenedOn.slice(0, 4)), entity_id: entity.id },
      ...{ kind: kind.key, kind_version: kind.version, effect: kind.effect, title: given.title },
      details: needs.secrets.encrypt(JSON.stringify(details), detailsSealedAs),
      ...{ department_id: given.department.id, department_name: given.department.name, source: given.source },
      ...{ reference: given.reference, happened_on: given.happenedOn, until },
      // What is about a person is never for everybody (个人信息保护法第25条).
      public: kind.public && entity.kind === 'legal',
      ...{
        state: 'valid',
        contested: false,
        state_reason: null,
        aged: false,
        recorded_at: clock(),
        recorded_by: given.by,
        ended_at: null,
      },
    }
    if (!(await insertFact(tx, row))) return undefined
    const said = {
      format: 'zhengtong-credit-fact/1',
      no: row.no,
      kind: row.kind,
      reference: row.reference,
      department: row.department_id,
      happenedOn: row.happened_on,
    }
    await needs.appendLeaf(tx, { realm, kind: 'credit.fact', subject: row.no, said })
    if (kind.publicity === 'penalty' && entity.kind === 'legal')
      await needs.publishing.penalty(tx, row, entity, kind, details)
    await needs.rescoreLater(tx, realm, entity.id)
    return row
  }

  async function kindOf(key: string) {
    const found = await needs.packs.find('credit-fact', key)
    if (!found)
      throw new Refusal('invalid', 'credit.bad-fact', `No kind of fact ${key}`, {
        faults: [{ pointer: '/kind', rule: 'unknown', detail: `没有“${key}”这一类` }],
      })
    return present.factKind(key)
  }

  /** The office an official brings facts in for. */
  async function officeFor(actor: Actor, wanted?: string): Promise<{ id: string; name: string }> {
    if (!mayKeepFacts(actor)) throw forbidden()
    const offices = await needs.officesOf(actor, keepers)
    const id = wanted ?? actor.posts.find(({ role }) => keepers.includes(role))?.departmentId
    const department = id !== undefined && offices.includes(id) ? await needs.departmentOf(id) : undefined
    if (!department) throw forbidden()
    return { id: department.id, name: department.name }
  }

  /** One fact by hand or by a system of its office. The same document again answers what is there. */
  async function keep(actor: Actor, input: FactInput): Promise<{ fact: FactView; added: boolean }> {
    const department = await officeFor(actor, input.departmentId)
    const added = await inTransaction(db, (tx) =>
      record(tx, actor.realm, { ...input, department, source: 'officer', by: actor.accountId }),
    )
    const entity = (await entities.find(actor.realm, input.number))!
    const row = added ?? (await known(actor.realm, entity.id, input))
    return { fact: await present.fact(row, entity), added: added !== undefined }
  }

  async function known(realm: string, entityId: string, { kind, reference }: FactInput): Promise<FactRow> {
    const rows = await listFacts(db, realm, { entityId, kind, limit: 1000 })
    return rows.find((row) => row.reference === reference)!
  }

  /** A file of an office: what can be read is recorded, and of each other line the report says why not. */
  async function importCsv(actor: Actor, text: string, departmentId?: string): Promise<ImportReport> {
    const department = await officeFor(actor, departmentId)
    return importAs(actor.realm, text, { department, by: actor.accountId })
  }

  async function importAs(
    realm: string,
    text: string,
    who: { department: NewFact['department']; by: string },
  ): Promise<ImportReport> {
    const rows = readRows(text)
    const report: ImportReport = { rows: rows.length, added: 0, same: 0, refused: [] }
    for (const { line, cells } of rows) {
      const {
        number = '',
        name = '',
        kind = '',
        title = '',
        reference = '',
        happened_on = '',
        until,
        ...details
      } = cells
      try {
        if (!name || !title || !reference || !isDay(happened_on) || (until && !isDay(until)))
          throw new Refusal('invalid', 'credit.bad-fact', '名称、标题、文号都要填，日期写成 2026-11-02')
        const filled = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== ''))
        const fact = {
          number,
          name,
          kind,
          title,
          reference,
          happenedOn: happened_on,
          details: filled,
          ...(until ? { until } : {}),
        }
        const added = await inTransaction(db, (tx) => record(tx, realm, { ...fact, ...who, source: 'csv' }))
        if (added) report.added++
        else report.same++
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        report.refused.push({ line, reason: error.message })
      }
    }
    return report
  }

  async function list(
    actor: Actor,
    query: { limit: number; cursor?: string; kind?: string; effect?: FactRow['effect']; state?: FactRow['state'] },
  ): Promise<Page<FactView>> {
    if (!mayOversee(actor)) throw forbidden()
    const rows = await listFacts(db, actor.realm, {
      ...(seesAllOffices(actor) ? {} : { departments: await needs.officesOf(actor, overseers) }),
      ...(query.kind ? { kind: query.kind } : {}),
      ...(query.effect ? { effect: query.effect } : {}),
      ...(query.state ? { state: query.state } : {}),
      ...(query.cursor ? { after: decodeCursor(query.cursor, 2) as [string, string] } : {}),
      limit: query.limit + 1,
    })
    const page = pageOf(rows, query.limit, (row) => [row.recorded_at.toISOString(), row.id])
    const whose = await entities.many(
      actor.realm,
      page.items.map((row) => row.entity_id),
    )
    return { ...page, items: await Promise.all(page.items.map((row) => present.fact(row, whose.get(row.entity_id)))) }
  }

  return { record, keep, importCsv, importAs, list, officeFor }
}

function readRows(text: string): { line: number; cells: Record<string, string> }[] {
  const bad = (why: string) => new Refusal('invalid', 'credit.bad-file', why)
  let rows: { record: string[]; info: { lines: number } }[]
  try {
    rows = parse(text, {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
    }) as unknown as typeof rows
  } catch (error) {
    throw bad((error as Error).message)
  }
  const [header, ...body] = rows
  const names = header?.record ?? []
  const missing = columns.filter((name) => name !== 'until' && !names.includes(name))
  if (missing.length > 0) throw bad(`The header lacks ${missing.join(', ')}`)
  if (body.length > mostRows) throw bad(`More than ${mostRows} rows`)
  return body.map(({ record, info }) => ({
    line: info.lines,
    cells: Object.fromEntries(names.map((name, at) => [name, record[at] ?? ''])),
  }))
}

function isDay(text: string): boolean {
  const noon = new Date(`${text}T12:00:00+08:00`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(noon.getTime()) && cityDate(noon) === text
}

const forbidden = () => new Refusal('forbidden', 'credit.forbidden', 'Not with these posts')
