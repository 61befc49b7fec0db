import { Check, Errors } from 'typebox/schema'
import { type Fault, Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import type {
  CredentialKind,
  CredentialRecord,
  CredentialStatus,
  CredentialType,
  CredentialVerb,
  FaceItem,
  Validity,
} from './contract.ts'
import { sayValue } from './phrase.ts'

const steps: Record<CredentialVerb, { from: readonly CredentialStatus[]; to: CredentialStatus }> = {
  change: { from: ['valid'], to: 'superseded' },
  renew: { from: ['valid', 'expired'], to: 'superseded' },
  'annual-check': { from: ['valid'], to: 'valid' },
  suspend: { from: ['valid'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'valid' },
  withdraw: { from: ['valid', 'suspended'], to: 'withdrawn' },
  annul: { from: ['valid', 'suspended'], to: 'annulled' },
  revoke: { from: ['valid', 'suspended'], to: 'revoked' },
  // 注销 is a formality that follows the end, whatever ended it (许可法第70条).
  cancel: { from: ['valid', 'suspended', 'expired', 'withdrawn', 'annulled', 'revoked'], to: 'cancelled' },
}

export const credentialVerbs = Object.keys(steps) as CredentialVerb[]

/** The status a verb leads to, or undefined when it cannot be done in this one. */
export function statusAfter(status: CredentialStatus, verb: CredentialVerb): CredentialStatus | undefined {
  return steps[verb].from.includes(status) ? steps[verb].to : undefined
}

/** The stored status seen on a day: what is valid past its last day is expired. */
export function statusOn(status: CredentialStatus, validTo: string | undefined, day: string): CredentialStatus {
  return status === 'valid' && validTo !== undefined && validTo < day ? 'expired' : status
}

/** First and last day of validity. Years and months end on the day before, as licences have it: five years from 2026-11-22 end on 2031-11-21. */
export function validityOf(
  validity: Validity,
  from: string,
  until: (expression: string) => unknown,
): { validFrom?: string; validTo?: string } {
  if (validity === 'none') return {}
  if ('until' in validity) {
    const day = until(validity.until)
    if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day))
      throw new Refusal('invalid', 'credentials.elements', `${validity.until} gives no date`)
    return { validFrom: from, validTo: day }
  }
  const months = 'years' in validity ? validity.years * 12 : validity.months
  return { validFrom: from, validTo: dayBefore(monthsLater(from, months)) }
}

function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const moved = new Date(Date.UTC(year, month - 1 + months, date))
  // The 31st of a month that has 30 days is its last day, not the first of the next.
  if (moved.getUTCDate() !== date) moved.setUTCDate(0)
  return moved.toISOString().slice(0, 10)
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

/**
 * The declared elements that have a value, checked against the type: a flow hands over what its case knows, a paper takes
 * what it shows. Refuses `credentials.elements` with every fault.
 */
export function elementsOf(type: CredentialType, given: Record<string, unknown>): Record<string, unknown> {
  const elements = Object.fromEntries(
    Object.entries(given).filter(
      ([key, value]) => key in type.elements.properties && value !== undefined && value !== null && value !== '',
    ),
  )
  const schema = { additionalProperties: false, ...type.elements }
  // Telling what is wrong costs several times as much as seeing that nothing is.
  if (Check(schema, elements)) return elements
  const [, errors] = Errors(schema, elements)
  const faults = errors.map(
    ({ instancePath, keyword, message }): Fault => ({
      pointer: `/elements${instancePath}`,
      rule: keyword,
      detail: message,
    }),
  )
  throw new Refusal('invalid', 'credentials.elements', `The elements do not fit ${type.key}`, { faults })
}

/** What the phrases of a face may name. */
export function phraseValues(record: CredentialRecord): Record<string, unknown> {
  const { holder, number, issuer, elements, issued, validFrom, validTo } = record
  return { holder, number, issuer, elements, issued, validFrom, validTo }
}

/** Every text that a paper will show, so that a missing glyph is found before anything is numbered. */
export function textOnFace(parts: { elements: Record<string, unknown>; holder: string; issuer: string }): string {
  return JSON.stringify([parts.elements, parts.holder, parts.issuer])
}

/** What stands on every paper of a type. */
export function textOfType(type: CredentialType): string {
  return JSON.stringify([type.name, type.face, type.elements])
}

/** Elements as people read them, in the order of the type; only these when `only` is given. */
export function faceItems(type: CredentialType, record: CredentialRecord, only?: readonly string[]): FaceItem[] {
  const items: FaceItem[] = []
  for (const [key, element] of Object.entries(type.elements.properties)) {
    const value = sayValue(record.elements[key])
    if (value === '' || (only && !only.includes(key))) continue
    const titleEn = element['x-en']
    items.push({ key, title: element.title, ...(titleEn ? { titleEn } : {}), value })
  }
  return items
}

/** A holder's name as strangers may read it: firms in full, people masked. */
export function publicHolder(record: CredentialRecord): string {
  return record.holder.idType === 'uscc' ? record.holder.name : mask('name', record.holder.name)
}

export const kindName: Record<CredentialKind, string> = { licence: '证照', letter: '文书', certificate: '证明' }
