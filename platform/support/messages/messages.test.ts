import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { openMessageStage } from '#testing/message-stage.ts'

const stage = await openMessageStage()
after(stage.close)
beforeEach(stage.anotherMorning)
const {
  db,
  realm,
  messages,
  first,
  second,
  messenger,
  mail,
  admin,
  sender,
  template,
  write,
  send,
  ask,
  fate,
  until,
  pass,
} = stage

test('a text message leaves by the first gateway, and its receipt says that it was delivered', async () => {
  const id = await send('sms', '+86 138 0013 8000')
  assert.equal((await fate(id)).status, 'created')
  await messages.work.turn()
  await until(id, 'delivered')
  assert.equal((await fate(id)).provider, 'first')
  assert.deepEqual(
    first.taken.map(({ to, text }) => [to, text]),
    [['13800138000', '南瓜，您好']],
  )
})

test('a receipt that comes before the answer to the hand-over is not lost, and is confirmed', async () => {
  first.mood.receiptAfter = 0
  const id = await send('sms', '13800138001')
  await messages.work.turn()
  await until(id, 'delivered')
  first.mood.receiptAfter = 1
})

test('a long text is delivered when each of its parts is, and fails when one does', async () => {
  const long = await write('sms', `((name))${'字'.repeat(80)}`)
  const whole = await ask(long.id, '13800138002')
  await messages.work.turn()
  await until(whole.id, 'delivered')
  assert.equal((await fate(whole.id)).parts, 2)

  let parts = 0
  first.mood.stat = () => (++parts === 2 ? 'UNDELIV' : 'DELIVRD')
  const broken = await ask(long.id, '13800138002')
  await messages.work.turn()
  await until(broken.id, 'permanent-failure')
  assert.equal((await fate(broken.id)).reason, 'UNDELIV')
  delete first.mood.stat
})

test('when the first gateway cannot be used the second sends, and the first is used again after a rest', async () => {
  first.mood.shut = true
  first.cut()
  second.cut()
  const id = await send('sms', '13800138003')
  await messages.work.turn()
  await until(id, 'delivered')
  assert.equal((await fate(id)).provider, 'second')

  first.mood.shut = false
  const resting = await send('sms', '13800138003')
  await messages.work.turn()
  assert.equal((await fate(resting)).provider, 'second')
  pass(1)
  const again = await send('sms', '13800138003')
  await messages.work.turn()
  assert.equal((await fate(again)).provider, 'first')
})

test('when no gateway can be used the message waits and is tried again; after three days it is given up', async () => {
  first.mood.shut = second.mood.shut = true
  first.cut()
  second.cut()
  const [id, lost] = [await send('sms', '13800138004'), await send('sms', '13800138005')]
  await messages.work.turn()
  assert.deepEqual([(await fate(id)).status, (await fate(id)).attempts], ['created', 1])
  assert.equal(await messages.work.turn(), 0)
  first.mood.shut = second.mood.shut = false
  pass(2)
  await messages.work.turn()
  await until(id, 'delivered')
  await until(lost, 'delivered')

  second.mood.shut = true
  first.mood.shut = true
  first.cut()
  second.cut()
  const never = await send('sms', '13800138006')
  for (let tries = 0; tries < 40; tries++) {
    await messages.work.turn()
    pass(240)
  }
  assert.equal((await fate(never)).status, 'technical-failure')
  first.mood.shut = second.mood.shut = false
})

test('a number that the gateway refuses is not tried again; one that answers “too fast” is sent by the next gateway', async () => {
  first.mood.result = (to) => (to.endsWith('9') ? 4 : 8)
  const [wrong, fast] = [await send('sms', '13800138009'), await send('sms', '13800138008')]
  await messages.work.turn()
  assert.deepEqual([(await fate(wrong)).status, (await fate(wrong)).reason], ['permanent-failure', 'CMPP 4'])
  assert.equal((await fate(fast)).provider, 'second')
  delete first.mood.result
})

test('a receipt that never comes is given up after three days', async () => {
  first.mood.stat = () => undefined
  const id = await send('sms', '13800138010')
  await messages.work.turn()
  pass(73 * 60)
  await messages.sweep()
  assert.deepEqual([(await fate(id)).status, (await fate(id)).reason], ['temporary-failure', 'no-receipt'])
  delete first.mood.stat
})

test('an e-mail goes out by SMTP with one-click unsubscribing, which keeps all but urgent ones away', async () => {
  const id = await send('email', 'pumpkin@example.com')
  await messages.work.turn()
  assert.equal((await fate(id)).status, 'sent')
  const text = mail.mails.at(-1)!.replaceAll(/=?\r\n[ \t]+|=\r\n/g, '')
  assert.match(text, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m)
  const token = /message-unsubscriptions\/([\w-]+)>/.exec(text)![1]!
  await assert.rejects(messages.unsubscribe(realm, `${token}AA`), { code: 'messages.bad-link' })
  await messages.unsubscribe(realm, token)
  await assert.rejects(send('email', 'pumpkin@example.com'), { code: 'messages.unsubscribed' })
  const urgent = await send('email', 'pumpkin@example.com', { urgent: true })
  await messages.work.turn()
  assert.equal((await fate(urgent)).status, 'sent')
  assert.doesNotMatch(mail.mails.at(-1)!, /List-Unsubscribe/)
})

test('a mail server’s “not now” is tried again, its “never” is not', async () => {
  mail.mood.refuse = 450
  const later = await send('email', 'a@example.com')
  await messages.work.turn()
  assert.deepEqual([(await fate(later)).status, (await fate(later)).reason], ['created', 'SMTP 450'])
  mail.mood.refuse = 550
  pass(2)
  await messages.work.turn()
  assert.deepEqual([(await fate(later)).status, (await fate(later)).reason], ['permanent-failure', 'SMTP 550'])
  delete mail.mood.refuse
})

test('a work notice says when it was read, and an ended token is fetched anew', async () => {
  const id = await send('push', 'user-1', { urgent: true })
  await messages.work.turn()
  assert.equal((await fate(id)).status, 'sending')
  await messages.fetchReceipts()
  assert.deepEqual([(await fate(id)).status, (await fate(id)).read_at], ['delivered', null])
  messenger.read('user-1')
  messenger.mood.endTokens = true
  await messages.fetchReceipts()
  assert.ok((await fate(id)).read_at)
})

test('a template message goes to the official account; a code of the platform says why not', async () => {
  const id = await send('wechat', 'openid-1')
  messenger.mood.errcode = (to) => (to === 'openid-2' ? 43004 : 0)
  const gone = await send('wechat', 'openid-2')
  await messages.work.turn()
  await until(id, 'delivered')
  delete messenger.mood.errcode
  assert.deepEqual([(await fate(gone)).status, (await fate(gone)).reason], ['permanent-failure', '43004'])
})

test('an official account that calls us says what became of a message, and nobody else can say it', async () => {
  const id = await send('wechat', 'openid-3')
  await messages.work.turn()
  await until(id, 'delivered') // it said so before, or after, we wrote down that it took the message
  messenger.mood.templateStatus = 'failed:user block'
  const blocked = await send('wechat', 'openid-4')
  await messages.work.turn()
  await until(blocked, 'permanent-failure')
  delete messenger.mood.templateStatus
  const forged = { signature: '00'.repeat(20), timestamp: '1', nonce: 'n' }
  assert.equal(await messages.takeCall('wx', forged, '<xml><Event>TEMPLATESENDJOBFINISH</Event></xml>'), false)
  assert.equal(await messages.takeCall('first', forged, ''), false)
})

test('what waits for the morning does not leave at night; what is urgent does', async () => {
  pass(13 * 60) // 23:00 in China
  const [waiting, urgent] = [await send('sms', '13800138011'), await send('sms', '13800138011', { urgent: true })]
  await messages.work.turn()
  await until(urgent, 'delivered')
  assert.equal((await fate(waiting)).status, 'created')
  pass(9 * 60)
  await messages.work.turn()
  await until(waiting, 'delivered')
})

test('a stopped sender sends nothing; what waits leaves when it may send again', async () => {
  const id = await send('sms', '13800138012')
  await messages.senders.setStopped(admin, sender.id, true)
  assert.equal(await messages.work.turn(), 0)
  await messages.senders.setStopped(admin, sender.id, false)
  await messages.work.turn()
  await until(id, 'delivered')
})

test('two workers at once send each message once', async () => {
  const before = first.taken.length
  await Promise.all(Array.from({ length: 60 }, (_, number) => send('sms', `139001380${10 + number}`)))
  await Promise.all([messages.work.turn(), messages.work.turn()])
  const sent = first.taken.slice(before).map(({ to }) => to)
  assert.equal(new Set(sent).size, 60)
  assert.equal(sent.length, 60)
})

test('a message that cannot be opened waits by itself; the others of its batch leave once', async () => {
  const [broken, whole] = [await send('sms', '13800138020'), await send('sms', '13800138021')]
  const rows = db.withTables<{
    'messages.message': { id: string; to_sealed: Buffer; status: string; reason: string | null }
  }>()
  await rows
    .updateTable('messages.message')
    .set({ to_sealed: Buffer.from('x') })
    .where('id', '=', broken)
    .execute()
  const before = first.taken.length
  await messages.work.turn()
  await until(whole, 'delivered')
  assert.deepEqual([(await fate(whole)).attempts, first.taken.length - before], [1, 1])
  const kept = await rows
    .deleteFrom('messages.message')
    .where('id', '=', broken)
    .returning(['status', 'reason'])
    .executeTakeFirstOrThrow()
  assert.deepEqual(kept, { status: 'created', reason: 'defect' })
})

test('nothing is sent for an act that was undone', async () => {
  const before = first.taken.length
  await assert.rejects(
    inTransaction(db, async (tx) => {
      const request = { senderId: sender.id, templateId: template.sms.id, to: '13800138013', values: { name: '南瓜' } }
      await messages.send(tx, realm, request)
      throw new Error('undone')
    }),
    /undone/,
  )
  await messages.work.turn()
  assert.equal(first.taken.length, before)
})

test('neither address nor words lie open in the database, and both are destroyed after a week', async () => {
  const id = await send('sms', '13800138014')
  await messages.work.turn()
  await until(id, 'delivered')
  const { row } = await messages.getOf(realm, sender.id, id)
  for (const bytes of [row.to_sealed!, row.content_sealed!]) {
    assert.doesNotMatch(bytes.toString('latin1'), /13800138014/)
    assert.doesNotMatch(bytes.toString('utf8'), /南瓜/)
  }
  pass(8 * 24 * 60)
  await messages.sweep()
  const kept = await messages.getOf(realm, sender.id, id)
  assert.deepEqual([kept.to, kept.content, kept.row.status], [undefined, undefined, 'delivered'])
})
