import { systemActor } from '#kernel/actor.ts'
import type { SendCode } from '#support/identity/index.ts'
import type { Messages } from '#support/messages/index.ts'

const senderName = '统一身份认证'
const templateName = '登录验证码'
const texts = {
  zh: { body: '验证码 ((code))，5 分钟内有效。不要告诉任何人，政府工作人员也不会问您要。' },
  en: { body: 'Your code is ((code)), good for 5 minutes. Tell it to nobody; officials never ask for it.' },
}

/** Codes leave as urgent text messages of a sender of the platform's own, made when it is first needed. */
export function createSendCode(messages: () => Messages): SendCode {
  const known = new Map<string, { senderId: string; templateId: string }>()

  async function placeOf(realm: string) {
    const kept = known.get(realm)
    if (kept) return kept
    const { senders, templates } = messages()
    const actor = systemActor(realm)
    const sender =
      (await senders.list(actor)).find(({ name }) => name === senderName) ??
      (await senders.open(actor, { name: senderName }))
    const template =
      (await templates.list(actor, sender.id)).find(({ name }) => name === templateName) ??
      (await templates.write(actor, sender.id, { name: templateName, channel: 'sms', texts }))
    const place = { senderId: sender.id, templateId: template.id }
    known.set(realm, place)
    return place
  }

  return async (realm) => {
    const place = await placeOf(realm)
    return async (tx, { mobile, code }) => {
      await messages().send(tx, realm, { ...place, to: mobile, values: { code }, urgent: true })
    }
  }
}
