import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { createLog } from '#ground/telemetry/log.ts'
import { type DataFolder, makeDataFolder } from '#testing/data-folder.ts'
import { awaitDatabase, openDatabase, startCluster } from '../index.ts'

const log = createLog('silent')

describe('the embedded cluster', () => {
  let folder: DataFolder
  let dataDir: string
  const children: ChildProcess[] = []

  before(async () => {
    folder = await makeDataFolder()
    dataDir = folder.path
  })
  after(async () => {
    for (const child of children) child.kill('SIGKILL')
    await folder.remove()
  })

  /** Another process that runs the cluster, as a server would, and says where. */
  async function startElsewhere(): Promise<{ child: ChildProcess; url: string; pid: number }> {
    const door = new URL('../index.ts', import.meta.url).href
    const program = `import { startCluster } from '${door}'
      const { url, pid } = await startCluster({ dataDir: process.argv[1], log: { debug() {}, info() {}, warn() {}, error() {} } })
      console.log(JSON.stringify({ url, pid }))
      process.stdin.resume()`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program, dataDir], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    children.push(child)
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    return { child, ...(JSON.parse(String(line)) as { url: string; pid: number }) }
  }

  async function ask<Row>(url: string, text: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query(text)).rows as Row[]
    } finally {
      await client.end()
    }
  }

  it('makes a durable UTF-8 database in UTC, owned by a role without other powers', async () => {
    const cluster = await startCluster({ dataDir, log })
    const settings = `select current_setting('fsync') fsync, current_setting('synchronous_commit') sync,
      current_setting('timezone') zone, current_setting('server_encoding') encoding, current_setting('jit') jit,
      current_setting('listen_addresses') listens, current_user "user",
      (select rolsuper or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user) powers`
    assert.deepEqual(await ask(cluster.url, settings), [
      {
        fsync: 'on',
        sync: 'on',
        zone: 'UTC',
        encoding: 'UTF8',
        jit: 'off',
        listens: '',
        user: 'zhengtong',
        powers: false,
      },
    ])
    await cluster.stop()
    await assert.rejects(readFile(join(dataDir, 'postgres', 'postmaster.pid')), { code: 'ENOENT' })
  })

  it('refuses a second start on the same data and names who has it', async () => {
    const cluster = await startCluster({ dataDir, log })
    await assert.rejects(
      startCluster({ dataDir, log }),
      new RegExp(`is in use: process ${process.pid} runs its database`),
    )
    await awaitDatabase(cluster.url, { deadline: 0 })
    await cluster.stop()
  })

  it('lets exactly one of two starts in the same moment win', async () => {
    const starts = await Promise.allSettled([startCluster({ dataDir, log }), startCluster({ dataDir, log })])
    const won = starts.filter((start) => start.status === 'fulfilled')
    assert.equal(won.length, 1)
    for (const { value } of won) await value.stop()
  })

  it('ends what a killed server left running, and has all that was committed', async () => {
    const killed = await startElsewhere()
    await ask(killed.url, 'create table licence (id int); insert into licence values (1)')
    killed.child.kill('SIGKILL')
    await once(killed.child, 'exit')
    await awaitDatabase(killed.url, { deadline: 0 })

    const cluster = await startCluster({ dataDir, log })
    assert.notEqual(cluster.pid, killed.pid)
    assert.deepEqual(await ask(cluster.url, 'select id from licence'), [{ id: 1 }])
    await cluster.stop()
  })

  it('starts after both the server and the database were killed', async () => {
    const killed = await startElsewhere()
    await ask(killed.url, 'insert into licence values (2)')
    killed.child.kill('SIGKILL')
    process.kill(killed.pid, 'SIGKILL')
    const cluster = await startCluster({ dataDir, log })
    assert.deepEqual(await ask(cluster.url, 'select id from licence'), [{ id: 1 }, { id: 2 }])
    await cluster.stop()
  })

  it('starts when the number of a killed database now belongs to another program', async () => {
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    const killed = await startElsewhere()
    const text = await readFile(pidFile, 'utf8')
    killed.child.kill('SIGKILL')
    process.kill(killed.pid, 'SIGKILL')
    const bystander = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'])
    children.push(bystander)
    await writeFile(pidFile, text.replace(/^\d+/, String(bystander.pid)))
    const cluster = await startCluster({ dataDir, log })
    await awaitDatabase(cluster.url, { deadline: 0 })
    assert.equal(bystander.exitCode, null)
    await cluster.stop()
  })

  it('starts the database again when it is killed, and open pools go on', async () => {
    const cluster = await startCluster({ dataDir, log })
    const { pool, close } = openDatabase({ url: cluster.url, log })
    const first = cluster.pid
    await pool.query('insert into licence values (3)')
    for (let round = 0; round < 3; round++) {
      const { pid } = cluster
      process.kill(pid, 'SIGKILL')
      while (cluster.pid === pid) await new Promise((resolve) => setTimeout(resolve, 5))
      await awaitDatabase(cluster.url, { deadline: 20_000, every: 10 })
    }
    assert.notEqual(cluster.pid, first)
    assert.equal((await pool.query('select from licence')).rowCount, 3)
    await close()
    await cluster.stop()
  })
})
