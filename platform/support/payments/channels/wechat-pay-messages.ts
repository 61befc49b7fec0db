import { createDecipheriv, createSign, createVerify, type KeyObject } from 'node:crypto'

/** The schema word of the Authorization header (微信支付 APIv3 签名). */
export const scheme = 'WECHATPAY2-SHA256-RSA2048'

export type Signing = { timestamp: string; nonce: string }

/** What a request signs: method, path with query, time, nonce, body, each ended by a newline. */
export function requestText(method: string, path: string, { timestamp, nonce }: Signing, body: string): string {
  return `${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`
}

/** What an answer or a notification signs: time, nonce, body. */
export function answerText({ timestamp, nonce }: Signing, body: string): string {
  return `${timestamp}\n${nonce}\n${body}\n`
}

/** What opens the cashier inside the app: appId, time, nonce, package, each ended by a newline (JSAPI 调起支付签名). */
export function cashierText(wanted: { appId: string; timeStamp: string; nonceStr: string; package: string }): string {
  return `${wanted.appId}\n${wanted.timeStamp}\n${wanted.nonceStr}\n${wanted.package}\n`
}

export const signText = (text: string, key: KeyObject): string =>
  createSign('RSA-SHA256').update(text).sign(key, 'base64')

export function holds(text: string, signature: string, key: KeyObject): boolean {
  return createVerify('RSA-SHA256').update(text).verify(key, signature, 'base64')
}

export function authorization(
  who: { mchid: string; serial: string; key: KeyObject },
  request: { method: string; path: string; body: string },
  signing: Signing,
): string {
  const signature = signText(requestText(request.method, request.path, signing, request.body), who.key)
  const parts = {
    mchid: who.mchid,
    nonce_str: signing.nonce,
    signature,
    timestamp: signing.timestamp,
    serial_no: who.serial,
  }
  return `${scheme} ${Object.entries(parts)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}`
}

export type Resource = { algorithm: string; ciphertext: string; associated_data?: string; nonce: string }

/** Opens AEAD_AES_256_GCM: the last 16 bytes of the ciphertext are its tag. Throws when key or text are not right. */
export function openResource(apiV3Key: string, { ciphertext, associated_data = '', nonce }: Resource): string {
  const bytes = Buffer.from(ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key, 'utf8'), Buffer.from(nonce, 'utf8'))
  decipher.setAAD(Buffer.from(associated_data, 'utf8'))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
}
