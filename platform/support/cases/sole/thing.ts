import { canonicalJson } from '#kernel/canonical-json.ts'
import { compileFeel } from '#support/rules/contract.ts'
import type { SoleGrant } from './sole.ts'

const compiled = new Map<string, ReturnType<typeof compileFeel>>()

/** What identifies the thing in this case, as one text; undefined when a part of it is not known, for then nothing is the same. */
export function thingOf(sole: SoleGrant, scope: Record<string, unknown>): string | undefined {
  const values = sole.per.map((text) => {
    const ask = compiled.get(text) ?? compileFeel(text)
    compiled.set(text, ask)
    return ask(scope) ?? null
  })
  if (values.some((value) => value === null)) return undefined
  return canonicalJson(values.map((value) => (typeof value === 'string' ? spelt(value) : value)))
}

/** Two ways to write one address: width of signs and spaces say nothing. */
const spelt = (value: string) => value.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
