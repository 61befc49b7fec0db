import { Refusal } from '#kernel/errors.ts'
import {
  addressFor,
  type Channel,
  channels,
  type Messages,
  masked,
  type TemplateDraft,
} from '#support/messages/index.ts'
import type { Reach } from '#support/notices/index.ts'
import { createPlatformSender, type Place } from './platform-sender.ts'

/** What a text message says of a notice: the first words and where to read the rest. */
const mostInText = 120

const noticeTexts = (channel: Channel): TemplateDraft => ({
  name: '办事消息',
  channel,
  texts:
    channel === 'sms'
      ? { zh: { body: '((title))。((body)) 详情 ((link))' } }
      : { zh: { subject: '((title))', body: '((body))\n\n详情 ((link))' } },
})

const codeTexts = (channel: Channel): TemplateDraft => {
  const zh = { body: '验证码 ((code))，10 分钟内有效，用来确认这是您收消息的地址。不要告诉任何人。' }
  const en = {
    body: 'Your code is ((code)), good for 10 minutes. It confirms that this address is yours. Tell it to nobody.',
  }
  return {
    ...{ name: '地址验证码', channel },
    texts: channel === 'sms' ? { zh, en } : { zh: { subject: '验证码', ...zh }, en: { subject: 'Your code', ...en } },
  }
}

/** Notices leave the house as messages of a sender of the platform's own. */
export function createReach(messages: () => Messages): Reach {
  const sender = createPlatformSender(messages, '政务消息')

  async function placesOf(realm: string, draft: (channel: Channel) => TemplateDraft): Promise<Map<Channel, Place>> {
    const places = new Map<Channel, Place>()
    // One after another: each may have to be written first.
    for (const channel of channels) places.set(channel, await sender.placeOf(realm, draft(channel)))
    return places
  }

  return {
    async prepare(realm) {
      const [notice, code] = [await placesOf(realm, noticeTexts), await placesOf(realm, codeTexts)]
      const { senderId } = notice.get('sms')!
      return {
        async send(tx, { channel, to, title, body, link, urgent, reference }) {
          const said = channel === 'email' || body.length <= mostInText ? body : `${body.slice(0, mostInText)}…`
          const values = { title, body: said, link }
          try {
            const { id } = await messages().send(tx, realm, { ...notice.get(channel)!, to, values, urgent, reference })
            return { id }
          } catch (error) {
            if (!(error instanceof Refusal)) throw error
            return error.code === 'messages.unsubscribed' ? 'unsubscribed' : 'refused'
          }
        },
        async sendCode(tx, { channel, to, code: value }) {
          await messages().send(tx, realm, { ...code.get(channel)!, to, values: { code: value }, urgent: true })
        },
        isUnsubscribed: (channel, to) => messages().isUnsubscribed(realm, senderId, channel, to),
        resubscribe: (tx, channel, to) => messages().resubscribe(tx, realm, senderId, channel, to),
      }
    },
    async fates(realm, ids) {
      const rows = await messages().fates(realm, ids)
      return new Map(rows.map(({ id, status, readAt }) => [id, { status, ...(readAt ? { readAt } : {}) }]))
    },
    tidy: addressFor,
    masked,
  }
}
