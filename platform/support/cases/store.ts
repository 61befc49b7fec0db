import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { changeAtCommit, type Db, insertAtCommit, type Tx } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { actDigest, provenStep } from './act-digest.ts'
import type { Case, Fact, Material } from './case.ts'
import type { Answers, DecisionRecord, Draft } from './draft.ts'
import { changeText } from './fold.ts'
import { caseOf, changing, decisionContext, factsOf, factsRow, materialOf, materialRow, taskColumns } from './rows.ts'
import type { CaseTable, CaseTables, DecisionTable, FactTable, MaterialTable, StepTable, TaskTable } from './tables.ts'

const sealed = { answers: 'cases.case.answers', decision: decisionContext }

/** The only SQL of cases. Answers, facts and decision records are sealed at rest; the rest is what lists need. */
export function createCaseStore({ secrets }: { secrets: Secrets }) {
  const seal = (value: unknown, context: string) => secrets.encrypt(JSON.stringify(value), context)
  const open = (bytes: Buffer, context: string): unknown => JSON.parse(secrets.decrypt(bytes, context))

  function rowOf(current: Case, answers: Answers): CaseTable {
    return {
      realm: current.realm,
      id: current.id,
      no: current.no,
      query_code: current.queryCode,
      lookup_index: current.lookupIndex,
      item_id: current.item.id,
      item_version: current.item.version,
      item_name: current.item.name,
      item_name_en: current.item.nameEn ?? null,
      flow_key: current.item.flow.key,
      form_key: current.item.form.key,
      form_version: current.item.form.version,
      party_id: current.party.partyId,
      party_name: current.party.name,
      party_kind: current.party.kind,
      agent_name: current.party.agentName ?? null,
      account_id: current.party.accountId,
      department_id: current.item.departmentId,
      department_name: current.item.departmentName,
      division_code: current.divisionCode,
      channel: current.channel,
      submitted_at: current.submittedAt,
      calendar_version: current.calendarVersion,
      answers: seal(answers, sealed.answers),
      ...changing(current),
    }
  }

  /** Writes all that one act changed: what is new goes with the commit, in one statement. */
  async function write(tx: Tx, draft: Draft, now: Date): Promise<Buffer> {
    const db = tx.withTables<CaseTables>()
    const { realm, id } = draft.current
    const key = { realm, case_id: id }

    if (draft.lastSeq === 0) await insertAtCommit(tx, 'cases.case', [rowOf(draft.current, draft.answers)])
    else
      await changeAtCommit(
        tx,
        db
          .updateTable('cases.case')
          .set({
            ...changing(draft.current),
            ...(draft.answersChanged ? { answers: seal(draft.answers, sealed.answers) } : {}),
          })
          .where('realm', '=', realm)
          .where('id', '=', id),
      )

    const steps = draft.steps.map(
      (step, i): StepTable => ({
        ...key,
        seq: draft.lastSeq + 1 + i,
        at: now,
        verb: step.verb,
        node: step.node ?? null,
        name: step.name,
        name_en: step.nameEn,
        account_id: step.actor.accountId,
        actor_name: step.actor.name,
        actor_kind: step.actor.kind,
        post_id: step.post?.id ?? null,
        unit: step.unit,
        on_behalf_of: step.actor.onBehalfOf?.name ?? step.post?.onBehalfOf?.name ?? null,
        reason: step.reason ?? null,
        status_before: step.statusBefore ?? null,
        status_after: step.statusAfter,
        input_digest: digest(step.input),
        data: step.data === undefined ? null : JSON.stringify(step.data),
        public: step.public,
        // The last line of an act says what the act changed in the row.
        change: i === draft.steps.length - 1 ? changeText(draft) : null,
      }),
    )
    await insertAtCommit(tx, 'cases.step', steps)
    if (draft.newFacts.length > 0)
      await insertAtCommit(tx, 'cases.fact', [{ ...key, ...factsRow(draft.newFacts, draft.current.version, seal) }])
    const materials = draft.newMaterials.map((material) => ({ ...key, ...materialRow(material) }))
    await insertAtCommit(tx, 'cases.material', materials)
    const decisions = draft.decisions.map((made) => ({
      ...key,
      id: made.id,
      rule_key: made.ruleKey,
      rule_version: made.ruleVersion,
      rule_title: made.ruleTitle,
      as_of: made.asOf,
      at: now,
      outcome: made.outcome,
      record: seal(made.record, sealed.decision),
    }))
    await insertAtCommit(tx, 'cases.decision', decisions)
    await writeTasks(tx, draft, now)
    await writeTimers(tx, draft, now)
    return actDigest(steps.map(provenStep))
  }

  async function load(
    db: Db,
    realm: string,
    id: string,
    lock: boolean,
  ): Promise<{ current: Case; answers: Answers } | undefined> {
    // Asked by every act: written out, where a query builder would put the same text together each time.
    const { rows } = await sql<CaseTable>`
      select * from cases."case" where realm = ${realm} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(db)
    const [row] = rows
    if (!row) return undefined
    return { current: caseOf(row), answers: open(row.answers, sealed.answers) as Answers }
  }

  async function loadFacts(db: Db, realm: string, id: string): Promise<Fact[]> {
    const rows = await db
      .withTables<CaseTables>()
      .selectFrom('cases.fact')
      .selectAll()
      .where('realm', '=', realm)
      .where('case_id', '=', id)
      .orderBy('version')
      .execute()
    return factsOf(rows, open)
  }

  /** Everything beside its row that an act on a case may need, in one statement. */
  async function loadBeside(
    tx: Tx,
    realm: string,
    id: string,
  ): Promise<{ facts: Fact[]; materials: Material[]; tasks: TaskTable[]; lastSeq: number }> {
    const { rows } = await sql<Beside>`
      select
        (select json_agg(json_build_object('pointer', f.pointer, 'version', f.version, 'value', encode(f.value, 'base64'),
            'source', f.source, 'source_label', f.source_label, 'source_version', f.source_version, 'fetched_at', f.fetched_at)
            order by f.version) from cases.fact f where f.realm = ${realm} and f.case_id = ${id}) as facts,
        (select json_agg(m order by m.at, m.id) from cases.material m where m.realm = ${realm} and m.case_id = ${id}) as materials,
        (select json_agg(t order by t.id) from cases.task t where t.realm = ${realm} and t.case_id = ${id}) as tasks,
        (select coalesce(max(s.seq), 0)::int from cases.step s where s.realm = ${realm} and s.case_id = ${id}) as "lastSeq"
    `.execute(tx)
    const { facts, materials, tasks, lastSeq } = rows[0]!
    return {
      facts: factsOf((facts ?? []).map(besideFact), open),
      materials: (materials ?? []).map((row) => materialOf({ ...row, at: new Date(row.at) })),
      tasks: (tasks ?? []).map((row) => ({
        ...row,
        opened_at: new Date(row.opened_at),
        closed_at: momentOf(row.closed_at),
      })),
      lastSeq,
    }
  }

  async function loadDecisions(
    db: Db,
    realm: string,
    id: string,
  ): Promise<(DecisionTable & { record: Buffer; opened: DecisionRecord })[]> {
    const rows = await db
      .withTables<CaseTables>()
      .selectFrom('cases.decision')
      .selectAll()
      .where('realm', '=', realm)
      .where('case_id', '=', id)
      .orderBy('at')
      .execute()
    return rows.map((row) => ({ ...row, opened: open(row.record, sealed.decision) as DecisionRecord }))
  }

  return { write, load, loadBeside, loadFacts, loadDecisions, lastStep }
}

export type CaseStore = ReturnType<typeof createCaseStore>

/** A row as JSON brings it: moments and bytes as text. */
type AsJson<Row> = {
  [Key in keyof Row]: Row[Key] extends Date | Buffer ? string : Row[Key] extends Date | null ? string | null : Row[Key]
}
type Beside = {
  facts: AsJson<Omit<FactTable, 'realm' | 'case_id'>>[] | null
  materials: AsJson<MaterialTable>[] | null
  tasks: AsJson<TaskTable>[] | null
  lastSeq: number
}

const momentOf = (text: string | null): Date | null => (text === null ? null : new Date(text))

const besideFact = (row: NonNullable<Beside['facts']>[number]) => ({
  ...row,
  value: Buffer.from(row.value, 'base64'),
  fetched_at: momentOf(row.fetched_at),
})

export async function loadMaterials(db: Db, realm: string, id: string): Promise<Material[]> {
  const rows = await db
    .withTables<CaseTables>()
    .selectFrom('cases.material')
    .selectAll()
    .where('realm', '=', realm)
    .where('case_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(materialOf)
}

export async function insertMaterial(tx: Tx, realm: string, id: string, material: Material): Promise<void> {
  await tx
    .withTables<CaseTables>()
    .insertInto('cases.material')
    .values({ realm, case_id: id, ...materialRow(material) })
    .execute()
}

export async function loadTasks(db: Db, realm: string, id: string): Promise<TaskTable[]> {
  return db
    .withTables<CaseTables>()
    .selectFrom('cases.task')
    .selectAll()
    .where('realm', '=', realm)
    .where('case_id', '=', id)
    .orderBy('id')
    .execute()
}

export async function loadSteps(db: Db, realm: string, id: string): Promise<StepTable[]> {
  return db
    .withTables<CaseTables>()
    .selectFrom('cases.step')
    .selectAll()
    .where('realm', '=', realm)
    .where('case_id', '=', id)
    .orderBy('seq')
    .execute()
}

async function lastStep(tx: Tx, realm: string, id: string): Promise<StepTable | undefined> {
  return tx
    .withTables<CaseTables>()
    .selectFrom('cases.step')
    .selectAll()
    .where('realm', '=', realm)
    .where('case_id', '=', id)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Takes `count` numbers of a day; answers the first. */
export async function takeNumbers(db: Db, realm: string, day: string, count: number): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    insert into cases.number_block (realm, day, next) values (${realm}, ${day}, ${count + 1})
    on conflict (realm, day) do update set next = number_block.next + ${count}
    returning next`.execute(db)
  return rows[0]!.next - count
}

async function writeTasks(tx: Tx, draft: Draft, now: Date): Promise<void> {
  const db = tx.withTables<CaseTables>()
  const key = { realm: draft.current.realm, case_id: draft.current.id }
  const opened = draft.opened.map((task) => ({
    ...key,
    id: task.id,
    node: task.node,
    name: task.name,
    name_en: task.nameEn,
    post: task.post,
    department_id: task.departmentId,
    division_code: task.divisionCode,
    verbs: task.verbs,
    form: task.form ?? null,
    separate_from: task.separateFrom ?? null,
    due: task.due ?? null,
    opened_at: now,
    closed_at: null,
    closed_by: null,
    verb: null,
    assignee: task.assignee?.accountId ?? null,
    assignee_name: task.assignee?.name ?? null,
    closed_for: null,
    opinion_of: task.opinion?.of ?? null,
    opinion_when: task.opinion?.when ?? null,
    opinion_reason: null,
    held: null,
    status: draft.current.status,
    item_id: draft.current.item.id,
  }))
  await insertAtCommit(tx, 'cases.task', opened)
  // One update a task: of two of the same row in one statement only one would count.
  const changes = new Map<number, Partial<TaskTable>>()
  const change = (id: number, columns: Partial<TaskTable>) => changes.set(id, { ...changes.get(id), ...columns })
  for (const done of draft.closed)
    change(done.id, {
      closed_at: now,
      closed_by: done.by ?? null,
      closed_for: done.onBehalfOf ?? null,
      verb: done.verb ?? null,
      ...(done.opinion ? { opinion_reason: done.opinion } : {}),
    })
  for (const { id, ...changed } of draft.changed) change(id, taskColumns(changed))
  for (const [id, changed] of changes) {
    const columns = { ...changed, status: draft.current.status }
    await changeAtCommit(
      tx,
      db
        .updateTable('cases.task')
        .set(columns)
        .where('realm', '=', key.realm)
        .where('case_id', '=', key.case_id)
        .where('id', '=', id),
    )
  }
  // The status of the case stands at its open tasks, also at those that this act leaves alone.
  if (draft.before && draft.before.status !== draft.current.status)
    await changeAtCommit(
      tx,
      db
        .updateTable('cases.task')
        .set({ status: draft.current.status })
        .where('realm', '=', key.realm)
        .where('case_id', '=', key.case_id)
        .where('closed_at', 'is', null)
        .where('id', 'not in', [-1, ...changes.keys()]),
    )
}

async function writeTimers(tx: Tx, draft: Draft, now: Date): Promise<void> {
  const db = tx.withTables<CaseTables>()
  const { realm, id } = draft.current
  const set = draft.timersSet.map((timer) => ({ realm, case_id: id, ...timer, set_at: now }))
  await insertAtCommit(tx, 'cases.timer', set)
  if (draft.timersCleared.length > 0)
    await changeAtCommit(
      tx,
      db
        .deleteFrom('cases.timer')
        .where('realm', '=', realm)
        .where('case_id', '=', id)
        .where('id', 'in', draft.timersCleared),
    )
}

/** SHA-256 over canonical JSON: the same input gives the same digest, whoever computes it. */
function digest(value: unknown): Buffer {
  return createHash('sha256')
    .update(canonicalJson(value ?? null))
    .digest()
}
