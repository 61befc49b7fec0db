import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { type Floor, prepared, transaction } from './floor.ts'
import { sha256, tables, writeAnswer, writeDocument, writeEvent, writeLeaf, writeSteps } from './records.ts'

const ownTables = `
  create table if not exists bench_floor.person (id_number text primary key, id uuid not null, name text not null, birth_date text not null, hukou text not null);
  create table if not exists bench_floor.insurance (id_number text primary key, insured_now boolean not null, months int not null, employer text not null);
  create table if not exists bench_floor.degree (id_number text primary key, level text not null, school text not null, graduated_on date not null);
  create table if not exists bench_floor.move (id_number text primary key, status text not null);
  create table if not exists bench_floor.read_log (
    id uuid primary key, at timestamptz not null, register text not null, subject bytea not null, reader text not null,
    fields text[] not null, purpose text not null);
  create index if not exists read_log_subject on bench_floor.read_log (subject, at desc);
  create table if not exists bench_floor.draft (id uuid primary key, id_number text not null, content jsonb not null, at timestamptz not null);
  create index if not exists draft_owner on bench_floor.draft (id_number, at);
  create table if not exists bench_floor.fact (
    case_id uuid not null, pointer text not null, value jsonb not null, source text not null, fetched_at timestamptz not null,
    primary key (case_id, pointer));
  create table if not exists bench_floor.decision (id uuid primary key, case_id uuid not null, outcome text not null, record jsonb not null);
  create index if not exists decision_case on bench_floor.decision (case_id);`

const registers = ['person', 'insurance', 'degree', 'move'] as const
const read = Object.fromEntries(
  registers.map((register) => [
    register,
    prepared(register, `select * from bench_floor.${register} where id_number = $1`),
  ]),
)
const insertReads = prepared(
  'reads',
  `insert into bench_floor.read_log values ${registers.map((_, row) => `(${[1, 2, 3, 4, 5, 6, 7].map((column) => `$${row * 7 + column}`).join()})`).join()}`,
)
const insertCase = prepared(
  'case',
  `insert into bench_floor."case" values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
)
const facts = [
  'name',
  'birth_date',
  'hukou',
  'insured_now',
  'months',
  'employer',
  'level',
  'school',
  'graduated_on',
] as const
const insertFacts = prepared(
  'facts',
  `insert into bench_floor.fact values ${facts.map((_, row) => `(${[1, 2, 3, 4, 5].map((column) => `$${row * 5 + column}`).join()})`).join()}`,
)
const insertDraft = prepared('draft', 'insert into bench_floor.draft values ($1, $2, $3, $4)')
const findDraft = prepared('find-draft', 'select * from bench_floor.draft where id = $1')
const deleteDraft = prepared('delete-draft', 'delete from bench_floor.draft where id = $1')
const findAnswer = prepared('find-answer', 'select body from bench_floor.answer where scope = $1')
const insertDecision = prepared('decision', 'insert into bench_floor.decision values ($1, $2, $3, $4)')

/**
 * 秒批 by hand, in the same two requests as the platform's: begin reads four registers, logs that it did and keeps a draft;
 * submit uses what was read a moment ago and, in one transaction, writes every kind of row that the platform writes, with the rule in code
 * and one SM2 signature. No forms, no flow, no sealing at rest, nothing configurable.
 */
export const miaopiFloor: Floor = async (pool) => {
  await pool.query(tables)
  await pool.query(ownTables)
  for (let person = 0; person < 20; person++) await addPerson(pool, person)
  let next = Date.now()

  async function factsOf(idNumber: string, now: Date): Promise<Record<string, unknown>> {
    const found = await Promise.all(registers.map((register) => pool.query(read[register]!([idNumber]))))
    const subject = sha256(idNumber)
    const line = (register: string) => [randomUUID(), now, register, subject, idNumber, ['all'], '人才入户核准']
    await pool.query(insertReads(registers.flatMap(line)))
    return Object.assign({}, ...found.map(({ rows }) => rows[0]))
  }

  async function begin(idNumber: string, answers: unknown): Promise<string> {
    const now = new Date()
    const known = await factsOf(idNumber, now)
    const id = randomUUID()
    await pool.query(insertDraft([id, idNumber, JSON.stringify({ answers, known }), now]))
    return JSON.stringify({ id, answers, facts: known })
  }

  async function submit(id: string, key: string): Promise<string> {
    const now = new Date()
    const { rows: answered } = await pool.query(findAnswer([sha256(key)]))
    if (answered[0]) return JSON.stringify(answered[0].body)
    const { rows: drafts } = await pool.query(findDraft([id]))
    const { id_number: idNumber, content } = drafts[0] as {
      id_number: string
      content: { answers: { path: string }; known: Record<string, unknown> }
    }
    const { known } = content
    const age = now.getFullYear() - Number(String(known.birth_date).slice(0, 4))
    const granted = known.insured_now === true && Number(known.months) >= 1 && known.level === 'bachelor' && age <= 45
    const outcome = granted ? 'granted' : 'human'
    const person = String(known.id)
    return transaction(pool, async (client) => {
      const { rowCount } = await client.query(deleteDraft([id]))
      if (rowCount !== 1) throw new Error('there is no such draft')
      const no = `441900${next++}`
      await client.query(
        insertCase([
          id,
          no,
          id,
          person,
          known.name,
          'talent',
          'closed',
          outcome,
          JSON.stringify(content.answers),
          '{"tokens":[]}',
          1,
          now,
          now,
        ]),
      )
      const factRow = (fact: string) => [id, `/${fact}`, JSON.stringify(known[fact] ?? null), 'register', now]
      await client.query(insertFacts(facts.flatMap(factRow)))
      await client.query(
        insertDecision([
          randomUUID(),
          id,
          outcome,
          JSON.stringify({ inputs: { ...known, age }, fired: ['education'] }),
        ]),
      )
      const paper = { holder: person, caseId: id, content: { name: known.name, path: content.answers.path } }
      const number = await writeDocument(client, paper, now)
      const steps = ['submit', 'rule', 'accept', 'grant', 'issue'].map((verb) => ({
        verb,
        name: verb,
        actor: idNumber,
        status: 'closed',
        data: { number },
      }))
      await writeSteps(client, id, 1, steps, now)
      await writeLeaf(client, id, sha256(no), now)
      await writeEvent(client, id, { no, outcome }, now)
      const text = JSON.stringify({ caseId: id, caseNo: no, status: 'closed', outcome })
      await writeAnswer(client, key, text, now)
      return text
    })
  }

  return ({ path, body, key }) =>
    path === '/begin' ? begin(String(body.idNumber), body.answers) : submit(String(body.id), key)
}

async function addPerson(pool: pg.Pool, person: number): Promise<void> {
  const idNumber = `person-${person}`
  await pool.query(
    `insert into bench_floor.person values ($1, $2, '王测试', '1995-08-08', '430100') on conflict do nothing`,
    [idNumber, randomUUID()],
  )
  await pool.query(`insert into bench_floor.insurance values ($1, true, 14, '演示智造') on conflict do nothing`, [
    idNumber,
  ])
  await pool.query(
    `insert into bench_floor.degree values ($1, 'bachelor', '虚构大学', '2017-06-30') on conflict do nothing`,
    [idNumber],
  )
}
