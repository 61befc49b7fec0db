import { completeCreditCode } from '#kernel/codes/credit-code.ts'
import { mod3736Check } from '#kernel/codes/mod-37-36.ts'
import { Refusal } from '#kernel/errors.ts'
import type { CredentialType } from './contract.ts'

/** Where a number is made: day of issue, six digits of the division, the elements. */
export type NumberSite = { day: string; division: string; elements: Record<string, unknown> }

const base31 = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** By what numbers of this type are counted apart: `2026`, `441900`, or nothing. */
export function scopeOf(type: CredentialType, site: NumberSite): string {
  if (!('pattern' in type.numbering)) return ''
  const part = { year: site.day.slice(0, 4), date: site.day.replaceAll('-', ''), division: site.division }
  return (type.numbering.scope ?? []).map((scope) => part[scope]).join('/')
}

/** The number for a place in the sequence, from 1. Refuses `credentials.number-range` when it no longer fits. */
export function numberFor(type: CredentialType, site: NumberSite, sequence: number): string {
  const { numbering } = type
  if ('element' in numbering) return String(site.elements[numbering.element] ?? '')
  if ('creditCode' in numbering) {
    const { registrar, category, prefix } = numbering.creditCode
    const body = prefix + inBase31(sequence, 8 - prefix.length, type)
    return completeCreditCode(`${registrar}${category}${site.division}${body}`)
  }
  let made = ''
  // From left to right, since a check character is over what stands before it.
  for (const part of numbering.pattern.split(/(\{[^{}]+\})/))
    made += part.startsWith('{') ? fill(part.slice(1, -1), made, site, sequence, type) : part
  return made
}

function fill(token: string, before: string, site: NumberSite, sequence: number, type: CredentialType): string {
  if (token === 'year') return site.day.slice(0, 4)
  if (token === 'date') return site.day.replaceAll('-', '')
  if (token === 'division') return site.division
  if (token === 'check:mod-11-10') return mod1110Check(before.replace(/\D/g, ''))
  if (token === 'check:mod-37-36') return mod3736Check(before.toUpperCase().replace(/[^0-9A-Z]/g, ''))
  if (token.startsWith('elements.')) return String(site.elements[token.slice('elements.'.length)] ?? '')
  const width = Number(token.slice('seq:'.length))
  const digits = String(sequence).padStart(width, '0')
  if (digits.length > width) throw outOfNumbers(type)
  return digits
}

/** ISO 7064 MOD 11,10 over digits (GB/T 17710): the check digit of food licences and others. */
export function mod1110Check(digits: string): string {
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return String((11 - product) % 10)
}

function inBase31(value: number, width: number, type: CredentialType): string {
  let text = ''
  for (let rest = value; rest > 0; rest = Math.floor(rest / 31)) text = base31[rest % 31] + text
  if (text.length > width) throw outOfNumbers(type)
  return text.padStart(width, '0')
}

function outOfNumbers(type: CredentialType): Refusal {
  return new Refusal('unavailable', 'credentials.number-range', `The numbers of ${type.key} have run out`)
}
