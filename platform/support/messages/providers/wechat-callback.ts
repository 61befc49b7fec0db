import { createHash, timingSafeEqual } from 'node:crypto'
import type { Callback, Receipt } from './provider.ts'

/**
 * What a WeChat official account calls us with, in plain mode: each call is signed by SHA-1 over the sorted token, time stamp
 * and nonce (接入指南); TEMPLATESENDJOBFINISH says what became of a template message (模板消息: 事件推送).
 */
export function createWechatCallback(token: string): Callback {
  return {
    isTrue({ signature = '', timestamp = '', nonce = '' }) {
      const expected = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest()
      const given = Buffer.from(signature, 'hex')
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
    read(body): Receipt[] {
      if (textOf(body, 'Event') !== 'TEMPLATESENDJOBFINISH') return []
      const [ref, status] = [textOf(body, 'MsgID'), textOf(body, 'Status')]
      if (!ref || !status) return []
      if (status === 'success') return [{ ref, outcome: 'delivered', code: status }]
      // `failed:user block`: the reader refuses messages of the account; anything else may have been the platform's own trouble.
      const outcome = status.includes('user block') ? 'undeliverable' : 'expired'
      return [{ ref, outcome, code: status.slice(0, 40) }]
    },
  }
}

/** The text of one flat element. An XML reader is not needed, and one that follows entities would be a door. */
function textOf(xml: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>(?:<!\\[CDATA\\[([^\\]]{0,200})\\]\\]>|([^<]{0,200}))</${name}>`).exec(xml)
  return found?.[1] ?? found?.[2]
}
