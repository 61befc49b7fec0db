import { Refusal } from './errors.ts'

// Neither quotes, backslashes, control characters nor surrogates: most strings, written as they are.
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/
const DEEPEST = 200

/**
 * The one text of a JSON value by RFC 8785 (JCS): members ordered by UTF-16 code units, ECMAScript numbers, least escapes,
 * no whitespace. Hash or sign its UTF-8 bytes. Absent (`undefined`) members are left out as `JSON.stringify` does; whatever
 * is not I-JSON (lone surrogates, NaN, infinities, class instances, functions, nesting beyond 200) is refused.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0)
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      if (!Number.isFinite(value)) throw refusal('number', 'NaN and infinities have no JSON form')
      return String(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      if (depth === DEEPEST) throw refusal('depth', `the value is nested deeper than ${DEEPEST} or holds itself`)
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1)
    default:
      throw refusal('type', `a ${typeof value} has no JSON form`)
  }
}

function writeArray(items: readonly unknown[], depth: number): string {
  let text = '['
  for (let i = 0; i < items.length; i++) {
    if (i > 0) text += ','
    text += write(items[i], depth)
  }
  return `${text}]`
}

function writeObject(value: object, depth: number): string {
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw refusal('type', 'only plain objects have a JSON form; turn dates and the like into strings first')
  }
  const members = value as Record<string, unknown>
  let text = ''
  // The default sort compares UTF-16 code units, as RFC 8785 section 3.2.3 wants.
  for (const key of Object.keys(members).sort()) {
    const member = members[key]
    if (member === undefined) continue
    text += `${text === '' ? '' : ','}${quote(key)}:${write(member, depth)}`
  }
  return `{${text}}`
}

// Since ES2019 JSON.stringify escapes a string exactly as RFC 8785 section 3.2.2.2, except that it lets lone surrogates pass.
function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  if (!text.isWellFormed()) throw refusal('surrogate', 'a string holds half of a surrogate pair')
  return JSON.stringify(text)
}

function refusal(reason: string, message: string): Refusal {
  return new Refusal('invalid', `canonical-json.${reason}`, message)
}
