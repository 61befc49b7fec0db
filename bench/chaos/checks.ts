import { isDeepStrictEqual } from 'node:util'
import type pg from 'pg'
import { type Ask, expectStatus, signInAll } from '../client.ts'
import type { Acknowledged, Load } from './drivers.ts'
import { checkLedger } from './ledger.ts'

export type Check = { name: string; fault?: string }

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
  const accepts = acknowledged.filter(({ kind }) => kind === 'accept')
  const numbers = submits.map(({ answer }) => answer.body.caseNo as string)
  const approved = submits.filter(({ answer }) => answer.body.outcome === 'granted')

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
      'work was done, by rule and by officers',
      async () => (approved.length > 0 && accepts.length > 0 ? undefined : 'none was'),
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
    ['each key still gives the answer it gave', () => repeatAll(ask, acknowledged)],
    ['asking again made no case', () => same('select count(*)::int as n from cases."case"', submits.length)],
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
      'each granted case has one licence, and nobody else has',
      () =>
        none(
          `select c.no from cases."case" c left join credentials.credential l on l.case_id = c.id::text and l.kind <> 'letter'
           group by c.no, c.outcome having count(l.id) <> case when c.outcome = 'granted' then 1 else 0 end`,
        ),
    ],
    [
      'each accepted case has one letter',
      () => same(`select count(*)::int as n from credentials.credential where kind = 'letter'`, accepts.length),
    ],
    [
      'no case is without its whole history',
      () =>
        none(
          `select c.no from cases."case" c left join cases.step s on s.realm = c.realm and s.case_id = c.id group by c.no
           having count(s.seq) = 0 or min(s.seq) <> 1 or max(s.seq) <> count(s.seq) or bool_or(s.seq = 1 and s.verb <> 'submit')`,
        ),
    ],
    [
      'each act has one leaf in the ledger',
      () => same(`select count(*)::int as n from ledger.leaf where kind = 'case-act'`, acknowledged.length),
    ],
    ['the ledger verifies whole', () => checkLedger(given)],
    ['the audit chain is intact', () => auditFault(ask)],
    ['the outbox is empty', () => same('select count(*)::int as n from ground.outbox', 0)],
    [
      'each act was told to the applicant once',
      () => same('select count(*)::int as n from notices.notice', acknowledged.length),
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
