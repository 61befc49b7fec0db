import type { Cast, Made } from './made.ts'

export async function makeMessages({ admin }: Cast): Promise<Made> {
  const { body: sender } = await admin.post('/message-senders', { name: '便民提醒（演示）' })
  const words = { name: '提醒', channel: 'sms', texts: { zh: { body: '请记得来领证。' } } }
  const { body: template } = await admin.post(`/message-senders/${sender.id}/templates`, words)
  const { body: key } = await admin.post(`/message-senders/${sender.id}/keys`, { name: '演示' })
  return {
    ids: [
      [/\/message-senders/, { id: sender.id, keyId: key.id }],
      [/\/message-templates/, { id: template.id }],
      [/\/message-unsubscriptions/, { token: 'x'.repeat(80) }],
    ],
    bodies: {
      openMessageSender: { name: '又一个发送方（演示）' },
      stopMessageSender: { stopped: false },
      addSenderKey: { name: '又一把' },
      writeMessageTemplate: words,
      rewriteMessageTemplate: words,
    },
  }
}
