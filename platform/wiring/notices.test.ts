import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { inTransaction } from '#ground/database/index.ts'
import { newId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { createNotices, type NoticeNeeds, noticesModule, type Told } from '#support/notices/index.ts'
import { openMessageStage } from '#testing/message-stage.ts'
import { recipientsOf } from './notices.ts'
import { createReach } from './reach.ts'

const stage = await openMessageStage([noticesModule])
after(stage.close)
beforeEach(stage.anotherMorning)
const { db, realm, ground, identity, organisations, messages, first, mail, messenger, pass } = stage

const dueToday: Awaited<ReturnType<NoticeNeeds['officeDue']>> = []
const notices = createNotices({
  ...{ ...ground, publicUrl: 'https://city.example', reach: createReach(() => messages) },
  recipients: recipientsOf(identity, ground.clock),
  jobs: { add: async () => {}, cancel: async () => {} },
  dueSoon: async () => [],
  officeDue: async () => dueToday,
  nextWorkingDay: (day) => day,
  getCase: async () => undefined,
  worded: async () => undefined,
})

const bureau = { id: 'bees', name: '养蜂局' }
await organisations.loadDivisions({
  source: 'test',
  divisions: async () => [{ code: '441900000000', name: '东莞市', level: 'prefecture', successors: [] }],
})
await organisations.saveDepartments(realm, [
  { ...bureau, code: '11441900MADEM00010', divisionCode: '441900000000', government: false, demo: true },
])

/** A person of the city with a mobile number, signed in. */
async function citizen(number: string, mobile: string): Promise<Actor> {
  const party = await identity.parties.registerNatural(realm, {
    name: '南瓜灯演示',
    idNumber: number,
    mobile,
    demo: true,
  })
  return signedIn('citizen', { name: '南瓜灯演示', partyId: party.id })
}

async function signedIn(kind: 'citizen' | 'official', more: { name: string; partyId?: string }): Promise<Actor> {
  const username = `${kind}-${newId()}`
  const { id } = await identity.accounts.open(realm, { ...more, username, password: 'Pumpkin-2026', kind, level: 'L3' })
  return { kind, realm, accountId: id, level: 'L3', posts: [], ...more }
}

async function official(name: string, role: 'reviewer' | 'head'): Promise<Actor> {
  const actor = await signedIn('official', { name })
  const { accountId } = actor
  const { id } = await identity.posts.appoint(stage.system, { accountId, role, departmentId: bureau.id })
  const post = { id, role, departmentId: bureau.id, departmentName: bureau.name, divisionCode: '441900000000' }
  return { ...actor, posts: [post] }
}

const tell = (actor: Actor, more: Partial<Told> = {}) =>
  inTransaction(db, (tx) =>
    notices.tell(tx, {
      ...{ realm, accountId: actor.accountId, kind: 'case.accept', title: '已受理', titleEn: 'Accepted' },
      ...{ body: '养蜂人登记，办件编号 N1。', bodyEn: 'Case N1.', ...more },
    }),
  )

/** What is due leaves: the notices as messages, and the messages by their gateways. */
async function leave(): Promise<void> {
  await notices.outward.turn()
  await messages.work.turn()
}
const list = async (actor: Actor) => (await notices.list(actor, { limit: 20 })).items
const texts = () => first.taken.map(({ to, text }) => `${to} ${text}`)
const choices = async (actor: Actor) => (await notices.subscriptions.get(actor)).channels

/** Gives an address and the code that came to it. */
async function confirm(actor: Actor, channel: 'email' | 'push', address: string): Promise<void> {
  await notices.contacts.check(actor, { channel, address })
  await messages.work.turn()
  const said =
    channel === 'email'
      ? mail.mails.findLast((each) => each.includes(`To: ${address}`))!
      : JSON.stringify(messenger.sent.at(-1)!.body)
  const text = channel === 'email' ? decoded(said) : said
  await notices.contacts.confirm(actor, channel, /(\d{6})，10 分钟/.exec(text)![1]!)
}

const decoded = (mailText: string) => Buffer.from(mailText.split('\r\n\r\n').slice(1).join(''), 'base64').toString()

test('who chose text messages gets one with a link; who did not gets none; nothing leaves twice', async () => {
  const [chose, did] = [
    await citizen('999900198208150212', '13800138101'),
    await citizen('999900198803120018', '13800138102'),
  ]
  await notices.contacts.choose(chose, 'sms', true)
  await tell(chose)
  await tell(did)
  await leave()
  assert.deepEqual(texts(), ['13800138101 已受理。养蜂人登记，办件编号 N1。 详情 https://city.example/me/notices'])
  await leave()
  assert.equal(texts().length, 1)
})

test('an address counts once the code that was sent there came back, and five wrong codes end the try', async () => {
  const actor = await citizen('99990019950808002X', '13800138103')
  await notices.contacts.check(actor, { channel: 'email', address: 'first@example.com' })
  for (let tries = 0; tries < 6; tries++)
    await assert.rejects(notices.contacts.confirm(actor, 'email', 'abcdef'), { code: 'notices.wrong-code' })
  await assert.rejects(notices.contacts.check(actor, { channel: 'email', address: 'a@example.com' }), {
    code: 'notices.code-too-soon',
  })
  pass(2)
  await confirm(actor, 'email', 'pumpkin@example.com')
  const email = (await choices(actor)).find(({ channel }) => channel === 'email')
  assert.deepEqual([email?.chosen, email?.own], [true, true])
  assert.notEqual(email?.address, 'pumpkin@example.com')
  await tell(actor)
  await leave()
  assert.match(mail.mails.at(-1)!, /^List-Unsubscribe:/m)
})

test('unsubscribing by the link in a mail ends mails, which the page says and choosing again undoes', async () => {
  const actor = await citizen('999900198511230039', '13800138104')
  await confirm(actor, 'email', 'lantern@example.com')
  await tell(actor)
  await leave()
  const text = mail.mails.at(-1)!.replaceAll(/=?\r\n[ \t]+|=\r\n/g, '')
  await messages.unsubscribe(realm, /message-unsubscriptions\/([\w-]+)>/.exec(text)![1]!)
  const before = mail.mails.length
  await tell(actor)
  await leave()
  assert.equal(mail.mails.length, before)
  assert.equal((await choices(actor)).find(({ channel }) => channel === 'email')?.unsubscribed, true)
  await notices.contacts.choose(actor, 'email', true)
  assert.equal((await choices(actor)).find(({ channel }) => channel === 'email')?.unsubscribed, false)
  await tell(actor)
  await leave()
  assert.equal(mail.mails.length, before + 1)
})

test('at night a text message to an applicant waits for the morning', async () => {
  const actor = await citizen('999900199205060048', '13800138105')
  await notices.contacts.choose(actor, 'sms', true)
  pass(13 * 60)
  const before = texts().length
  await tell(actor)
  await leave()
  assert.equal(texts().length, before)
  pass(10 * 60)
  await leave()
  assert.equal(texts().length, before + 1)
})

test('what an applicant must do and has not read for a day goes by text message, chosen or not', async () => {
  const actor = await citizen('999900199602140068', '13800138106')
  await tell(actor, { urgent: true, title: '请补正材料' })
  const before = texts().length
  await leave()
  pass(24 * 60 - 1)
  await leave()
  assert.equal(texts().length, before)
  pass(1)
  await leave()
  assert.match(texts().at(-1)!, /13800138106 请补正材料/)
})

test('an urgent notice to an official goes to the messenger, the deputy and the head while nobody reads it', async () => {
  const [officer, deputy, head] = [
    await official('测试审查', 'reviewer'),
    await official('测试代理', 'reviewer'),
    await official('测试局长', 'head'),
  ]
  await confirm(officer, 'push', 'ding-officer')
  await notices.contacts.choose(officer, 'push', false)
  const [post] = officer.posts
  await identity.delegations.delegate(officer, {
    postId: post!.id,
    toAccountId: deputy.accountId,
    validTo: '2027-01-01T00:00:00Z',
    reason: '出差',
  })
  pass(2)
  const caseId = newId()
  await tell(officer, { urgent: true, title: '待办今天到期', caseId })
  await leave()
  const told = () => messenger.sent.filter(({ to }) => to === 'ding-officer').length
  const before = told()
  pass(15)
  await leave()
  assert.equal(told(), before + 1)
  assert.deepEqual([(await list(deputy)).length, (await list(head)).length], [0, 0])
  pass(15)
  await leave() // no number is known: said, and the next rung comes in its time
  pass(30)
  await leave()
  assert.equal((await list(deputy))[0]?.title, '测试审查还没有看：待办今天到期')
  assert.equal((await list(head)).length, 0)
  pass(60)
  await leave()
  assert.equal((await list(head))[0]?.urgent, true)

  const shown = await notices.ofCase(stage.system, caseId)
  const origin = shown.find(({ to }) => to === '测试审查')!
  assert.deepEqual(
    origin.steps.map(({ way, outcome, to }) => [way, outcome, to]),
    [
      ['push', 'sent', undefined],
      ['sms', 'no-address', undefined],
      ['deputy', 'passed-on', '测试代理'],
      ['head', 'passed-on', '测试局长'],
    ],
  )
  const [headsOwn] = await list(head)
  await notices.read(head, headsOwn!.id)
  const seen = (await notices.ofCase(stage.system, caseId)).find(({ to }) => to === '测试局长')!
  assert.deepEqual([typeof seen.readAt, seen.readVia], ['string', 'in-app'])
  assert.equal(origin.readAt, undefined)
})

test('what was read, here or in the messenger, goes no further', async () => {
  const [officer, head] = [await official('测试核查', 'reviewer'), await official('测试副局长', 'head')]
  await confirm(officer, 'push', 'ding-reader')
  pass(2)
  await tell(officer, { urgent: true, title: '一号' })
  await leave()
  messenger.read('ding-reader')
  await messages.fetchReceipts()
  for (let hours = 0; hours < 4; hours++) {
    pass(60)
    await leave()
  }
  assert.deepEqual(
    (await list(officer)).map(({ read }) => read),
    [true],
  )
  await tell(officer, { urgent: true, title: '二号' })
  const [second] = await list(officer)
  await notices.read(officer, second!.id)
  for (let hours = 0; hours < 4; hours++) {
    pass(60)
    await leave()
  }
  assert.deepEqual(await list(head), [])
})

test('tasks on their last day are one notice a day to each who should do them', async () => {
  const officer = await official('测试到期', 'reviewer')
  const where = { post: 'reviewer', departmentId: bureau.id, divisionCode: '441900000000', assignee: null }
  const task = { realm, caseId: newId(), taskId: 1, name: '审查', nameEn: 'Review', itemName: '养蜂人登记', ...where }
  for (const no of ['N1', 'N2', 'N3', 'N4']) dueToday.push({ ...task, no, accountIds: [officer.accountId] })
  await notices.remind()
  await notices.remind()
  dueToday.length = 0
  const mine = await list(officer)
  assert.deepEqual(
    mine.map(({ title, urgent }) => [title, urgent]),
    [['4 件待办今天到期', true]],
  )
  assert.match(mine[0]!.body, /养蜂人登记（N3）：审查；还有 1 件。$/)
})
