import { createSign, createVerify, type KeyObject } from 'node:crypto'

/** What Alipay signs (RSA2): the parameters that say something, sorted by name, `name=value` joined by `&`. */
export function signedText(parameters: Record<string, string>, without: readonly string[] = ['sign']): string {
  return Object.keys(parameters)
    .filter((name) => !without.includes(name) && parameters[name] !== '')
    .sort()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&')
}

export const signText = (text: string, key: KeyObject): string =>
  createSign('RSA-SHA256').update(text, 'utf8').sign(key, 'base64')

export function holds(text: string, signature: string, key: KeyObject): boolean {
  return createVerify('RSA-SHA256').update(text, 'utf8').verify(key, signature, 'base64')
}

/** The raw text of one member of the gateway's answer: that, byte for byte, is what it signed. */
export function memberText(answer: string, name: string): string | undefined {
  const start = answer.indexOf(`"${name}":`)
  if (start === -1) return undefined
  const from = answer.indexOf('{', start)
  let depth = 0
  let inString = false
  for (let i = from; i >= 0 && i < answer.length; i++) {
    const c = answer[i]
    if (inString) {
      if (c === '\\') i++
      else if (c === '"') inString = false
    } else if (c === '"') inString = true
    else if (c === '{') depth++
    else if (c === '}' && --depth === 0) return answer.slice(from, i + 1)
  }
  return undefined
}
