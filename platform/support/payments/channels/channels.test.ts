import assert from 'node:assert/strict'
import { createPublicKey, createVerify } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { startSimulators } from '#testing/payments/simulator.ts'
import { type Channel, fenOf, type Notification, type Way, yuan } from './channel.ts'
import { openChannels } from './settings.ts'

/** Each adapter against a simulator in its channel's own protocol, over HTTP. What reaches us is kept, to be heard as we like. */
let simulators: Awaited<ReturnType<typeof startSimulators>>
let channels: Map<string, Channel>
let folder: string
let now = new Date()
let heard: Notification[] = []
const mailbox = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    heard.push({ headers, body: Buffer.concat(chunks).toString() })
    response.end('success')
  })
})

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'channels-'))
  simulators = await startSimulators({ folder })
  await new Promise<void>((listening) => mailbox.listen(0, '127.0.0.1', listening))
  const publicUrl = `http://127.0.0.1:${(mailbox.address() as AddressInfo).port}`
  const opened = await openChannels({ paymentsFile: simulators.settingsFile, publicUrl }, { clock: () => now })
  channels = new Map(opened.channels.map((channel) => [channel.key, channel]))
})
after(async () => {
  mailbox.close()
  await simulators.stop()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  heard = []
  now = new Date()
})

const order = (no: string, way: Way = 'qr') => ({
  no,
  fen: 60_001,
  title: '城市道路占用费',
  at: now,
  expires: new Date(now.getTime() + 3_600_000),
  returnTo: 'http://city.test/pay/1',
  ip: '127.0.0.1',
  way,
})
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

for (const key of ['wechat-pay', 'alipay', 'unionpay'] as const)
  describe(key, () => {
    const no = (name: string) => `${key.replace('-', '')}${name}`
    const channel = () => channels.get(key)!
    const paid = async (name: string) => {
      await channel().ask(order(no(name)))
      assert.equal(simulators.pay(key, no(name)), true)
      await simulators.quiet()
    }

    test('an order is asked, paid, told and found', async () => {
      assert.equal((await channel().find({ no: no('A'), at: now })).state, 'missing')
      const asking = await channel().ask(order(no('A')))
      assert.equal(asking.kind === 'qr' && asking.content.length > 10, true)
      assert.equal((await channel().find({ no: no('A'), at: now })).state, 'waiting')
      simulators.pay(key, no('A'))
      await simulators.quiet()
      const said = await channel().hear(heard[0]!)
      assert.deepEqual(
        [said.kind, said.kind === 'paid' && said.order, said.kind === 'paid' && said.fen],
        ['paid', no('A'), 60_001],
      )
      const seen = await channel().find({ no: no('A'), at: now })
      assert.equal(
        seen.state === 'paid' && said.kind === 'paid' && seen.transaction,
        said.kind === 'paid' && said.transaction,
      )
    })

    test('a phone is sent to the channel', async () => {
      const asking = await channel().ask(order(no('P'), key === 'unionpay' ? 'form' : 'page'))
      const url = asking.kind === 'redirect' ? asking.url : asking.kind === 'form' ? asking.action : ''
      assert.match(url, /^http:\/\/127/)
    })

    test('what somebody else signed is refused, and so is what is changed on the way', async () => {
      simulators.moods[key]!.forged = true
      await paid('F')
      simulators.moods[key]!.forged = false
      await assert.rejects(channel().hear(heard[0]!), { code: 'payments.forged' })
      const changed = {
        ...heard[1]!,
        body: heard[1]!.body
          .replace(/ciphertext":"./, 'ciphertext":"A')
          .replace('600.01', '600.02')
          .replace('60001', '60002'),
      }
      await assert.rejects(channel().hear(changed), { code: 'payments.forged' })
      assert.equal((await channel().hear(heard[1]!)).kind, 'paid')
    })

    test('an unpaid order closes, a paid one says that it was paid', async () => {
      await channel().ask(order(no('C')))
      const closed = await channel().close({ no: no('C'), at: now })
      // UnionPay closes nothing: an order runs out by itself.
      assert.equal(closed.state, key === 'unionpay' ? 'waiting' : 'closed')
      await paid('D')
      assert.equal((await channel().close({ no: no('D'), at: now })).state, 'paid')
    })

    test('a refund is made once however often it is asked, and the day’s bill lists it', async () => {
      await paid('R')
      const seen = await channel().find({ no: no('R'), at: now })
      assert.equal(seen.state, 'paid')
      const asked = {
        no: no('RA1'),
        order: no('R'),
        orderAt: now,
        transaction: seen.state === 'paid' ? seen.transaction : '',
        totalFen: 60_001,
        fen: 20_000,
        reason: '占道时间缩短',
      }
      for (let times = 2; times > 0; times--) assert.notEqual((await channel().refund(asked)).state, 'failed')
      assert.equal((await channel().findRefund({ no: asked.no, order: asked.order, at: now })).state, 'done')
      await simulators.quiet()
      const lines = await channel().statement(today())
      assert.deepEqual(
        lines.filter((line) => line.kind === 'refund').map(({ fen, kind }) => [kind, fen]),
        [['refund', 20_000]],
      )
      const listed = lines.find((line) => line.kind === 'paid' && line.order === no('R'))
      assert.deepEqual(listed?.kind === 'paid' && [listed.fen, listed.transaction], [60_001, asked.transaction])
      assert.deepEqual(await channel().statement('2020-01-01'), [])
    })

    test('silence is silence', async () => {
      simulators.moods[key]!.silent = true
      await assert.rejects(channel().find({ no: no('A'), at: now }), { code: 'payments.channel-silent' })
      simulators.moods[key]!.silent = false
    })
  })

test('WeChat Pay: a notification of six minutes ago is a replay', async () => {
  const channel = channels.get('wechat-pay')!
  await channel.ask(order('wechatpayOld'))
  simulators.pay('wechat-pay', 'wechatpayOld')
  await simulators.quiet()
  now = new Date(Date.now() + 360_000)
  await assert.rejects(channel.hear(heard[0]!), { code: 'payments.stale' })
})

test('Alipay: a notification for another application, or of two days ago, is refused', async () => {
  const channel = channels.get('alipay')!
  await channel.ask(order('alipayOld'))
  simulators.pay('alipay', 'alipayOld')
  await simulators.quiet()
  now = new Date(Date.now() + 48 * 3_600_000)
  await assert.rejects(channel.hear(heard[0]!), { code: 'payments.stale' })
})

test('WeChat Pay inside its app: what opens the cashier is signed by the merchant, and names the order that was asked', async () => {
  const channel = channels.get('wechat-pay')!
  const asking = await channel.ask({ ...order('wechatpayApp', 'app'), payer: 'oSimulated' })
  assert.ok(asking.kind === 'app')
  const { appId, timeStamp, nonceStr, package: prepay, signType, paySign } = asking.parameters
  assert.deepEqual([signType, timeStamp], ['RSA', String(Math.floor(now.getTime() / 1000))])
  assert.match(prepay!, /^prepay_id=wx\d+$/)
  const merchant = createPublicKey(await readFile(join(folder, 'merchant.pem'), 'utf8'))
  const text = `${appId}\n${timeStamp}\n${nonceStr}\n${prepay}\n`
  const holds = (said: string) => createVerify('RSA-SHA256').update(said).verify(merchant, paySign!, 'base64')
  assert.deepEqual([holds(text), holds(text.replace(prepay!, 'prepay_id=wx1'))], [true, false])
  assert.equal(simulators.pay('wechat-pay', 'wechatpayApp'), true)
  await simulators.quiet()
  assert.equal((await channel.find({ no: 'wechatpayApp', at: now })).state, 'paid')
  await assert.rejects(channel.ask({ ...order('wechatpayWho', 'app'), payer: 'somebody' }), {
    code: 'payments.channel-refused',
  })
})

test('yuan and fen never pass through a fraction', () => {
  for (const fen of [0, 1, 10, 99, 100, 101, 1_999, 60_001, 999_999_999_999]) assert.equal(fenOf(yuan(fen)), fen)
  assert.throws(() => fenOf('1.005'))
  assert.throws(() => fenOf('-1'))
})
