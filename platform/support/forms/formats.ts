import { dayNumber } from '#kernel/calendar-date.ts'
import { parseCitizenId } from '#kernel/codes/citizen-id.ts'
import { parseCreditCode } from '#kernel/codes/credit-code.ts'
import { parseDivisionCode } from '#kernel/codes/division-code.ts'
import { parseLicenceId } from '#kernel/codes/licence-id.ts'
import { normaliseCode } from '#kernel/codes/parsed.ts'
import type { Fault } from '#kernel/errors.ts'

/** What a text of a format gives: `faults` refuse it, `findings` only warn. */
export type FormatReading = { faults: Fault[]; findings: Fault[] }

/** The formats of our own (standards H13), which assert, unlike JSON Schema's. `asOf` is a `YYYY-MM-DD` date. */
export const formats: Readonly<Record<string, (text: string, asOf: string) => FormatReading>> = {
  'cn-id': (text, asOf) => readingOf(parseCitizenId(text, asOf)),
  uscc: readCreditCode,
  'cn-mobile': (text) => ({
    faults: /^1\d{10}$/.test(text) ? [] : [fault('cn-mobile.shape', '手机号应为1开头的11位数字。')],
    findings: [],
  }),
  'cn-division': (text) => readingOf(parseDivisionCode(text)),
  'licence-id': (text) => readingOf(parseLicenceId(text)),
  date: (text) => ({
    faults: dayNumber(text) === undefined ? [fault('date.unreal', '请填写真实存在的日期，例如2026-11-23。')] : [],
    findings: [],
  }),
}

/** The text as it is kept: what people type or paste of a code, without the spaces, wide digits and hyphens. */
export function normaliseFormat(format: string | undefined, text: string): string {
  if (format === 'cn-id' || format === 'uscc' || format === 'licence-id' || format === 'cn-division')
    return normaliseCode(text)
  if (format === 'cn-mobile') return normaliseCode(text).replaceAll('-', '').replace(/^\+86/, '')
  return text.trim()
}

/**
 * Codes of bodies registered with 机构编制 (first character 1) were given by hand for years, so their wrong check
 * characters are told and let through; those of the market registry are computed and must be right.
 */
function readCreditCode(text: string): FormatReading {
  const reading = readingOf(parseCreditCode(text))
  const [only] = reading.faults
  const isAgencyCheck = reading.faults.length === 1 && only?.rule === 'credit-code.check' && text.startsWith('1')
  return isAgencyCheck ? { faults: [], findings: reading.faults } : reading
}

function readingOf(parsed: { ok: true; value: unknown } | { ok: false; faults: Fault[] }): FormatReading {
  if (!parsed.ok) return { faults: parsed.faults, findings: [] }
  const value = parsed.value
  const findings = typeof value === 'object' && value !== null && 'findings' in value ? value.findings : []
  return { faults: [], findings: Array.isArray(findings) ? findings : [] }
}

function fault(rule: string, detail: string): Fault {
  return { pointer: '', rule, detail }
}
