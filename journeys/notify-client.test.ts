import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { NotifyClient } from 'notifications-node-client'
import { startGateway } from '../platform/testing/cmpp-simulator.ts'
import { type City, startCity } from './city.ts'
import { type Person, signIn } from './client.ts'
import { eventually } from './people.ts'

type Failure = { response: { status: number; data: { errors: { error: string; message: string }[] } } }
const failed = async (asking: Promise<unknown>) => {
  const { response } = await asking.then(
    () => assert.fail('it was taken'),
    (error: unknown) => error as Failure,
  )
  return { status: response.status, ...response.data.errors[0]! }
}

describe('another department’s program sends with the unmodified notifications-node-client', () => {
  let folder: string
  let city: City
  let gateway: Awaited<ReturnType<typeof startGateway>>
  let admin: Person
  let senderId: string
  let sms: string
  let email: string
  let client: NotifyClient

  before(async () => {
    const account = { source: '901234', secret: 'shared' }
    gateway = await startGateway(account)
    folder = await mkdtemp(join(tmpdir(), 'zt-messages-'))
    const gatewayOf = { host: '127.0.0.1', port: gateway.port, service: 'ZT', number: '1069012345', ...account }
    const settings = [{ kind: 'cmpp', key: 'carrier', name: '运营商网关', simulated: true, ...gatewayOf }]
    await writeFile(join(folder, 'messages.json'), JSON.stringify(settings))
    city = await startCity({ env: { ZT_MESSAGES: join(folder, 'messages.json') } })
    admin = await signIn(city.url, 'admin')
    senderId = (await admin.post('/message-senders', { name: '停车提醒系统' })).body.id
    const template = async (channel: string, texts: unknown) =>
      (await admin.post(`/message-senders/${senderId}/templates`, { name: '提醒', channel, texts })).body.id
    // Quiet hours would keep what is sent at night until the morning: e-mail has none, and a code is urgent elsewhere.
    sms = await template('sms', { zh: { body: '((plate))停车超时，请尽快驶离。' } })
    email = await template('email', { zh: { subject: '((plate))', body: '((plate))停车超时。' } })
    const key = await admin.post(`/message-senders/${senderId}/keys`, { name: 'parking' })
    client = new NotifyClient(city.url, key.body.apiKey)
  })
  after(async () => {
    await city?.stop()
    await gateway?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  test('it sends, asks what became of it, and lists', async () => {
    const reference = randomUUID()
    const { data: sent } = await client.sendSms(sms, '13800138000', {
      personalisation: { plate: '粤S·测试' },
      reference,
    })
    assert.equal(sent.content.body, '粤S·测试停车超时，请尽快驶离。')
    assert.equal(sent.reference, reference)
    const now = await client.getNotificationById(sent.id)
    assert.equal(now.data.phone_number, '13800138000')
    // At night it waits for the morning, and says so.
    const fate = await eventually(async () => {
      const { data } = await client.getNotificationById(sent.id)
      return data.status === 'delivered' || data.scheduled_for ? data : undefined
    })
    if (fate.status === 'delivered') assert.equal(gateway.taken.at(-1)?.text, sent.content.body)
    else assert.match(fate.scheduled_for!, /T00:00:00\.000Z$/)

    const { data: mail } = await client.sendEmail(email, 'pumpkin@example.com', {
      personalisation: { plate: '粤S·测试' },
    })
    const { data: all } = await client.getNotifications()
    assert.deepEqual(
      all.notifications.map(({ id }: { id: string }) => id),
      [mail.id, sent.id],
    )
    const { data: found } = await client.getNotifications(undefined, undefined, reference)
    assert.equal(found.notifications.length, 1)
    const { data: older } = await client.getNotifications(undefined, undefined, undefined, mail.id)
    assert.deepEqual(older.notifications[0]?.id, sent.id)
  })

  test('it reads, lists and previews templates', async () => {
    const { data: template } = await client.getTemplateById(sms)
    assert.equal(template.body, '((plate))停车超时，请尽快驶离。')
    assert.equal((await client.getTemplateByIdAndVersion(sms, 1)).data.version, 1)
    assert.equal((await client.getAllTemplates()).data.templates.length, 2)
    assert.deepEqual(
      (await client.getAllTemplates('email')).data.templates.map(({ id }: { id: string }) => id),
      [email],
    )
    const { data: preview } = await client.previewTemplateById(email, { plate: '粤S·甲' })
    assert.deepEqual([preview.subject, preview.body], ['粤S·甲', '粤S·甲停车超时。'])
  })

  test('what is wrong is told in the words of the API', async () => {
    assert.deepEqual(await failed(client.sendSms(sms, '13800138000')), {
      ...{ status: 400, error: 'BadRequestError', message: 'Missing personalisation: plate' },
    })
    const values = { personalisation: { plate: '甲' } }
    assert.equal((await failed(client.sendSms(sms, '12', values))).error, 'BadRequestError')
    assert.equal((await failed(client.sendSms(email, '13800138000', values))).error, 'BadRequestError')
    assert.equal((await failed(client.sendSms(randomUUID(), '13800138000', values))).status, 404)
    assert.equal((await failed(client.getNotificationById(randomUUID()))).error, 'NoResultFound')
    assert.equal((await failed(client.getNotificationById('nonsense'))).error, 'ValidationError')
    const forged = new NotifyClient(city.url, `parking-${senderId}-${randomUUID()}`)
    assert.deepEqual(await failed(forged.getAllTemplates()), {
      ...{ status: 403, error: 'AuthError', message: 'Invalid token: API token not found' },
    })
  })

  test('a key that was revoked counts no longer, and another sender’s messages stay closed', async () => {
    const other = (await admin.post('/message-senders', { name: '另一系统' })).body.id
    const key = (await admin.post(`/message-senders/${other}/keys`, { name: 'other' })).body
    const stranger = new NotifyClient(city.url, key.apiKey)
    const { data } = await client.getNotifications()
    assert.equal((await failed(stranger.getNotificationById(data.notifications[0]!.id))).status, 404)
    assert.equal((await failed(stranger.getTemplateById(sms))).status, 404)
    assert.equal((await stranger.getNotifications()).data.notifications.length, 0)
    assert.equal((await admin.delete(`/message-senders/${other}/keys/${key.id}`)).status, 204)
    await eventually(async () =>
      (await stranger.getAllTemplates().catch((error: Failure) => error.response.status)) === 403 ? true : undefined,
    )
  })
})
