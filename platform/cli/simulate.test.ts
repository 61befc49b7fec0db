import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sharedKey } from '#kernel/http-signatures/index.ts'
import { createHttpProvince } from '#nets/service/exchange/index.ts'
import { createHttpArchive } from '#support/archives/index.ts'
import { readProviderSettings } from '#support/messages/index.ts'
import { simulateCommand } from './simulate.ts'

test('a simulated province says that it is one, takes signed batches and ends when told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zt-simulate-'))
  const keyFile = join(folder, 'province.key')
  const args = ['simulate', 'province', '--port', '0', '--key-file', keyFile, '--json']
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { url, simulator } = JSON.parse(line)
  assert.equal(simulator, true)
  const secret = Buffer.from(await readFile(keyFile, 'utf8'), 'hex')
  let used = 0
  const send = (key: Buffer) =>
    createHttpProvince({
      ...{ url, key: sharedKey('441900', key) },
      now: () => new Date(),
      nonce: () => `nonce-${used++}`,
    })
  const row = { row_key: 'N1', project_no: 'N1', cd_operation: 'I' }
  const batch = (no: string) => ({ no, body: Buffer.from(JSON.stringify({ batch: no, tables: { payment: [row] } })) })
  assert.deepEqual(await send(secret).send(batch('B1')), { batch: 'B1', refused: [] })
  await assert.rejects(send(Buffer.alloc(32, 1)).send(batch('B2')), /401.*模拟/)
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  await rm(folder, { recursive: true, force: true })
})

test('a simulated archive says that it is one, and refuses what is no package with the rule', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zt-simulate-'))
  const keyFile = join(folder, 'archive.key')
  const args = ['simulate', 'archive', '--port', '0', '--key-file', keyFile, '--json']
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { url, simulator } = JSON.parse(line)
  assert.equal(simulator, true)
  const secret = Buffer.from(await readFile(keyFile, 'utf8'), 'hex')
  let used = 0
  const house = (key: Buffer) =>
    createHttpArchive({ url, key: sharedKey('441900', key), now: () => new Date(), nonce: () => `nonce-${used++}` })
  const id = '01890000-0000-7000-8000-000000000000'
  assert.equal(await house(secret).ask(id), undefined)
  const said = await house(secret).handOver(id, Buffer.from('no package'))
  assert.ok(said.status === 'refused' && said.reasons[0]?.rule === 'I0')
  await assert.rejects(house(Buffer.alloc(32, 1)).handOver(id, Buffer.from('x')), /401.*模拟/)
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  await rm(folder, { recursive: true, force: true })
})

test('a wrong command tells how it is used', async () => {
  const said: string[] = []
  const io = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) }
  assert.equal(await simulateCommand.run(['moon'], io), 2)
  assert.equal(await simulateCommand.run(['province', '--help'], io), 0)
  assert.ok(said.every((text) => text.includes('zt simulate province')))
})

test('all ways of sending are simulated by one command, which says so and writes settings that the platform takes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zt-simulate-'))
  const file = join(folder, 'messages.json')
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, 'simulate', 'messages', '--settings', file, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  assert.equal(JSON.parse(line).simulator, true)
  const settings = await readProviderSettings({ messagesFile: file, profile: 'demo' })
  assert.deepEqual(
    settings.map(({ kind, simulated }) => [kind, simulated]),
    ['cmpp', 'smtp', 'dingtalk', 'wechat'].map((kind) => [kind, true]),
  )
  await assert.rejects(readProviderSettings({ messagesFile: file, profile: 'production' }), /TLS|simulator/)
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  await rm(folder, { recursive: true, force: true })
})
