import { createHash, createSign, createVerify, type KeyObject } from 'node:crypto'

export type Fields = Record<string, string>

/** What UnionPay 5.1.0 signs: the SHA-256, in hex, of the filled fields but the signature, sorted, `name=value` joined by `&`. */
export function digestOf(fields: Fields): string {
  const text = Object.keys(fields)
    .filter((name) => name !== 'signature' && fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

export function signFields(fields: Fields, key: KeyObject): Fields {
  return { ...fields, signature: createSign('RSA-SHA256').update(digestOf(fields), 'utf8').sign(key, 'base64') }
}

export function fieldsHold(fields: Fields, key: KeyObject): boolean {
  return createVerify('RSA-SHA256')
    .update(digestOf(fields), 'utf8')
    .verify(key, fields.signature ?? '', 'base64')
}

/**
 * Reads an answer of the gateway: `name=value&…`, neither escaped. A value may hold `=` and `&` inside braces, as base64 and
 * nested lists do.
 */
export function readFields(text: string): Fields {
  const fields: Fields = {}
  let depth = 0
  let from = 0
  for (let i = 0; i <= text.length; i++) {
    if (text[i] === '{') depth++
    else if (text[i] === '}') depth--
    if (i < text.length && (text[i] !== '&' || depth > 0)) continue
    const pair = text.slice(from, i)
    const at = pair.indexOf('=')
    if (at > 0) fields[pair.slice(0, at)] = pair.slice(at + 1)
    from = i + 1
  }
  return fields
}
