import { type InnerList, type Item, parseDictionary, parseItem, serializeInnerList } from 'structured-headers'
import { identifierOf, type Message, NoComponent, signatureBase } from './base.ts'
import type { SigningKey, VerifyingKey } from './keys.ts'

/** Both headers of one signature. */
export type SignatureHeaders = { 'signature-input': string; signature: string }

/** Times in seconds since 1970. */
export type SignatureParams = { created: number; expires?: number; alg?: string; nonce?: string; tag?: string }

/** How far the clocks of two systems may be apart (standards H8). */
export const skewSeconds = 300

/** Signs the covered components of a message (RFC 9421 section 3.1) under the label `sig1`, or another. */
export function signMessage(
  message: Message,
  key: SigningKey,
  { components, label = 'sig1', ...params }: SignatureParams & { components: readonly string[]; label?: string },
): SignatureHeaders {
  const { created, expires, alg, nonce, tag } = params
  const all = { created, expires, keyid: key.keyId, alg, nonce, tag }
  const input: InnerList = [
    components.map((component) => parseItem(component.startsWith('"') ? component : `"${component}"`)),
    new Map(Object.entries(all).filter((each): each is [string, string | number] => each[1] !== undefined)),
  ]
  return {
    'signature-input': `${label}=${serializeInnerList(input)}`,
    signature: `${label}=:${key.sign(signatureBase(message, input)).toString('base64')}:`,
  }
}

/** A signature as it came, before anybody knows whether it holds. */
export type GivenSignature = {
  label: string
  input: InnerList
  bytes: Buffer
  covered: string[]
  keyId: string
  created?: number
  expires?: number
  alg?: string
  nonce?: string
  tag?: string
}

/** What is wrong with a signature, by a word that programs may branch on, and a sentence for those who make them. */
export type Fault = { ok: false; reason: FaultReason; why: string }
export type FaultReason =
  | 'none'
  | 'malformed'
  | 'coverage'
  | 'key'
  | 'algorithm'
  | 'old'
  | 'future'
  | 'expired'
  | 'nonce'
  | 'tag'
  | 'mismatch'

const fault = (reason: FaultReason, why: string): Fault => ({ ok: false, reason, why })

/** The one signature of a message, or the one of several that carries our tag. */
export function readSignature(headers: Message['headers'], tag?: string): { ok: true; given: GivenSignature } | Fault {
  const [inputs, signatures] = [headers['signature-input'], headers.signature].map(textOf)
  if (!inputs || !signatures) return fault('none', 'there is no signature')
  let found: GivenSignature[]
  try {
    const values = parseDictionary(signatures)
    found = [...parseDictionary(inputs)].map(([label, member]) => givenOf(label, member, values.get(label)?.[0]))
  } catch (error) {
    return fault('malformed', `its headers cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  const ours = tag === undefined ? found : found.filter((each) => each.tag === tag)
  const given = ours.length === 1 ? ours[0] : undefined
  if (given) return { ok: true, given }
  return tag === undefined
    ? fault('malformed', 'it must be one signature')
    : fault('tag', `one signature must carry tag="${tag}"`)
}

/** Whether a signature holds: covers what it must, is of now, is not for another purpose, and fits the message. */
export function checkSignature(
  message: Message,
  given: GivenSignature,
  rules: { key: VerifyingKey | undefined; now: number; required: readonly string[]; needsNonce?: boolean },
): { ok: true; keyId: string; nonce?: string } | Fault {
  const { key, now, required, needsNonce } = rules
  const missing = required.filter((each) => !given.covered.includes(each.startsWith('"') ? each : `"${each}"`))
  if (missing.length > 0) return fault('coverage', `it must also cover ${missing.join(' ')}`)
  if (!key || key.keyId !== given.keyId) return fault('key', `the key "${given.keyId}" is not known`)
  if (given.alg !== undefined && given.alg !== key.algorithm)
    return fault('algorithm', `the key "${given.keyId}" is one of ${key.algorithm}, not ${given.alg}`)
  if (given.created === undefined) return fault('malformed', 'it must say when it was created')
  if (now - given.created > skewSeconds) return fault('old', 'it was made too long ago, or the clocks differ')
  if (given.created - now > skewSeconds) return fault('future', 'it was made in the future: the clocks differ')
  if (given.expires !== undefined && given.expires <= now) return fault('expired', 'it has expired')
  if (needsNonce && !given.nonce) return fault('nonce', 'it must carry a nonce')
  let base: string
  try {
    base = signatureBase(message, given.input)
  } catch (error) {
    if (error instanceof NoComponent) return fault('coverage', error.message)
    throw error
  }
  if (!key.verify(base, given.bytes)) return fault('mismatch', 'it does not fit the message')
  return { ok: true, keyId: key.keyId, ...(given.nonce ? { nonce: given.nonce } : {}) }
}

/** Both in one, where the key is at hand. */
export function verifyMessage(message: Message, rules: Parameters<typeof checkSignature>[2] & { tag?: string }) {
  const read = readSignature(message.headers, rules.tag)
  return read.ok ? checkSignature(message, read.given, rules) : read
}

function givenOf(label: string, member: Item | InnerList, value: unknown): GivenSignature {
  const [items, params] = member
  if (!Array.isArray(items)) throw new Error(`${label} is no list of components`)
  if (!(value instanceof ArrayBuffer)) throw new Error(`there is no signature ${label}`)
  const text = (name: string) => (typeof params.get(name) === 'string' ? { [name]: params.get(name) as string } : {})
  const time = (name: string) => (Number.isInteger(params.get(name)) ? { [name]: params.get(name) as number } : {})
  return {
    label,
    input: [items, params],
    bytes: Buffer.from(value),
    covered: items.map(identifierOf),
    keyId: typeof params.get('keyid') === 'string' ? String(params.get('keyid')) : '',
    ...time('created'),
    ...time('expires'),
    ...text('alg'),
    ...text('nonce'),
    ...text('tag'),
  }
}

const textOf = (value: string | readonly string[] | undefined): string | undefined =>
  value === undefined || typeof value === 'string' ? value : value.join(', ')
