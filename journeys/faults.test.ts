import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { type DataFolder, makeDataFolder } from '../platform/testing/data-folder.ts'
import { emptyDatabase } from '../platform/testing/database.ts'
import { freePort } from './city.ts'
import { type Person, signIn } from './client.ts'
import { beside, breakableDatabase, type SmallDisk, settableClock, smallDisk, timersOf, within } from './faults.ts'
import { act, findItem, talentAnswers } from './people.ts'
import { type Program, runServer, stop } from './processes.ts'

const day = 86_400

/** Applies: with a degree from abroad the case waits at the intake desk under a timer of five working days. */
async function apply(person: Person, abroad: boolean, key = randomUUID()) {
  const itemId = await findItem(person, '人才入户')
  const { body } = await person.post('/applications', {
    itemId,
    answers: { ...talentAnswers, abroad },
    confirm: ['promise'],
  })
  const submitted = await person.post(`/applications/${body.id}/submit`, { consent: true }, { 'idempotency-key': key })
  assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
  return submitted.body as { caseId: string; caseNo: string; status: string }
}

async function ready(url: string): Promise<Record<string, string> & { status: string }> {
  return (await fetch(`${url}/readyz`)).json() as Promise<Record<string, string> & { status: string }>
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
}

/** A server on a database and a folder of its own, with what it says in its log. */
function platformOn(own: { databaseUrl: () => string; env?: Record<string, string> }) {
  let folder: DataFolder
  let server: Program
  return {
    async start(): Promise<string> {
      folder ??= await makeDataFolder()
      const env = { DATABASE_URL: own.databaseUrl(), ZT_LOG: 'warn', ZT_RATE_LIMIT: '100000', ...own.env }
      server = runServer(['--port', String(await freePort()), '--data', folder.path], env)
      return server.ready
    },
    server: () => server,
    log: () => server.err(),
    async end(): Promise<void> {
      if (server && server.child.exitCode === null && server.child.signalCode === null) await stop(server, 'SIGTERM')
      await folder?.remove()
    },
  }
}

describe('the clock of the machine is set', () => {
  const holdSeconds = 6
  // What the machine takes for today; the city is made on that day, so that the day before knows it too.
  const today = 5 * day
  let clock: Awaited<ReturnType<typeof settableClock>>
  let database: Awaited<ReturnType<typeof emptyDatabase>>
  let platform: ReturnType<typeof platformOn>
  let url: string
  let waiting: string
  const numbers: string[] = []

  before(async () => {
    clock = await settableClock()
    await clock.set(today - 3 * day)
    database = await emptyDatabase()
    platform = platformOn({
      databaseUrl: () => database.url,
      env: { ...clock.env, ZT_CLOCK_HOLD: String(holdSeconds) },
    })
    url = await platform.start()
    await clock.set(today)
    await stop(platform.server(), 'SIGTERM')
    url = await platform.start()
    const opened = await apply(await signIn(url, 'chu.xugou'), true)
    waiting = opened.caseId
    numbers.push(opened.caseNo)
  })
  after(async () => {
    await platform.end()
    await database.close()
    await clock.remove()
  })

  test('a month forward: the operator is told, and what runs out by law waits until somebody has looked', async () => {
    await clock.set(today + 30 * day)
    await within(10, 'the leap is seen', async () => (await ready(url)).clock === 'leapt')
    assert.match(platform.log(), /the clock of this machine was set; check it/)
    assert.match(platform.log(), /timers wait, in case the clock is wrong/)
    assert.ok((await metric(url, 'zt_clock_leaps')) >= 1)
    assert.ok((await metric(url, 'zt_clock_off_seconds')) > 29 * day)
    await sleep(2500)
    assert.deepEqual(await timersOf(database.url, waiting), {
      fired: 0,
      set: 1,
      jobs: 1,
      status: 'submitted',
      last: 'submitted',
    })
  })

  test('work goes on meanwhile, with numbers of that day', async () => {
    const opened = await apply(await signIn(url, 'wang.ceshi'), false)
    assert.equal(opened.status, 'closed')
    numbers.push(opened.caseNo)
  })

  test('set right in time: all is as before, and no licence waits for the moment that was wrong', async () => {
    await clock.set(today)
    await within(10, 'the clock is right', async () => (await ready(url)).clock === 'ok')
    await sleep(1000 * holdSeconds)
    assert.equal((await timersOf(database.url, waiting)).fired, 0)

    const talent = await signIn(url, 'wang.ceshi')
    const opened = await apply(talent, false)
    numbers.push(opened.caseNo)
    const { body } = await talent.get(`/credentials?caseId=${opened.caseId}`)
    await within(10, 'a head is signed', async () => {
      const bundle = await talent.get(`/credentials/${body.items[0].id}/bundle`)
      return bundle.body.proof
    })
    const seen = await (await signIn(url, 'rs.slg')).get(`/cases/${waiting}`)
    for (const each of seen.body.clocks) assert.ok((each.used ?? 0) >= 0, JSON.stringify(each))
  })

  test('two days back: sessions live on, numbers stay unique, officers act', async () => {
    const officer = await signIn(url, 'rs.slg')
    const talent = await signIn(url, 'wang.ceshi')
    await clock.set(today - 2 * day)
    await within(10, 'the leap is seen', async () => (await ready(url)).clock === 'leapt')

    assert.equal((await officer.get('/tasks')).status, 200)
    numbers.push((await apply(talent, false)).caseNo)
    const other = await apply(await signIn(url, 'chu.xugou'), true)
    numbers.push(other.caseNo)
    assert.equal((await act(officer, other.caseId, 'accept')).body.status, 'reviewing')
    await clock.set(today)
    await within(10, 'the clock is right', async () => (await ready(url)).clock === 'ok')
    const { body } = await (await signIn(url, 'rs.shg')).get(`/cases/${other.caseId}`)
    assert.equal(body.status, 'reviewing')
    for (const each of body.clocks) assert.ok((each.used ?? 0) >= 0, JSON.stringify(each))
    assert.equal((await act(await signIn(url, 'rs.shg'), other.caseId, 'propose', { reason: '可以' })).status, 200)
    assert.equal(new Set(numbers).size, numbers.length)
  })

  test('forward and left so: after the wait every timer runs, once', async () => {
    await clock.set(today + 30 * day)
    await within(holdSeconds + 20, 'the timer runs', async () => (await timersOf(database.url, waiting)).fired === 1)
    const now = await timersOf(database.url, waiting)
    assert.deepEqual([now.fired, now.set, now.status], [1, 0, 'reviewing'], 'accepted by silence, 行政许可法第32条')
    const seen = await (await signIn(url, 'chu.xugou')).get(`/cases/${waiting}`)
    assert.ok(JSON.stringify(seen.body).includes('视为受理'))
  })
})

describe('a worker is killed in a timer', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>
  let platform: ReturnType<typeof platformOn>
  after(async () => {
    await platform.end()
    await database.close()
  })

  test('the timer runs again in another process, soon and once, and the operator is told', async () => {
    database = await emptyDatabase()
    platform = platformOn({ databaseUrl: () => database.url })
    const { caseId } = await apply(await signIn(await platform.start(), 'chu.xugou'), true)

    await beside(database.url, async (client) => {
      // Its time has come, but we hold the case: the timer is taken and waits.
      await client.query('begin')
      await client.query('select from cases."case" where id = $1 for update', [caseId])
      await beside(database.url, (other) =>
        other.query(`update graphile_worker._private_jobs set run_at = now() where key like '%' || $1 || '%'`, [
          caseId,
        ]),
      )
      await within(10, 'the timer is taken', async () => {
        const { rows } = await client.query(
          `select from graphile_worker.jobs where key like '%' || $1 || '%' and locked_by is not null`,
          [caseId],
        )
        return rows.length === 1
      })
      platform.server().child.kill('SIGKILL')
      await platform.server().ended
      await client.query('rollback')
    })
    assert.equal((await timersOf(database.url, caseId)).status, 'submitted', 'nothing half done')

    await platform.start()
    await within(45, 'the timer runs', async () => (await timersOf(database.url, caseId)).fired > 0)
    await sleep(2000)
    const now = await timersOf(database.url, caseId)
    assert.deepEqual([now.fired, now.set, now.jobs, now.status], [1, 0, 0, 'reviewing'])
    assert.match(platform.log(), /jobs of a process that is gone are done again/)
  })
})

describe('the database is gone', () => {
  const goneSeconds = Number(process.env.ZT_TEST_GONE_SECONDS ?? 12)
  let database: Awaited<ReturnType<typeof emptyDatabase>>
  let way: Awaited<ReturnType<typeof breakableDatabase>>
  let platform: ReturnType<typeof platformOn>
  let url: string
  let talent: Person

  before(async () => {
    database = await emptyDatabase()
    way = await breakableDatabase(database.url)
    platform = platformOn({ databaseUrl: () => way.url })
    url = await platform.start()
    talent = await signIn(url, 'wang.ceshi')
  })
  after(async () => {
    await platform.end()
    await way.close()
    await database.close()
  })

  for (const mode of ['refused', 'silent'] as const)
    test(`${mode}: people are told what was kept, it recovers by itself, timers are caught up`, async () => {
      const { caseId } = await apply(await signIn(url, 'chu.xugou'), true)
      const itemId = await findItem(talent, '人才入户')
      const answers = { itemId, answers: talentAnswers, confirm: ['promise'] }
      const { body: begun } = await talent.post('/applications', answers)
      await beside(database.url, (client) =>
        client.query(
          `update graphile_worker._private_jobs set run_at = now() + interval '3 seconds' where key like '%' || $1 || '%'`,
          [caseId],
        ),
      )
      way.set(mode)
      const gone = performance.now()
      const headers = { 'idempotency-key': `gone-${mode}-${begun.id}` }
      const asked = [
        talent.post(`/applications/${begun.id}/submit`, { consent: true }, headers),
        talent.get('/cases'),
        signIn(url, 'slg').then(
          () => assert.fail('nobody signs in without a database'),
          (error: Error) => ({
            status: Number(/: (\d+) /.exec(error.message)?.[1]),
            body: undefined,
            headers: undefined,
          }),
        ),
      ]
      const [submitted, ...others] = await Promise.all(asked)
      assert.equal(submitted!.status, 503)
      assert.equal(submitted!.headers!.get('content-type')?.split(';')[0], 'application/problem+json')
      assert.ok(Number(submitted!.headers!.get('retry-after')) > 0)
      assert.equal(submitted!.body.code, 'http.database-lost')
      assert.match(submitted!.body.title, /还在/)
      for (const { status } of others) assert.equal(status, 503)
      const down = await fetch(`${url}/readyz`)
      assert.deepEqual([down.status, ((await down.json()) as { database: string }).database], [503, 'down'])
      assert.equal((await fetch(`${url}/healthz`)).status, 200)
      assert.equal((await fetch(`${url}/metrics`)).status, 200)
      assert.equal((await fetch(`${url}/openapi.json`)).status, 200, 'what needs no database is still served')
      assert.match(platform.log(), /database/i, 'the operator is told')

      await sleep(Math.max(0, 1000 * goneSeconds - (performance.now() - gone)))
      way.set('open')
      await within(20, 'ready again', async () => (await ready(url)).status === 'ready')
      const again = await talent.post(`/applications/${begun.id}/submit`, { consent: true }, headers)
      assert.equal(again.status, 201, JSON.stringify(again.body))
      const twice = await talent.post(`/applications/${begun.id}/submit`, { consent: true }, headers)
      assert.deepEqual(twice.body, again.body)

      await within(60, 'the timer is caught up', async () => (await timersOf(database.url, caseId)).fired > 0)
      assert.equal((await timersOf(database.url, caseId)).fired, 1)
      await within(20, 'events are heard', async () => {
        const { body } = await talent.get('/me/notices?limit=50')
        return body.items.some((each: { body: string }) => each.body.includes(again.body.caseNo))
      })
      assert.equal(platform.server().child.exitCode, null, 'the same process all the time')
      await within(20, 'nothing is half done', () => beside(database.url, isWhole))
    })
})

describe('the disk is full', () => {
  let disk: SmallDisk | undefined
  let server: Program
  let url: string
  const acknowledged: { caseId: string; caseNo: string }[] = []

  after(async () => {
    if (server && server.child.exitCode === null) await stop(server, 'SIGTERM')
    await disk?.remove()
  })

  test('who applies is told; when there is room again all goes on by itself, and nothing is lost or half done', async (t) => {
    disk = await smallDisk(900)
    if (!disk) return t.skip('a file system of its own can be mounted by root only')
    const full = disk
    const env = { ZT_LOG: 'warn', ZT_RATE_LIMIT: '100000' }
    server = runServer(['--port', String(await freePort()), '--data', full.path], env)
    url = await server.ready
    const talent = await signIn(url, 'wang.ceshi')
    acknowledged.push(await apply(talent, false))
    const { caseId: waiting } = await apply(await signIn(url, 'chu.xugou'), true)
    const databaseUrl = (await readFile(`${full.path}/database.url`, 'utf8')).trim()
    const soon = `update graphile_worker._private_jobs set run_at = now() + interval '5 seconds' where key like '%' || $1 || '%'`
    await beside(databaseUrl, (client) => client.query(soon, [waiting]))

    await full.fill(2 * 1024 * 1024)
    await within(10, 'the operator is told', async () => (await ready(url)).disk === 'full')
    assert.match(server.err(), /the disk is nearly full: make room/)
    assert.ok((await metric(url, 'zt_disk_free_bytes')) < 64 * 1024 * 1024)

    const itemId = await findItem(talent, '人才入户')
    const begin = () => talent.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
    const refused = await within(180, 'the disk is felt', async () => {
      for (let tries = 0; tries < 50; tries++) {
        const begun = await begin()
        if (begun.status !== 201) return begun
        const submitted = await talent.post(`/applications/${begun.body.id}/submit`, { consent: true })
        if (submitted.status !== 201) return submitted
        acknowledged.push(submitted.body)
      }
      return undefined
    })
    assert.equal(refused.status, 503, JSON.stringify(refused.body))
    assert.ok(
      ['http.disk-full', 'http.database-lost', 'files.store-down'].includes(refused.body.code),
      refused.body.code,
    )
    assert.match(refused.body.title, /还在/)
    assert.ok(Number(refused.headers.get('retry-after')) > 0)

    await full.clear()
    await within(60, 'it serves again', async () => (await ready(url)).status === 'ready')
    acknowledged.push(await within(30, 'people apply again', () => apply(talent, false)))
    for (const { caseId } of acknowledged) {
      const { body } = await talent.get(`/cases/${caseId}`)
      assert.deepEqual([body.status, body.outcome], ['closed', 'granted'])
    }
    assert.equal(new Set(acknowledged.map(({ caseNo }) => caseNo)).size, acknowledged.length)
    await within(60, 'the timer that came meanwhile is not lost', async () => {
      const { fired, set, status } = await timersOf(databaseUrl, waiting)
      return fired === 1 && set === 0 && status === 'reviewing'
    })
    await within(20, 'nothing is half done, the ledger is in order', () => beside(databaseUrl, isWhole))
  })
})

/** Whatever was granted has its licence; every act its leaf, every history its submission; a row is where its last act left it. */
async function isWhole(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ whole: boolean }>(`select
    (select count(*) from cases."case" where outcome = 'granted')
      = (select count(*) from credentials.credential where kind <> 'letter')
    and (select count(*) from ledger.leaf where kind = 'case-act')
      = (select count(distinct (case_id, at)) from cases.step)
    and not exists (select from cases."case" c where not exists
      (select from cases.step s where s.case_id = c.id and s.seq = 1 and s.verb = 'submit'))
    and not exists (select from cases."case" c cross join lateral (
      select status_after, verb from cases.step s where s.case_id = c.id
        and (actor_kind in ('citizen', 'official') or verb = 'timer') order by seq desc limit 1) as last
      where last.verb <> 'submit' and last.status_after <> c.status)
    and not exists (select from ledger.pending) as whole`)
  return rows[0]!.whole
}
