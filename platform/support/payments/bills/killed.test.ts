import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openPayments } from '#testing/payments/stage.ts'

const port = await freePort()
const stage = await openPayments({ publicUrl: `http://127.0.0.1:${port}` })
const { bills, simulators, citizen } = stage
const folder = await mkdtemp(join(tmpdir(), 'killed-'))
let victim: ChildProcess | undefined
after(async () => {
  victim?.kill('SIGKILL')
  await stage.close()
  await rm(folder, { recursive: true })
})

async function startVictim(): Promise<void> {
  const program = fileURLToPath(import.meta.resolve('#testing/payments/victim.ts'))
  const args = ['--database', stage.database.url, '--settings', simulators.settingsFile, '--port', String(port)]
  victim = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(victim.stdout!, 'data')
}

/**
 * Three channels tell of 30 payments, each twice, while the process that hears them is killed with SIGKILL again and again. What
 * nobody took in the end, the look into silence finds.
 */
test('callbacks under kill -9: every payment is booked once, and the books balance', async () => {
  const channels = ['wechat-pay', 'alipay', 'unionpay'] as const
  const asked: { id: string; channel: string; order: string }[] = []
  for (let i = 0; i < 30; i++) {
    const { billId } = await stage.bill()
    const channel = channels[i % 3]!
    const { order } = await bills.pay(citizen, billId!, { channel, way: 'qr' }, '127.0.0.1')
    asked.push({ id: billId!, channel, order })
  }
  for (const channel of channels) simulators.moods[channel]!.copies = 2
  await startVictim()
  for (const [i, { channel, order }] of asked.entries()) {
    simulators.pay(channel, order)
    await sleep(15)
    if (i % 6 === 5) {
      victim?.kill('SIGKILL')
      await once(victim!, 'exit')
      await startVictim()
    }
  }
  await simulators.quiet()
  stage.goTo(new Date(Date.now() + 120_000))
  for (let rounds = 0; rounds < 3; rounds++) await stage.outside.sweep()
  stage.goTo(new Date())
  for (const { id } of asked) assert.equal((await bills.get(citizen, id)).state, 'paid')
  const books = await bills.books(stage.official('cashier'))
  assert.equal(
    books.reduce((sum, { fen }) => sum + fen, 0),
    0,
  )
  for (const channel of channels)
    assert.equal(books.find(({ account }) => account === `channel:${channel}`)?.fen, 10 * 202_000)
  assert.equal(books.find(({ account }) => account === 'receivable')?.fen, 0)
})

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: free } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return free
}
