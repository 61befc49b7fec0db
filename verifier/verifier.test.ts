import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { tilesOf, writeTilePath } from '../platform/kernel/tlog/tile.ts'
import { type EvidenceStage, openEvidenceStage } from '../platform/testing/evidence-stage.ts'

const run = promisify(execFile)
const content = '合同正文（演示）'

// The program is built into one file and run in an empty folder: nothing of the platform is near it.
describe('the offline verifier', () => {
  let stage: EvidenceStage
  let witness: EvidenceStage
  let folder: string
  let program: string
  let receipt: Record<string, unknown>
  let keys: { log: string; witness: string }
  let witnessKey: string

  const verify = async (...args: string[]) => {
    const ended = await run(process.execPath, [program, ...args], { cwd: folder, env: {} }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        said: error.stdout + error.stderr,
      }),
    )
    return ended
  }
  const keep = async (name: string, value: unknown) => {
    const file = join(folder, name)
    await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value))
    return file
  }
  const jsonFrom = async (url: string) => (await fetch(url)).json() as Promise<Record<string, unknown>>

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zt-verifier-'))
    program = join(folder, 'zt-verifier.mjs')
    const rolldown = join(dirname(createRequire(import.meta.url).resolve('rolldown/package.json')), 'bin/cli.mjs')
    const main = fileURLToPath(new URL('main.ts', import.meta.url))
    await run(process.execPath, [rolldown, main, '--platform', 'node', '--file', program])

    stage = await openEvidenceStage('441900')
    witness = await openEvidenceStage('town')
    keys = (await jsonFrom(`${stage.url}/log/note-keys`)) as typeof keys
    witnessKey = ((await jsonFrom(`${witness.url}/log/note-keys`)) as typeof keys).witness
    const { readNoteKey } = await import('../platform/kernel/tlog/note.ts')
    await witness.reopen({ logs: [{ origin: keys.log.split('+')[0]!, key: readNoteKey(keys.log)! }] })
    await stage.reopen({ witnesses: [{ url: `${witness.url}/log/witness`, key: readNoteKey(witnessKey)! }] })
    const { channels, clients, anchors, checkpoints } = stage.evidence()
    const steps = [{ key: 'signed', name: '签订' }]
    await channels.open(stage.admin, { key: 'contracts', name: '合同存证', purpose: '合同签订留痕', steps })
    const { apiKey } = await clients.admit(stage.admin, { name: '合同系统', channels: ['contracts'] })
    const client = await clients.whose('441900', `Bearer ${apiKey}`)
    const items = Array.from({ length: 300 }, (_, i) => ({
      algorithm: 'SM3' as const,
      digest: createHash('sm3')
        .update(i === 0 ? content : `另一份 ${i}`)
        .digest('hex'),
    }))
    const [first] = await anchors.anchor('441900', client, { channel: 'contracts', step: 'signed', items })
    await stage.sequence()
    await checkpoints.askWitnesses('441900')
    receipt = await jsonFrom(`${stage.url}/api/v1/evidence/anchors/${first!.statement.id}/receipt`)
    await keep('root.json', await jsonFrom(`${stage.url}/log/keys`))
    await keep('receipt.json', receipt)
    await keep('content.txt', content)
  })
  after(async () => {
    await stage?.close()
    await witness?.close()
    await rm(folder, { recursive: true })
  })

  it('says of a receipt that it holds: root, file, place in the log, head, witness', async () => {
    const args = ['receipt', 'receipt.json', '--root', 'root.json', '--content', 'content.txt', '--witness', witnessKey]
    const { code, said } = await verify(...args)
    assert.equal(code, 0, said)
    assert.equal(said.match(/✓/g)?.length, 5)
  })

  const forged: [string, (whole: Record<string, Record<string, unknown>>) => unknown][] = [
    ['another step', (r) => ({ ...r, statement: { ...r.statement, step: 'broken' } })],
    ['another time', (r) => ({ ...r, statement: { ...r.statement, at: '2020-01-01T00:00:00.000Z' } })],
    ['another place', (r) => ({ ...r, proof: { ...r.proof, position: 7 } })],
    ['another root of the tree', (r) => ({ ...r, head: { ...r.head, root: '00'.repeat(32) } })],
    ['another time of the head', (r) => ({ ...r, head: { ...r.head, at: '2020-01-01T00:00:00.000Z' } })],
    ['another log key', (r) => ({ ...r, logKey: { ...r.logKey, signature: '3006020101020101' } })],
    ['another root', (r) => ({ ...r, root: { ...r.root, keyId: 'ffffffffffffffff' } })],
  ]
  for (const [what, forge] of forged)
    it(`finds out ${what}`, async () => {
      await keep('forged.json', forge(receipt as Record<string, Record<string, unknown>>))
      const { code, said } = await verify('receipt', 'forged.json', '--root', 'root.json')
      assert.equal(code, 1, said)
      assert.match(said, /✗/)
    })

  it('finds out another file, and a witness that saw nothing', async () => {
    await keep('other.txt', '改过的正文')
    assert.equal((await verify('receipt', 'receipt.json', '--root', 'root.json', '--content', 'other.txt')).code, 1)
    assert.equal((await verify('receipt', 'receipt.json', '--root', 'root.json', '--witness', keys.witness)).code, 1)
  })

  it('rebuilds a whole log from the web and from a copy, and finds a changed entry in the copy', async () => {
    const key = ['--key', keys.log, '--witness', witnessKey]
    assert.equal((await verify('log', `${stage.url}/log`, ...key)).code, 0)
    const copy = join(folder, 'copy')
    const paths = tilesOf(300).flatMap((tile) => [
      `tile/${writeTilePath(tile)}`,
      ...(tile.level === 0 ? [`tile/${writeTilePath({ ...tile, level: 'entries' })}`] : []),
    ])
    for (const path of ['checkpoint', ...paths]) {
      await mkdir(dirname(join(copy, path)), { recursive: true })
      await writeFile(join(copy, path), Buffer.from(await (await fetch(`${stage.url}/log/${path}`)).arrayBuffer()))
    }
    assert.equal((await verify('log', copy, ...key)).code, 0)
    const entries = join(copy, 'tile/entries/000')
    const changed = Buffer.from(await (await fetch(`${stage.url}/log/tile/entries/000`)).arrayBuffer())
    changed[40]! ^= 1
    await writeFile(entries, changed)
    const { code, said } = await verify('log', copy, ...key)
    assert.equal(code, 1)
    assert.match(said, /✗ 300 条记录得出同一个树根/)
  })

  it('refuses what it cannot read, in one sentence', async () => {
    await keep('nonsense.json', '[]')
    for (const args of [
      ['receipt', 'nowhere.json'],
      ['receipt', 'nonsense.json'],
      ['log', 'x'],
      [],
      ['log', 'x', '--key', 'y'],
    ]) {
      const { code, said } = await verify(...args)
      assert.equal(code, 2)
      assert.ok(!said.includes('    at '))
    }
  })
})
