import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { inTransaction, type Migrations } from '#ground/database/index.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { type Actor, type PostRole, systemActor } from '#kernel/actor.ts'
import { createIdentity, identityModule } from '#support/identity/index.ts'
import { type Channel, createMessages, messagesModule } from '#support/messages/index.ts'
import { createOrganisations, organisationsModule } from '#support/organisations/index.ts'
import { startGateway } from './cmpp-simulator.ts'
import { testDatabase } from './database.ts'
import { noCodes } from './demo-city.ts'
import { startMailServer } from './mail-simulator.ts'
import { startMessenger } from './messenger-simulator.ts'

const realm = 'r'

/** Two text-message gateways, a mail server and two messengers, each by its protocol, and one sender with a template for each. */
export async function openMessageStage(more: Migrations[] = []) {
  const database = await testDatabase([organisationsModule, identityModule, messagesModule, ...more])
  const { db } = database
  let now = new Date('2026-11-23T02:00:00Z')
  const pass = (minutes: number) => {
    now = new Date(now.getTime() + minutes * 60_000)
  }
  const secrets = createSecrets(Buffer.alloc(32, 7))
  const ground = { db, clock: () => now, newId, secrets, log: createLog('fatal') }
  const organisations = createOrganisations(ground)
  const identity = createIdentity({
    ...{ ...ground, organisations, publicUrl: 'http://127.0.0.1', sendCode: noCodes },
  })

  const account = { source: '901234', secret: 'shared' }
  const first = await startGateway(account, { repeatAfter: 100 })
  const second = await startGateway(account)
  const messenger = await startMessenger({ id: 'app', secret: 'app-secret' })
  const mail = await startMailServer()
  const sms = {
    kind: 'cmpp',
    host: '127.0.0.1',
    service: 'ZT',
    number: '1069012345',
    simulated: true,
    ...account,
  } as const
  const { url } = messenger
  const messages = createMessages({
    ...ground,
    publicUrl: 'https://city.example',
    recordAudit: identity.audit.record,
    settings: [
      { ...sms, key: 'first', name: '一号网关', port: first.port },
      { ...sms, key: 'second', name: '二号网关', port: second.port },
      {
        ...{ kind: 'smtp', key: 'mail', name: '邮件', host: '127.0.0.1', port: mail.port, plain: true },
        from: '政通 <no-reply@city.example>',
      },
      { kind: 'dingtalk', key: 'ding', name: '政务钉钉', url, appKey: 'app', appSecret: 'app-secret', agentId: 7 },
      {
        kind: 'wechat',
        key: 'wx',
        name: '公众号',
        url,
        appId: 'app',
        appSecret: 'app-secret',
        templateId: 'T',
        token: 'calls',
      },
    ],
  })

  // The official account calls the stage as it calls the platform's own door.
  const door = createServer(async (request, reply) => {
    const query = Object.fromEntries(new URL(request.url ?? '/', 'http://localhost').searchParams)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const known = await messages.takeCall('wx', query, Buffer.concat(chunks).toString())
    reply.writeHead(known ? 200 : 403).end()
  })
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening))
  messenger.mood.callback = { url: `http://127.0.0.1:${(door.address() as AddressInfo).port}/`, token: 'calls' }

  const holding = (role: PostRole): Actor => ({
    ...{ kind: 'official', realm, accountId: newId(), name: '测试', level: 'L3' },
    posts: [{ id: newId(), role, departmentId: 'd', departmentName: '某局', divisionCode: '441900000000' }],
  })
  const admin = holding('administrator')
  const sender = await messages.senders.open(admin, { name: '便民短信' })
  const write = (channel: Channel, body = '((name))，您好') =>
    messages.templates.write(admin, sender.id, {
      name: '问候',
      channel,
      texts: { zh: channel === 'sms' ? { body } : { subject: '问候', body } },
    })
  const template = {
    sms: await write('sms'),
    email: await write('email'),
    push: await write('push'),
    wechat: await write('wechat'),
  }
  const ask = (templateId: string, to: string, more: { urgent?: boolean; channel?: Channel } = {}) =>
    inTransaction(db, (tx) =>
      messages.send(tx, realm, { senderId: sender.id, templateId, to, values: { name: '南瓜' }, ...more }),
    )
  const fate = async (id: string) => (await messages.getOf(realm, sender.id, id)).row

  return {
    ...{
      db,
      realm,
      messages,
      identity,
      organisations,
      ground,
      system: systemActor(realm),
      first,
      second,
      messenger,
      mail,
      admin,
      sender,
      template,
      holding,
      write,
      ask,
      fate,
      pass,
    },
    send: async (channel: Channel, to: string, more: { urgent?: boolean } = {}) =>
      (await ask(template[channel].id, to, more)).id,
    /** Ten in the morning of another day: no quiet hours, and nobody rests any more. */
    anotherMorning() {
      now = new Date(Date.parse(`${now.toISOString().slice(0, 10)}T02:00:00Z`) + 86_400_000)
    },
    /** Receipts travel by themselves: waits until the message has come so far. */
    async until(id: string, status: string): Promise<void> {
      for (let tries = 0; tries < 200 && (await fate(id)).status !== status; tries++) await sleep(25)
      assert.equal((await fate(id)).status, status)
    },
    async close() {
      door.close()
      await messages.stop()
      await Promise.all([first.stop(), second.stop(), messenger.stop(), mail.stop()])
      await database.close()
    },
  }
}
