import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { checkLedger } from '../bench/chaos/ledger.ts'
import { type City, startCity } from '../bench/city.ts'
import { createClient } from '../bench/client.ts'
import { type Generated, generateCases } from '../bench/generate/generate.ts'
import { settlePlatform } from '../bench/scenarios/settle.ts'
import { checkCaseFile } from '../platform/support/case-files/index.ts'
import { type Person, personAt, signIn } from './client.ts'
import { act, eventually } from './people.ts'

// The cities of the bench are filled by copies of real cases: a copy must be as good as a case that people made.
describe('a city filled by the generator', () => {
  let city: City
  let made: Generated
  let pool: pg.Pool
  const people: Person[] = []

  before(async () => {
    city = await startCity()
    const { ask, close } = createClient(city.url, { connections: 2 })
    made = await generateCases({ city, ask, count: 300, seed: 7, threads: 1 })
    close()
    pool = new pg.Pool({ connectionString: city.databaseUrl, max: 1 })
    for (const index of [0, 1, 2, 3]) people.push(await signIn(city.url, `resident.${index}`))
  })
  after(async () => {
    await pool.end()
    await city.stop()
  })

  const one = async <T>(query: string): Promise<T> => (await pool.query<{ value: T }>(query)).rows[0]!.value

  test('holds as many cases as were asked for, each with its whole history', async () => {
    assert.equal(made.cases, 300)
    assert.equal(await one(`select count(*)::int as value from cases."case"`), 300 + made.walks.length)
    assert.equal(
      await one(`select count(*)::int as value from cases."case" c where not exists
        (select from cases.step s where s.case_id = c.id and s.seq = 1 and s.verb = 'submit')
        or not exists (select from cases.fact f where f.case_id = c.id)
        or not exists (select from notices.notice n where n.case_id = c.id)`),
      0,
    )
    assert.equal(
      await one(`select count(*)::int as value from cases."case" c where (c.closed_at is null) <>
        exists (select from cases.task t where t.case_id = c.id and t.closed_at is null)`),
      0,
      'an open case waits for somebody, a closed one, delivered, for nobody',
    )
    assert.ok(
      (await one<number>(`select count(*)::int as value from cases.step where verb = 'sign-for'`)) > made.walks.length,
      'what officers granted was delivered in the copies too',
    )
    assert.equal(
      await one(`select count(*)::int as value from cases.timer t where not exists (select from graphile_worker.jobs j
        where j.key = 'case:' || t.realm || ':' || t.case_id || ':timer-' || t.id and j.run_at = t.at)`),
      0,
      'each timer has its job',
    )
  })

  test('its people sign in and find their own cases, data and licences, and nobody else’s', async () => {
    let cases = 0
    for (const person of people) {
      const me = (await person.get('/me')).body
      for (const row of (await person.get('/cases?limit=50')).body.items) {
        cases++
        const { status, body } = await person.get(`/cases/${row.id}`)
        assert.equal(status, 200)
        assert.equal(body.applicant.name, me.actor.name)
        assert.equal(body.facts.find((fact: { pointer: string }) => fact.pointer === '/name').value, me.actor.name)
        for (const decision of body.decisions) {
          const replay = await person.get(`/cases/${row.id}/decisions/${decision.id}/replay`)
          assert.equal(replay.body.same, true)
        }
        assert.equal((await people[(people.indexOf(person) + 1) % 4]!.get(`/cases/${row.id}`)).status, 404)
      }
    }
    assert.ok(cases > 0)
  })

  test('a licence has a paper, its signature holds and it stands in the ledger', async () => {
    const code = await one<string>(
      `select verify_code as value from credentials.credential where number like '%G0%' and kind <> 'letter' limit 1`,
    )
    const { body } = await personAt(city.url).get(`/verifications/${code}`)
    const ok = (key: string) => body.checks.find((check: { key: string }) => check.key === key).ok
    assert.deepEqual(['key', 'record', 'identifier', 'ledger', 'head'].map(ok), [true, true, true, true, true])
  })

  test('a copy leaves its city as a case file whose every act is proven by the ledger', async () => {
    const [person] = people
    const { id } = (await person!.get('/cases?limit=50')).body.items.at(-1)
    const asked = await person!.post(`/cases/${id}/files`, { purpose: '本人留存' })
    assert.equal(asked.status, 202, JSON.stringify(asked.body))
    await eventually(async () => {
      const { body } = await person!.get(`/case-files/${asked.body.id}`)
      assert.notEqual(body.state, 'failed')
      return body.state === 'ready' ? body : undefined
    })
    const archive = await person!.get(`/case-files/${asked.body.id}/archive`)
    assert.equal(archive.status, 200)
    const { root } = (await personAt(city.url).get('/log/keys')).body
    const { checks } = checkCaseFile(archive.body as unknown as Buffer, root)
    assert.ok(checks.some(({ key }) => key === 'history'))
    assert.deepEqual(
      checks.filter(({ ok }) => !ok),
      [],
    )
  })

  test('officers go on with its open cases', async () => {
    const officer = await signIn(city.url, 'rs.slg')
    const { body } = await officer.get('/tasks?limit=50&status=submitted')
    const copy = body.items.find(
      (row: { no: string; taskName: string }) => row.no.slice(-6) >= '500000' && row.taskName === '收件审查',
    )
    const accepted = await act(officer, copy.caseId, 'accept')
    assert.deepEqual([accepted.status, accepted.body.status], [200, 'reviewing'])
  })

  test('officers find a case by the end of its number, the beginning of a name, or any part of it', async () => {
    const officer = await signIn(city.url, 'rs.slg')
    const { body } = await officer.get('/cases?limit=5')
    const wanted = body.items.at(-1) as { id: string; no: string; applicant: string; itemName: string }
    const parts = [
      wanted.no,
      wanted.no.slice(-6),
      wanted.no.slice(3, -2),
      wanted.applicant,
      wanted.applicant.slice(0, 2),
    ]
    for (const q of [...parts, wanted.applicant.slice(1), wanted.itemName.slice(1, 3)]) {
      const pages: { id: string }[] = []
      for (let cursor = ''; ; ) {
        const page = await officer.get(`/cases?limit=50&q=${encodeURIComponent(q)}${cursor}`)
        pages.push(...page.body.items)
        if (!page.body.next) break
        cursor = `&cursor=${encodeURIComponent(page.body.next)}`
      }
      assert.equal(pages.filter(({ id }) => id === wanted.id).length, 1, q)
      assert.equal(new Set(pages.map(({ id }) => id)).size, pages.length, 'each case once')
    }
    for (const q of ['%', '_', '不存在的人'])
      assert.equal((await officer.get(`/cases?q=${encodeURIComponent(q)}`)).body.items.length, 0, q)
  })

  test('a filter by status pages through all of them', async () => {
    const officer = await signIn(city.url, 'rs.slg')
    const statuses = ['submitted', 'correction-requested', 'reviewing', 'closed']
    const counts = await Promise.all(
      statuses.map(async (status) => {
        let count = 0
        for (let cursor = ''; ; ) {
          const { body } = await officer.get(`/cases?limit=50&status=${status}${cursor}`)
          assert.ok(body.items.every((row: { status: string }) => row.status === status))
          count += body.items.length
          if (!body.next) return count
          cursor = `&cursor=${encodeURIComponent(body.next)}`
        }
      }),
    )
    const all = await one<number>(`select count(*)::int as value from cases."case"`)
    assert.equal(
      counts.reduce((sum, count) => sum + count),
      all,
    )
  })

  test('the to-do list, all of it or filtered, pages through each open task once', async () => {
    const officer = await signIn(city.url, 'rs.slg')
    const walk = async (filter: string): Promise<{ caseId: string; taskId: number; status: string }[]> => {
      const rows: { caseId: string; taskId: number; status: string }[] = []
      for (let cursor = ''; ; ) {
        const { status, body } = await officer.get(`/tasks?limit=3${filter}${cursor}`)
        assert.equal(status, 200, JSON.stringify(body))
        rows.push(...body.items)
        if (!body.next) return rows
        cursor = `&cursor=${encodeURIComponent(body.next)}`
      }
    }
    const all = await walk('')
    const key = ({ caseId, taskId }: { caseId: string; taskId: number }) => `${caseId} ${taskId}`
    assert.ok(all.length > 3)
    assert.equal(new Set(all.map(key)).size, all.length)
    assert.equal((await officer.get('/tasks?limit=3')).body.total, all.length)
    const statuses = [...new Set(all.map(({ status }) => status)), 'decided']
    for (const status of statuses)
      assert.deepEqual(
        (await walk(`&status=${status}`)).map(key),
        all.filter((row) => row.status === status).map(key),
        status,
      )
    const itemId = await one<string>(`select item_id as value from cases."case" where id = '${all[0]!.caseId}'`)
    assert.equal((await walk(`&itemId=${itemId}`)).length, all.length)
    assert.equal((await walk(`&itemId=${crypto.randomUUID()}`)).length, 0)
    const { no } = (await officer.get('/tasks?limit=1')).body.items[0]
    assert.equal((await walk(`&q=${encodeURIComponent(no)}`)).length, 1)
    assert.equal(
      await one(`select count(*)::int as value from cases.task t join cases."case" c on c.realm = t.realm and c.id = t.case_id
        where t.closed_at is null and (t.status, t.item_id) is distinct from (c.status, c.item_id)`),
      0,
      'what stands at open tasks is what their cases say',
    )
  })

  test('its ledger verifies whole', async () => {
    await settlePlatform(pool)
    assert.equal(await checkLedger(city), undefined)
  })
})
