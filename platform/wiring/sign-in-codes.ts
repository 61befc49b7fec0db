import type { SendCode } from '#support/identity/index.ts'
import type { Messages } from '#support/messages/index.ts'
import { createPlatformSender } from './platform-sender.ts'

const texts = {
  zh: { body: '验证码 ((code))，5 分钟内有效。不要告诉任何人，政府工作人员也不会问您要。' },
  en: { body: 'Your code is ((code)), good for 5 minutes. Tell it to nobody; officials never ask for it.' },
}

/** Codes leave as urgent text messages of a sender of the platform's own. */
export function createSendCode(messages: () => Messages): SendCode {
  const { placeOf } = createPlatformSender(messages, '统一身份认证')
  return async (realm) => {
    const place = await placeOf(realm, { name: '登录验证码', channel: 'sms', texts })
    return async (tx, { mobile, code }) => {
      await messages().send(tx, realm, { ...place, to: mobile, values: { code }, urgent: true })
    }
  }
}
