import { isDeepStrictEqual } from 'node:util'
import type pg from 'pg'
import { type Ask, expectStatus, signInAll } from '../client.ts'
import { checkLedger } from './ledger.ts'
import type { Acknowledged, Load } from './record.ts'

export type Check = { name: string; fault?: string }

/** Procedures of the law (delivery, renewal …) have tasks beside the flow, and after the case is closed. */
const ofFlow = `t.node <> 'procedure'`

/** Everything that must hold when the storm is over. Each answers what is wrong, if anything. */
export async function checkAll(given: {
  ask: Ask
  pool: pg.Pool
  databaseUrl: string
  dataDir: string
  load: Load
}): Promise<Check[]> {
  const { ask, pool, load } = given
  const { acknowledged } = load
  const submits = acknowledged.filter(({ kind }) => kind === 'submit')
  const acts = acknowledged.filter(({ kind }) => kind === 'act')
  const numbers = submits.map(({ answer }) => answer.body.caseNo as string)
  const record = [acts.map(({ caseId }) => caseId), acts.map(({ verb }) => verb)]

  /** How many rows a query answers; a fault names some. */
  const none = async (query: string, values: unknown[] = []): Promise<string | undefined> => {
    const { rows } = await pool.query(query, values)
    return rows.length > 0 ? `${rows.length}, such as ${JSON.stringify(rows[0])}` : undefined
  }
  const same = async (query: string, wanted: number): Promise<string | undefined> => {
    const { rows } = await pool.query<{ n: number }>(query)
    return rows[0]?.n === wanted ? undefined : `${rows[0]?.n}, and not ${wanted}`
  }

  const checks: [name: string, find: () => Promise<string | undefined>][] = [
    ['no request got an answer that nothing explains', async () => load.strange[0]],
    [
      'work was done: by rule, by people, by timers',
      async () => {
        const { rows } = await pool.query(`select from cases.step where verb = 'timer' limit 1`)
        return submits.some(({ answer }) => answer.body.outcome === 'granted') && acts.length > 0 && rows.length > 0
          ? undefined
          : 'something was not'
      },
    ],
    [
      'every acknowledged submission is there by its number',
      () =>
        none(
          `select no from unnest($1::text[]) as acknowledged (no) where (select count(*) from cases."case" c where c.no = acknowledged.no) <> 1`,
          [numbers],
        ),
    ],
    [
      'no two were acknowledged under one number',
      async () => (new Set(numbers).size === numbers.length ? undefined : 'some were'),
    ],
    [
      'there is no case that was not acknowledged',
      () => same('select count(*)::int as n from cases."case"', submits.length),
    ],
    [
      'history holds every acknowledged act once, and no other act of a person',
      () =>
        none(
          `with said as (select case_id, verb, count(*) as n from unnest($1::uuid[], $2::text[]) as a (case_id, verb) group by 1, 2),
             done as (select case_id, verb, count(*) as n from cases.step
                      where actor_kind in ('citizen', 'official') and verb <> 'submit' group by 1, 2)
           select coalesce(said.case_id, done.case_id) as "caseId", coalesce(said.verb, done.verb) as verb, said.n as said, done.n as done
           from said full join done using (case_id, verb) where said.n is distinct from done.n`,
          record,
        ),
    ],
    ['each key still gives the answer it gave', () => repeatAll(ask, acknowledged)],
    ['asking again made no case', () => same('select count(*)::int as n from cases."case"', submits.length)],
    [
      'no case is without its whole history',
      () =>
        none(
          `select c.no from cases."case" c left join cases.step s on s.realm = c.realm and s.case_id = c.id group by c.no
           having count(s.seq) = 0 or min(s.seq) <> 1 or max(s.seq) <> count(s.seq) or bool_or(s.seq = 1 and s.verb <> 'submit')`,
        ),
    ],
    [
      'each case stands where the last act in its history left it',
      () =>
        none(
          `select c.no, c.status, last.status_after, last.verb from cases."case" c
           cross join lateral (select status_after, verb from cases.step s where s.realm = c.realm and s.case_id = c.id
             and (actor_kind in ('citizen', 'official') or verb = 'timer') order by seq desc limit 1) as last
           where last.verb <> 'submit' and last.status_after <> c.status`,
        ),
    ],
    [
      'an open case waits for somebody, a closed one for nobody and no timer',
      () =>
        none(
          `select c.no, c.status from cases."case" c where (c.closed_at is null)
             <> exists (select from cases.task t where t.realm = c.realm and t.case_id = c.id and t.closed_at is null and ${ofFlow})
             or (c.closed_at is not null and exists (select from cases.timer t where t.case_id = c.id))`,
        ),
    ],
    [
      'each open task says what its case is at and of, for lists',
      () =>
        none(
          `select c.no, c.status, t.node, t.status as said from cases.task t
           join cases."case" c on c.realm = t.realm and c.id = t.case_id
           where t.closed_at is null and (t.status, t.item_id) is distinct from (c.status, c.item_id)`,
        ),
    ],
    [
      'each open task is where its flow stands',
      () =>
        none(
          `select c.no, t.node, c.state from cases.task t join cases."case" c on c.realm = t.realm and c.id = t.case_id
           where t.closed_at is null and ${ofFlow} and position(to_json(t.node)::text in c.state::text) = 0`,
        ),
    ],
    [
      'no timer is lost: each has its job, each job its timer, and what was due has come',
      async () =>
        (await none(
          `select t.case_id, t.id from cases.timer t full join (
             select payload->>'caseId' as case_id, (payload->>'timer')::int as id from graphile_worker._private_jobs j
             join graphile_worker._private_tasks k on k.id = j.task_id where k.identifier = 'cases.timer') as job
           on job.case_id = t.case_id::text and job.id = t.id
           where t.id is null or (job.id is null and not exists (
             select from cases."case" c where c.realm = t.realm and c.id = t.case_id and c.suspension is not null))`,
        )) ??
        none(
          // A suspension takes its timers back and a resumption sets them anew: what was due before is due later.
          `select t.case_id, t.id from cases.timer t join unnest($1::uuid[], $2::int[]) as due (case_id, id) using (case_id, id)
           where not exists (select from cases.step s where s.case_id = t.case_id and s.verb = 'suspend')`,
          [load.due.map(({ caseId }) => caseId), load.due.map(({ timer }) => timer)],
        ),
    ],
    [
      'no timer came more often than its time',
      () =>
        none(
          `with due as (select case_id, count(*) as n from unnest($1::uuid[]) as d (case_id) group by 1)
           select s.case_id, count(*) as came, max(due.n) as due from cases.step s left join due using (case_id)
           where s.verb = 'timer' group by 1 having count(*) > coalesce(max(due.n), 0)`,
          [load.due.map(({ caseId }) => caseId)],
        ),
    ],
    [
      'no credential number, identifier or code is there twice',
      () =>
        none(
          `select type, number from credentials.credential group by realm, type, department_id, number having count(*) > 1
           union all select 'identifier', identifier from credentials.credential group by identifier having count(*) > 1
           union all select 'code', verify_code from credentials.credential group by verify_code having count(*) > 1`,
        ),
    ],
    [
      'no letter’s number is missing but those that acts cut off left to the next',
      () =>
        none(
          `select c.realm, c.type, c.department_id, sum(c.last)::int as counted, used.n as used, left_over.n as reserved
           from credentials.counter c
           cross join lateral (select count(*)::int as n from credentials.credential l where l.realm = c.realm and l.type = c.type
             and l.department_id = c.department_id and l.kind = 'letter') as used
           cross join lateral (select count(*)::int as n from credentials.reserved r where r.realm = c.realm and r.type = c.type
             and r.department_id = c.department_id) as left_over
           where c.department_id <> '' group by 1, 2, 3, 5, 6 having sum(c.last) <> used.n + left_over.n`,
        ),
    ],
    [
      'each granted case has one licence, and nobody else has',
      () =>
        none(
          `select c.no from cases."case" c left join credentials.credential l on l.case_id = c.id::text and l.kind <> 'letter'
           group by c.no, c.outcome having count(l.id) <> case when c.outcome = 'granted' then 1 else 0 end`,
        ),
    ],
    [
      'each letter that history tells of is there once, and no other',
      () =>
        none(
          `select c.no, told.n as told, sent.n as sent from cases."case" c
           cross join lateral (select count(*) as n from cases.step s where s.case_id = c.id
             and (s.data->>'kind' = 'letter' or s.data ? 'notice')) as told
           cross join lateral (select count(*) as n from credentials.credential l where l.case_id = c.id::text and l.kind = 'letter') as sent
           where told.n <> sent.n`,
        ),
    ],
    [
      'each act, of people and of timers, has one leaf in the ledger',
      () =>
        none(
          `select c.no, acts.n as acts, leaves.n as leaves from cases."case" c
           cross join lateral (select count(*) as n from cases.step s where s.case_id = c.id
             and (actor_kind in ('citizen', 'official') or verb = 'timer')) as acts
           cross join lateral (select count(*) as n from ledger.leaf l where l.realm = c.realm and l.subject = c.id::text
             and l.kind = 'case-act') as leaves
           where acts.n <> leaves.n`,
        ),
    ],
    ['the ledger verifies whole', () => checkLedger(given)],
    ['the audit chain is intact', () => auditFault(ask)],
    ['the outbox is empty', () => same('select count(*)::int as n from ground.outbox', 0)],
    [
      'each submission was told to the applicant once',
      () =>
        none(
          `select c.no from cases."case" c left join notices.notice n on n.case_id = c.id and n.kind = 'case.submit'
           group by c.no having count(n.id) <> 1`,
        ),
    ],
  ]
  const done: Check[] = []
  for (const [name, find] of checks) {
    const fault = await find().catch((error: Error) => error.message)
    done.push({ name, ...(fault === undefined ? {} : { fault }) })
  }
  return done
}

/** Sends every acknowledged request once more with its key: the answer must be the one that was given. */
async function repeatAll(ask: Ask, acknowledged: Acknowledged[]): Promise<string | undefined> {
  for (const { token, path, key, body, answer } of acknowledged) {
    const again = await ask('POST', path, { token, key, body })
    if (again.status !== answer.status || !isDeepStrictEqual(again.body, answer.body))
      return `${path}: ${answer.status} ${JSON.stringify(answer.body)}, then ${again.status} ${JSON.stringify(again.body)}`
  }
  return undefined
}

async function auditFault(ask: Ask): Promise<string | undefined> {
  const [token = ''] = await signInAll(ask, ['audit'])
  const { intact, brokenAt } = expectStatus(await ask('GET', '/api/v1/audit/check', { token }), 200)
  return intact ? undefined : `it breaks at ${brokenAt}`
}
