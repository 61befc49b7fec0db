import { Refusal } from '#kernel/errors.ts'

/** Deeper than any form of ours; hostile nesting stops here, before it reaches recursive code. */
const maxDepth = 32

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/**
 * Parses a JSON request body. Refuses with `http.malformed`: bytes that are not UTF-8, text that is not JSON, nesting
 * over 32, `__proto__` keys, NUL characters (PostgreSQL cannot keep them) and lone surrogates (RFC 8785 cannot sign them).
 */
export function parseJsonBody(bytes: Buffer): unknown {
  const text = decode(bytes)
  refuseDepth(text)
  const value = parse(text)
  if (/__proto__|constructor|\\u/i.test(text) || text.includes('\u0000')) refuseContent(value)
  return value
}

function malformed(message: string): Refusal {
  return new Refusal('invalid', 'http.malformed', message)
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw malformed('The body is not UTF-8')
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw malformed(`The body is not JSON: ${(error as SyntaxError).message}`)
  }
}

function refuseDepth(text: string): void {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inString) {
      if (c === 92) i++
      else if (c === 34) inString = false
    } else if (c === 34) inString = true
    else if (c === 123 || c === 91) {
      if (++depth > maxDepth) throw malformed(`The body nests deeper than ${maxDepth}`)
    } else if (c === 125 || c === 93) depth--
  }
}

function refuseContent(value: unknown): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000')) throw malformed('A text holds a NUL character')
    if (!value.isWellFormed()) throw malformed('A text holds half a character (a lone surrogate)')
  } else if (Array.isArray(value)) value.forEach(refuseContent)
  else if (value && typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) {
      if (key === '__proto__' || key === 'constructor') throw malformed(`The key ${key} is not allowed`)
      refuseContent(key)
      refuseContent(inner)
    }
}
