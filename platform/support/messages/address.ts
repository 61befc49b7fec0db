import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import type { Channel } from './contract.ts'

/** The address as providers want it: mobiles of the mainland as eleven digits. Refuses with `messages.bad-address`. */
export function addressFor(channel: Channel, to: string): string {
  const tidy = to.trim()
  if (channel === 'sms') {
    const digits = tidy.replaceAll(/[\s()-]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '')
    // 工业和信息化部 numbering plan: mobile numbers are eleven digits that begin with 13 to 19.
    if (/^1[3-9]\d{9}$/.test(digits)) return digits
  } else if (channel === 'email') {
    if (tidy.length <= 254 && /^[^\s@<>",;:\\]{1,64}@[^\s@<>",;:\\[\]]+\.[^\s@.<>",;:\\[\]]{2,}$/.test(tidy))
      return tidy
  } else if (/^[\w.@-]{1,128}$/.test(tidy)) return tidy
  throw new Refusal('invalid', 'messages.bad-address', `Not an address for ${channel}`)
}

/** As people who look after the sending see it. */
export function masked(channel: Channel, to: string): string {
  if (channel === 'sms') return mask('phone', to)
  return channel === 'email' ? mask('email', to) : mask('card', to)
}
