import assert from 'node:assert/strict'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type DataFolder, makeDataFolder } from '../platform/testing/data-folder.ts'
import { emptyDatabase } from '../platform/testing/database.ts'
import { freePort } from './city.ts'
import { personAt, signIn } from './client.ts'
import { eventually, findItem, talentAnswers } from './people.ts'
import { type Program, runServer, stop } from './processes.ts'

/** An instant approval; its case id is acknowledged, so it must never be lost. */
async function submit(url: string): Promise<string> {
  const talent = await signIn(url, 'wang.ceshi')
  const itemId = await findItem(talent, '人才入户')
  const { body } = await talent.post('/applications', { itemId, answers: talentAnswers, confirm: ['promise'] })
  const submitted = await talent.post(`/applications/${body.id}/submit`, { consent: true })
  assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
  return submitted.body.caseId
}

async function caseIsThere(url: string, caseId: string): Promise<void> {
  const { body } = await (await signIn(url, 'wang.ceshi')).get(`/cases/${caseId}`)
  assert.deepEqual([body.status, body.outcome], ['closed', 'granted'])
}

const isReady = (url: string) =>
  fetch(`${url}/readyz`).then(
    ({ status }) => status === 200 || undefined,
    () => undefined,
  )

describe('with nothing but a folder', () => {
  let folder: DataFolder
  let server: Program
  let url: string
  const caseIds: string[] = []

  before(async () => {
    folder = await makeDataFolder()
    assert.match(folder.path, / /, 'a folder with a space in its name')
  })
  after(async () => {
    server.child.kill('SIGKILL')
    await folder.remove()
  })

  async function start(...args: string[]): Promise<void> {
    server = runServer(['--port', String(await freePort()), '--data', folder.path, ...args], { ZT_LOG: 'error' })
    url = await server.ready
  }

  const postgres = () => Number(readFileSync(join(folder.path, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

  /** A killed process whose parent has not asked after it yet is listed on Linux, and runs nothing. */
  function runs(pid: number): boolean {
    try {
      return process.platform === 'linux' ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '' : process.kill(pid, 0)
    } catch {
      return false
    }
  }

  /** Processes that work in the folder or were told of it (Linux); not the guard that clears it in the end. */
  function processesOn(path: string): string[] {
    if (process.platform !== 'linux') return []
    const read = (look: () => string) => {
      try {
        return look()
      } catch {
        return '' // it ended meanwhile, or is not ours to look at
      }
    }
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(
        (pid) =>
          `${read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))} ${read(() => readlinkSync(`/proc/${pid}/cwd`))}`,
      )
      .filter((line) => line.includes(path) && !line.includes('data-folder.ts'))
  }

  async function accounts(): Promise<string[]> {
    const { body } = await (await signIn(url, 'admin')).get('/accounts?limit=100')
    return body.items.map((each: { username: string }) => each.username)
  }

  let atFirst: string[]
  test('the first start makes a city and serves it', async () => {
    await start()
    assert.match(server.out(), /演示账号/)
    const { body } = await personAt(url).get('/demo/sign-ins')
    atFirst = await accounts()
    assert.equal(atFirst.length, body.items.length)
    caseIds.push(await submit(url))
  })

  test('a second start on the same data is refused and names the process that has it', async () => {
    const second = runServer(['--port', String(await freePort()), '--data', folder.path])
    assert.equal(await second.ended, 1)
    assert.match(second.err(), new RegExp(`is in use: process ${server.child.pid}\\b`))
    assert.doesNotMatch(second.err(), /\n\s+at /, 'a sentence, not a stack')
    assert.equal(await isReady(url), true)
  })

  test('a port that is taken is named', async () => {
    const env = {
      DATABASE_URL: readFileSync(join(folder.path, 'database.url'), 'utf8').trim(),
      ZT_MASTER_KEY_FILE: join(folder.path, 'keys', 'master.key'),
    }
    const { port } = new URL(url)
    const second = runServer(['--port', port, '--data', join(folder.path, 'other'), '--roles', 'web'], env)
    assert.equal(await second.ended, 1)
    assert.match(second.err(), new RegExp(`port ${port} of 127.0.0.1 is taken`))
    assert.doesNotMatch(second.err(), /\n\s+at /)
    assert.equal(await isReady(url), true)
  })

  test('Ctrl-C stops it in order and leaves no process', async () => {
    const database = postgres()
    assert.ok(processesOn(folder.path).length >= (process.platform === 'linux' ? 2 : 0))
    assert.equal(await stop(server), 0)
    assert.equal(runs(database), false)
    assert.deepEqual(processesOn(folder.path), [])
    await assert.rejects(fetch(`${url}/healthz`))
  })

  test('the next start, with two web processes, has the same people and cases, each once', async () => {
    await start('--workers', '2')
    assert.deepEqual(await accounts(), atFirst)
    for (const caseId of caseIds) await caseIsThere(url, caseId)
    caseIds.push(await submit(url))
  })

  test('whichever process is asked for figures, it tells those of all', async () => {
    const answered = async () => {
      const response = await fetch(`${url}/metrics`, { headers: { connection: 'close' } })
      const text = await response.text()
      const counts = [...text.matchAll(/^zt_http_request_seconds_count\{.*route="\/healthz".*\} (\d+)$/gm)]
      return counts.reduce((sum, [, count]) => sum + Number(count), 0)
    }
    const before = await answered()
    // Each on a connection of its own, so that both web processes get some.
    for (let asked = 0; asked < 6; asked++) await fetch(`${url}/healthz`, { headers: { connection: 'close' } })
    for (let asked = 0; asked < 4; asked++) assert.equal(await answered(), before + 6)
  })

  test('a web process that dies is replaced while the others serve', async () => {
    if (process.platform !== 'linux') return
    const children = () =>
      readFileSync(`/proc/${server.child.pid}/task/${server.child.pid}/children`, 'utf8').trim().split(' ').map(Number)
    const web = children().filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('main.ts'))
    assert.equal(web.length, 2)
    process.kill(web[0]!, 'SIGKILL')
    caseIds.push(await eventually(() => submit(url).catch(() => undefined)))
    const replaced = await eventually(async () => {
      const now = children().filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('main.ts'))
      return now.length === 2 && !now.includes(web[0]!) ? now : undefined
    })
    assert.ok(replaced.includes(web[1]!))
  })

  test('kill -9 of the server: the next start ends what was left and has all that was acknowledged', async () => {
    const orphan = postgres()
    server.child.kill('SIGKILL')
    await server.ended
    await start()
    assert.notEqual(postgres(), orphan)
    assert.equal(runs(orphan), false)
    for (const caseId of caseIds) await caseIsThere(url, caseId)
    assert.deepEqual(await accounts(), atFirst)
  })

  test('kill -9 of the database while serving: it comes back, and nothing acknowledged is lost', async () => {
    const killed = postgres()
    process.kill(killed, 'SIGKILL')
    await eventually(async () => ((await isReady(url)) && postgres() !== killed) || undefined)
    for (const caseId of caseIds) await caseIsThere(url, caseId)
    await submit(url)
    assert.equal(await stop(server, 'SIGTERM'), 0)
    assert.deepEqual(processesOn(folder.path), [])
  })
})

describe('roles apart on one database', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>
  let folder: DataFolder
  const running: Program[] = []

  before(async () => {
    database = await emptyDatabase()
    folder = await makeDataFolder()
  })
  after(async () => {
    for (const server of running) await stop(server)
    await database.close()
    await folder.remove()
  })

  test('a web process serves, and what is work waits for the worker, which then does it', async () => {
    const env = { DATABASE_URL: database.url, ZT_DATA: folder.path, ZT_LOG: 'error' }
    const web = runServer(['--port', String(await freePort()), '--roles', 'web'], env)
    running.push(web)
    const url = await web.ready
    const caseId = await submit(url)
    const talent = await signIn(url, 'wang.ceshi')
    const { body } = await talent.get(`/credentials?caseId=${caseId}`)
    const proofOf = async () => (await talent.get(`/credentials/${body.items[0].id}/bundle`)).body.proof
    assert.equal(await proofOf(), undefined, 'nobody orders the log yet')
    assert.deepEqual((await talent.get('/me/notices')).body.items, [])

    const worker = runServer(['--roles', 'worker'], env)
    running.push(worker)
    await eventually(proofOf)
    await eventually(async () => (await talent.get('/me/notices')).body.items[0])
    assert.equal(worker.out(), '', 'a worker has no address to tell')
  })
})
