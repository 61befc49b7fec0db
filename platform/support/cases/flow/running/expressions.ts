import type { Input, Variables } from '../net.ts'

/** The values of named expressions. */
export function evaluated(inputs: readonly Input[], scope: Variables): Variables {
  return Object.fromEntries(inputs.map((input) => [input.name, input.value(scope)]))
}

/** A value with one part of it put in; what was no object becomes one. */
export function withPart(whole: unknown, path: readonly string[], value: unknown): unknown {
  const [first, ...rest] = path
  if (first === undefined) return value
  const isRecord = typeof whole === 'object' && whole !== null && !Array.isArray(whole)
  const record = isRecord ? (whole as Variables) : {}
  return { ...record, [first]: withPart(record[first], rest, value) }
}
