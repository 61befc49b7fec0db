import { Refusal } from './errors.ts'

/**
 * Parses JSON whose meaning is the same for every reader: refuses what is not JSON, members given twice and lone
 * surrogates (I-JSON, RFC 7493). For whatever is hashed, signed or verified.
 */
export function parseStrictJson(text: string): unknown {
  const value = parse(text)
  // A repeated member is one that the text writes and the value no longer has, so counting both finds it.
  if (writtenMembers(text) !== keptMembers(value)) {
    throw new Refusal('invalid', 'strict-json.duplicate-key', 'an object gives one of its members twice')
  }
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal('invalid', 'strict-json.syntax', error instanceof Error ? error.message : 'not JSON')
  }
}

/** The colons outside strings of a text that is known to be JSON. */
function writtenMembers(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === ':') count++
    if (text[i] !== '"') continue
    for (i++; text[i] !== '"'; i++) if (text[i] === '\\') i++
  }
  return count
}

function keptMembers(root: unknown): number {
  let count = 0
  const open: unknown[] = [root]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string') requireWellFormed(value)
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) {
      for (const item of value) open.push(item)
      continue
    }
    for (const [key, member] of Object.entries(value)) {
      requireWellFormed(key)
      open.push(member)
      count++
    }
  }
  return count
}

function requireWellFormed(text: string): void {
  if (text.isWellFormed()) return
  throw new Refusal('invalid', 'strict-json.surrogate', 'a string holds half of a surrogate pair')
}
