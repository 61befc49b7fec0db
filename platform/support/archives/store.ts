import { sql } from 'kysely'
import { type Db, insertAtCommit, type Tx } from '#ground/database/index.ts'
import type { ArchiveReceipt, ArchiveState, NatureReport, RefusalReason, Retention } from './contract.ts'

export type FileRow = {
  realm: string
  id: string
  case_id: string
  case_no: string
  flow_key: string
  item_name: string
  title: string
  department_id: string
  department_name: string
  outcome: string | null
  closed_at: Date
  state: ArchiveState
  schedule: string | null
  schedule_version: number | null
  retention: Retention | null
  keep_until: string | null
  hand_over_on: string | null
  archive_no: string | null
  filed_at: Date | null
  manifest_digest: string | null
  package_hash: string | null
  package_sha256: string | null
  package_size: string | null
  sealed_key: Buffer | null
  report: NatureReport | null
  receipt: ArchiveReceipt | null
  refusal: RefusalReason[] | null
  attempts: number
  answer: string | null
  look_at: Date | null
}

export type StepRow = { seq: number; at: Date; verb: string; by_name: string; by_account: string; detail: string }

const columns = sql`realm, id, case_id, case_no, flow_key, item_name, title, department_id, department_name, outcome, closed_at,
  state, schedule, schedule_version, retention, keep_until::text, hand_over_on::text, archive_no, filed_at, manifest_digest,
  package_hash, package_sha256, package_size, sealed_key, report, receipt, refusal, attempts, answer, look_at`

/** One row per case: a case that is closed twice is awaited once. */
export async function awaitFiling(
  tx: Tx,
  row: Pick<
    FileRow,
    | 'realm'
    | 'id'
    | 'case_id'
    | 'case_no'
    | 'flow_key'
    | 'item_name'
    | 'title'
    | 'department_id'
    | 'department_name'
    | 'outcome'
    | 'closed_at'
    | 'look_at'
  >,
): Promise<void> {
  await insertAtCommit(tx, 'archives.archive_file', [{ ...row, state: 'waiting' }], { once: true })
}

export async function findFile(db: Db, realm: string, id: string, lock = false): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select ${columns} from archives.archive_file
    where realm = ${realm} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0]
}

export async function listFiles(
  db: Db,
  realm: string,
  query: {
    departments: readonly string[]
    state?: ArchiveState
    retention?: Retention
    q?: string
    appraiseBefore?: string
    before?: readonly [string, string]
    limit: number
  },
): Promise<FileRow[]> {
  const like = query.q && `%${query.q.replace(/[\\%_]/g, (char) => `\\${char}`)}%`
  const { rows } = await sql<FileRow>`select ${columns} from archives.archive_file
    where realm = ${realm} and department_id = any(${[...query.departments]})
      ${query.state ? sql`and state = ${query.state}` : sql``}
      ${query.retention ? sql`and retention = ${query.retention}` : sql``}
      ${query.appraiseBefore ? sql`and keep_until < ${query.appraiseBefore}::date` : sql``}
      ${like ? sql`and (title like ${like} or case_no like ${like} or archive_no like ${like})` : sql``}
      ${query.before ? sql`and (closed_at, id) < (${query.before[0]}::timestamptz, ${query.before[1]}::uuid)` : sql``}
    order by closed_at desc, id desc limit ${query.limit}`.execute(db)
  return rows
}

/** How many files are in each state. */
export async function countStates(
  db: Db,
  realm: string,
  departments: readonly string[],
): Promise<{ state: ArchiveState; files: number }[]> {
  const { rows } = await sql<{ state: ArchiveState; files: number }>`select state, count(*)::int as files
    from archives.archive_file where realm = ${realm} and department_id = any(${[...departments]})
    group by state`.execute(db)
  return rows
}

/** The next file whose time has come, held for the lease by whoever took it. */
export async function takeDue(db: Db, now: Date, until: Date, connected: boolean): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`update archives.archive_file set look_at = ${until} where (realm, id) = (
      select realm, id from archives.archive_file
      where look_at <= ${now} ${connected ? sql`` : sql`and state = 'waiting'`}
      order by look_at limit 1 for update skip locked)
    returning ${columns}`.execute(db)
  return rows[0]
}

export async function changeFile(
  tx: Tx,
  { realm, id }: Pick<FileRow, 'realm' | 'id'>,
  change: Partial<Omit<FileRow, 'realm' | 'id' | 'report' | 'receipt' | 'refusal'>> & {
    report?: NatureReport
    receipt?: ArchiveReceipt
    refusal?: RefusalReason[] | null
  },
): Promise<void> {
  const { report, receipt, refusal, ...plain } = change
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  await tx
    .withTables<{ 'archives.archive_file': FileRow }>()
    .updateTable('archives.archive_file')
    .set({
      ...plain,
      ...(report ? { report: sql<NatureReport>`${json(report)}::jsonb` } : {}),
      ...(receipt ? { receipt: sql<ArchiveReceipt>`${json(receipt)}::jsonb` } : {}),
      ...(refusal === undefined ? {} : { refusal: sql<RefusalReason[] | null>`${json(refusal)}::jsonb` }),
    })
    .where('realm', '=', realm)
    .where('id', '=', id)
    .execute()
}

export async function addStep(
  tx: Tx,
  { realm, id }: Pick<FileRow, 'realm' | 'id'>,
  step: Omit<StepRow, 'seq'>,
): Promise<void> {
  await sql`insert into archives.step (realm, file_id, seq, at, verb, by_name, by_account, detail)
    select ${realm}, ${id}, coalesce(max(seq), 0) + 1, ${step.at}, ${step.verb}, ${step.by_name}, ${step.by_account},
      ${step.detail} from archives.step where realm = ${realm} and file_id = ${id}`.execute(tx)
}

export async function listSteps(db: Db, realm: string, id: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`select seq, at, verb, by_name, by_account, detail from archives.step
    where realm = ${realm} and file_id = ${id} order by seq`.execute(db)
  return rows
}

/** The next number under a prefix; two at once wait for each other. */
export async function nextPiece(tx: Tx, realm: string, prefix: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`insert into archives.number (realm, prefix, last)
    values (${realm}, ${prefix}, 1)
    on conflict (realm, prefix) do update set last = archives.number.last + 1 returning last`.execute(tx)
  return rows[0]!.last
}
