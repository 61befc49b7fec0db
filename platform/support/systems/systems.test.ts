import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Refusal } from '#kernel/errors.ts'
import { createAskSystem, readSystems, type System } from './index.ts'

const simulator = fileURLToPath(new URL('../../testing/system-simulator.ts', import.meta.url))
const secret = randomBytes(32).toString('base64')
let child: ChildProcess
let folder: string
let police: System

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zt-systems-'))
  const answers = join(folder, 'answers.json')
  await writeFile(
    answers,
    JSON.stringify([
      { when: { name: '沉默' }, silent: true },
      { when: { name: '有事' }, answer: { verdict: 'check' } },
      { answer: { verdict: 'clear', reference: 'GA-1' } },
    ]),
  )
  child = spawn(process.execPath, [simulator, '--key', 'zt', '--secret', secret, '--answers', answers], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string]
  police = { name: '公安（模拟）', url: `${line.replace('ready ', '')}/checks`, keyId: 'zt', secret, simulated: true }
})
after(async () => {
  child.kill('SIGTERM')
  await once(child, 'exit')
  await rm(folder, { recursive: true })
})

const ask = (system: Partial<System>, name: string, clock = () => new Date(), newNonce: () => string = randomUUID) =>
  createAskSystem({ systems: { police: { ...police, ...system } }, clock, newNonce })({
    system: 'police',
    id: `c-${name}`,
    question: { name },
  })
const refusedAs = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('a question is asked signed, and the answer is theirs, and says that it is simulated', async () => {
  assert.deepEqual(await ask({}, '张试办'), { verdict: 'clear', reference: 'GA-1', simulated: true })
  assert.deepEqual(await ask({ simulated: false }, '有事'), { verdict: 'check' })
})

test('silence may pass: the queue asks again', async () => {
  await assert.rejects(ask({}, '沉默'), refusedAs('systems.silent'))
  await assert.rejects(ask({ url: 'http://127.0.0.1:1/' }, '张试办'), refusedAs('systems.silent'))
})

test('a wrong key, an old clock and a nonce used twice are turned away by the other side', async () => {
  await assert.rejects(ask({ secret: randomBytes(32).toString('base64') }, '张试办'), refusedAs('systems.refused'))
  await assert.rejects(ask({ keyId: 'other' }, '张试办'), refusedAs('systems.refused'))
  await assert.rejects(
    ask({}, '张试办', () => new Date(Date.now() - 600_000)),
    refusedAs('systems.refused'),
  )
  await ask({}, '张试办', undefined, () => 'the-same')
  await assert.rejects(
    ask({}, '张试办', undefined, () => 'the-same'),
    refusedAs('systems.refused'),
  )
})

test('a system that is not connected is said so', async () => {
  const none = createAskSystem({ systems: {}, clock: () => new Date(), newNonce: randomUUID })
  await assert.rejects(none({ system: 'tax', id: 'c', question: {} }), refusedAs('systems.not-connected'))
})

test('the file of systems: none named is none; production takes no simulator and no plain HTTP', async () => {
  assert.deepEqual(await readSystems({ profile: 'production' }), {})
  const systemsFile = join(folder, 'systems.json')
  await writeFile(systemsFile, JSON.stringify({ police }))
  assert.deepEqual(Object.keys(await readSystems({ systemsFile, profile: 'demo' })), ['police'])
  await assert.rejects(readSystems({ systemsFile, profile: 'production' }), /https/)
  await writeFile(systemsFile, JSON.stringify({ police: { ...police, url: 'https://ga.example/checks' } }))
  await assert.rejects(readSystems({ systemsFile, profile: 'production' }), /simulator/)
  await writeFile(systemsFile, JSON.stringify({ police: { ...police, secret: 'short' } }))
  await assert.rejects(readSystems({ systemsFile, profile: 'demo' }), /ZT_SYSTEMS/)
})
