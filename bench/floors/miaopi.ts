import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { queryCode } from '../../platform/kernel/codes/case-number.ts'
import { fillRandom } from '../../platform/kernel/random.ts'
import { startAfterwards } from './afterwards.ts'
import { type Call, type Floor, prepared, transaction } from './floor.ts'
import { sha256, tables, writeAnswer, writeDocument, writeEvent, writeLeaf, writeSteps } from './records.ts'
import { indexOf, open, seal } from './sealing.ts'
import { createSessions, openSessions } from './sessions.ts'

const ownTables = `
  create table if not exists bench_floor.person (id_index bytea primary key, id uuid not null, name text not null, sealed bytea not null);
  create table if not exists bench_floor.insurance (id_index bytea primary key, insured_now boolean not null, months int not null, employer text not null);
  create table if not exists bench_floor.degree (id_index bytea primary key, level text not null, school text not null, graduated_on date not null);
  create table if not exists bench_floor.move (id_index bytea primary key, status text not null);
  create table if not exists bench_floor.read_log (
    id uuid primary key, at timestamptz not null, register text not null, subject bytea not null, reader text not null,
    fields text[] not null, purpose text not null);
  create index if not exists read_log_subject on bench_floor.read_log (subject, at desc);
  create table if not exists bench_floor.draft (id uuid primary key, id_index bytea not null, content bytea not null, at timestamptz not null);
  create index if not exists draft_owner on bench_floor.draft (id_index, at);
  create table if not exists bench_floor.facts (case_id uuid primary key, sealed bytea not null, fetched_at timestamptz not null);
  create table if not exists bench_floor.decision (id uuid primary key, case_id uuid not null, outcome text not null, record bytea not null);
  create index if not exists decision_case on bench_floor.decision (case_id);`

const registers = ['person', 'insurance', 'degree', 'move'] as const
const read = Object.fromEntries(
  registers.map((register) => [
    register,
    prepared(register, `select * from bench_floor.${register} where id_index = $1`),
  ]),
)
const insertReads = prepared(
  'reads',
  `insert into bench_floor.read_log values ${registers.map((_, row) => `(${[1, 2, 3, 4, 5, 6, 7].map((column) => `$${row * 7 + column}`).join()})`).join()}`,
)
const insertCase = prepared(
  'case',
  `insert into bench_floor."case" values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
)
const insertFacts = prepared('facts', 'insert into bench_floor.facts values ($1, $2, $3)')
const insertDraft = prepared('draft', 'insert into bench_floor.draft values ($1, $2, $3, $4)')
const findDraft = prepared('find-draft', 'select * from bench_floor.draft where id = $1')
const deleteDraft = prepared('delete-draft', 'delete from bench_floor.draft where id = $1')
const findAnswer = prepared('find-answer', 'select body from bench_floor.answer where scope = $1')
const insertDecision = prepared('decision', 'insert into bench_floor.decision values ($1, $2, $3, $4)')

/**
 * 秒批 by hand, in the same two requests as the platform's: begin reads four registers, logs that it did and keeps a draft;
 * submit uses what was read a moment ago and, in one transaction, writes every kind of row that the platform writes, with the rule in code
 * and one SM2 signature. Who asks is known by a session, and what is known of a person lies sealed: one seal for a draft, one for all facts
 * of a case. No forms, no flow, nothing configurable.
 */
export const miaopiFloor: Floor = {
  async prepare(pool) {
    await pool.query(tables)
    await pool.query(ownTables)
    for (const person of people) await addPerson(pool, person)
    await openSessions(pool, people)
    await startAfterwards(pool)
  },
  open: async (pool) => openMiaopi(pool),
}

const people = Array.from({ length: 20 }, (_, person) => `person-${person}`)

function openMiaopi(pool: pg.Pool): (call: Call) => Promise<string> {
  const whoIs = createSessions(pool)
  let next = 0

  async function factsOf(who: string, subject: Buffer, now: Date): Promise<Record<string, unknown>> {
    const found = await Promise.all(registers.map((register) => pool.query(read[register]!([subject]))))
    const line = (register: string) => [randomUUID(), now, register, subject, who, ['all'], '人才入户核准']
    await pool.query(insertReads(registers.flatMap(line)))
    const { sealed, id_index: _, ...known } = Object.assign({}, ...found.map(({ rows }) => rows[0]))
    return { ...known, ...(open(sealed) as object) }
  }

  async function begin(who: string, answers: unknown): Promise<string> {
    if (!isFilledIn(answers)) throw new Error('the answers are not those of this form')
    const now = new Date()
    const owner = indexOf(who)
    const known = await factsOf(who, owner, now)
    const id = randomUUID()
    await pool.query(insertDraft([id, owner, seal({ answers, known }), now]))
    return JSON.stringify({ id, answers, facts: known })
  }

  async function submit(who: string, id: string, key: string): Promise<string> {
    const now = new Date()
    const { rows: answered } = await pool.query(findAnswer([sha256(key)]))
    if (answered[0]) return JSON.stringify(answered[0].body)
    const { rows: drafts } = await pool.query(findDraft([id]))
    const draft = drafts[0] as { id_index: Buffer; content: Buffer } | undefined
    if (!draft?.id_index.equals(indexOf(who))) throw new Error('there is no such draft')
    const content = open(draft.content) as { answers: { path: string }; known: Record<string, unknown> }
    const { known } = content
    const age = now.getFullYear() - Number(String(known.birth_date).slice(0, 4))
    const granted = known.insured_now === true && Number(known.months) >= 1 && known.level === 'bachelor' && age <= 45
    const outcome = granted ? 'granted' : 'human'
    const person = String(known.id)
    return transaction(pool, async (client) => {
      const { rowCount } = await client.query(deleteDraft([id]))
      if (rowCount !== 1) throw new Error('there is no such draft')
      const no = `441900${Date.now()}${process.pid}${next++}`
      await client.query(
        insertCase([
          id,
          no,
          queryCode(fillRandom),
          indexOf(who.slice(-4)),
          person,
          known.name,
          'talent',
          'closed',
          outcome,
          seal(content.answers),
          '{"tokens":[]}',
          1,
          now,
          now,
        ]),
      )
      await client.query(insertFacts([id, seal(known), now]))
      await client.query(
        insertDecision([randomUUID(), id, outcome, seal({ inputs: { ...known, age }, fired: ['education'] })]),
      )
      const paper = {
        holder: person,
        caseId: id,
        operator: 'system',
        content: { name: known.name, path: content.answers.path },
      }
      const number = await writeDocument(client, paper, now)
      const steps = ['submit', 'rule', 'accept', 'grant', 'issue'].map((verb) => ({
        verb,
        name: verb,
        actor: who,
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

  return async ({ path, body, key, token }) => {
    const who = await whoIs(token)
    return path === '/begin' ? begin(who, body.answers) : submit(who, String(body.id), key)
  }
}

const paths = ['education', 'title', 'skill']

/** The form by hand: the fields that the outcome hangs on. */
function isFilledIn(answers: unknown): boolean {
  if (typeof answers !== 'object' || answers === null) return false
  const { path, placeKind, placeDivision, educationLevel } = answers as Record<string, unknown>
  return (
    paths.includes(String(path)) &&
    typeof placeKind === 'string' &&
    /^\d{12}$/.test(String(placeDivision)) &&
    typeof educationLevel === 'string'
  )
}

async function addPerson(pool: pg.Pool, person: string): Promise<void> {
  const idNumber = indexOf(person)
  await pool.query(`insert into bench_floor.person values ($1, $2, '王测试', $3) on conflict do nothing`, [
    idNumber,
    randomUUID(),
    seal({ birth_date: '1995-08-08', hukou: '430100' }),
  ])
  await pool.query(`insert into bench_floor.insurance values ($1, true, 14, '演示智造') on conflict do nothing`, [
    idNumber,
  ])
  await pool.query(
    `insert into bench_floor.degree values ($1, 'bachelor', '虚构大学', '2017-06-30') on conflict do nothing`,
    [idNumber],
  )
}
