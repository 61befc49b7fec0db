import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { newId } from '#ground/ids.ts'
import { openMessageStage } from '#testing/message-stage.ts'
import { maySeeMessages } from './policy.ts'

const stage = await openMessageStage()
after(stage.close)
beforeEach(stage.anotherMorning)
const { realm, messages, sender, template, admin, holding, write, send, ask } = stage

test('wrong addresses, wrong templates and too long texts are refused before anything is stored', async () => {
  for (const to of ['12345', '23800138000', '138001380001', 'x@y'])
    await assert.rejects(send('sms', to), { code: 'messages.bad-address' })
  for (const to of ['no-at.example.com', 'a b@example.com', 'a@example', 'a@b.com\r\nBcc: c@d.com'])
    await assert.rejects(send('email', to), { code: 'messages.bad-address' })
  const long = await write('sms', '字'.repeat(700))
  const blank = await write('sms', '((no))')
  await assert.rejects(ask(long.id, '13800138000'), { code: 'messages.too-long' })
  await assert.rejects(ask(long.id, '13800138000', { channel: 'email' }), { code: 'messages.wrong-channel' })
  await assert.rejects(ask(blank.id, '13800138000'), { code: 'messages.blank-left' })
  await assert.rejects(ask(newId(), '13800138000'), { code: 'messages.template-missing' })
})

test('those who run, secure and audit see what was sent, with masked addresses; only administrators keep senders', async () => {
  await send('sms', '13800138000')
  await messages.work.turn()
  const [message] = (await messages.list(holding('auditor'), { limit: 1, channel: 'sms' })).items
  assert.match(message!.to!, /^138\*\*\*\*\d{4}$/)
  assert.equal(message!.simulated, true)
  const states = await messages.providerStates(holding('security-officer'))
  assert.deepEqual(
    states.map(({ key }) => key),
    ['first', 'second', 'mail', 'ding', 'wx'],
  )
  for (const role of ['intake', 'reviewer', 'decider', 'supervisor', 'item-manager'] as const) {
    assert.equal(maySeeMessages(holding(role)), false)
    await assert.rejects(messages.list(holding(role), { limit: 1 }), { code: 'messages.not-manager' })
  }
  for (const role of ['auditor', 'security-officer', 'intake'] as const) {
    const actor = holding(role)
    await assert.rejects(messages.senders.open(actor, { name: 'x' }), { code: 'messages.not-manager' })
    await assert.rejects(messages.senders.addKey(actor, sender.id, 'x'), { code: 'messages.not-manager' })
    await assert.rejects(messages.templates.rewrite(actor, template.sms.id, template.sms, true), {
      code: 'messages.not-manager',
    })
  }
})

test('a new version of a template changes what is sent from now on, not what was', async () => {
  const words = await write('sms', '旧的话')
  const old = await ask(words.id, '13800138000')
  const draft = { name: '问候', channel: 'sms', texts: { zh: { body: '新的话' } } } as const
  await messages.templates.rewrite(admin, words.id, draft, false)
  assert.equal((await ask(words.id, '13800138000')).body, '新的话')
  const kept = await messages.getOf(realm, sender.id, old.id)
  assert.deepEqual([kept.content?.body, kept.template.version], ['旧的话', 1])
  await messages.templates.rewrite(admin, words.id, draft, true)
  await assert.rejects(ask(words.id, '13800138000'), { code: 'messages.template-missing' })
})
