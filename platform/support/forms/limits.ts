import type { Fault } from '#kernel/errors.ts'

/** What a person can mean to send; beyond it is an attack or a mistake and is not even walked. */
export const limits = { depth: 12, values: 5_000, listLength: 500, textLength: 20_000, keyLength: 200 } as const

/** The first limit that an answer breaks, if any. Walks iteratively, so that depth cannot exhaust the stack. */
export function findExcess(answers: unknown): Fault | undefined {
  const waiting: { value: unknown; pointer: string; depth: number }[] = [{ value: answers, pointer: '', depth: 0 }]
  let count = 0
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, pointer, depth } = next
    if (++count > limits.values) return excess('', `最多填写${limits.values}项内容`)
    if (typeof value === 'string' && value.length > limits.textLength)
      return excess(pointer, `内容过长，最多${limits.textLength}字`)
    // PostgreSQL keeps no U+0000, and canonical JSON (RFC 8785) no half of a surrogate pair.
    if (typeof value === 'string' && (value.includes('\u0000') || !value.isWellFormed()))
      return excess(pointer, '内容中有无法保存的字符，请删去后重填')
    if (typeof value !== 'object' || value === null) continue
    if (depth >= limits.depth) return excess(pointer, `内容嵌套过深，最多${limits.depth}层`)
    if (Array.isArray(value) && value.length > limits.listLength)
      return excess(pointer, `最多填写${limits.listLength}项`)
    for (const [key, inner] of Object.entries(value)) {
      if (key.length > limits.keyLength) return excess(pointer, '字段名过长')
      if (waiting.length > limits.values) return excess('', `最多填写${limits.values}项内容`)
      waiting.push({ value: inner, pointer: `${pointer}/${key}`, depth: depth + 1 })
    }
  }
  return undefined
}

function excess(pointer: string, detail: string): Fault {
  return { pointer, rule: 'limit', detail: `${detail}。` }
}
