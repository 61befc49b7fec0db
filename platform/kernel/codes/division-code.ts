import { accepted, codeFault, normaliseCode, type Parsed, refused } from './parsed.ts'

export type DivisionLevel = 'province' | 'prefecture' | 'county' | 'township' | 'village'

export type Division = {
  /** Always 12 digits, padded with zeros: the stored form. */
  code: string
  level: DivisionLevel
}

/** Where each level's segment ends in the 12 digits: GB/T 2260 for the first six, the statistics code for the rest. */
const LEVELS: readonly { level: DivisionLevel; start: number; end: number }[] = [
  { level: 'province', start: 0, end: 2 },
  { level: 'prefecture', start: 2, end: 4 },
  { level: 'county', start: 4, end: 6 },
  { level: 'township', start: 6, end: 9 },
  { level: 'village', start: 9, end: 12 },
]

/** Reads a division of 6, 9 or 12 digits. Whether it exists, or once did, is for the dated table to say. */
export function parseDivisionCode(text: string): Parsed<Division> {
  const digits = normaliseCode(text)
  if (!/^(\d{6}|\d{9}|\d{12})$/.test(digits)) {
    return refused(codeFault('division-code.shape', '行政区划代码应为6位、9位或12位数字。'))
  }
  const code = digits.padEnd(12, '0')
  if (code.startsWith('00')) return refused(codeFault('division-code.province', '行政区划代码前两位应为省级代码。'))
  return accepted({ code, level: divisionLevel(code) })
}

/** The level of a 12-digit code: the last segment that is not all zeros. */
export function divisionLevel(code: string): DivisionLevel {
  const last = LEVELS.findLast(({ start, end }) => Number(code.slice(start, end)) > 0)
  return last?.level ?? 'province'
}

/**
 * The 12-digit code one level up, or undefined above a province. A level the code leaves empty is skipped, so a town of
 * Dongguan, which has no counties, lies directly under 441900000000.
 */
export function parentDivision(code: string): string | undefined {
  const used = LEVELS.filter(({ start, end }) => Number(code.slice(start, end)) > 0)
  const above = used.at(-2)
  return above ? code.slice(0, above.end).padEnd(12, '0') : undefined
}

/** Whether a 12-digit code lies in the subtree of another, itself included. */
export function isWithinDivision(code: string, ancestor: string): boolean {
  return code.startsWith(divisionPrefix(ancestor))
}

/** The leading digits that all codes of this division's subtree share: `441900000000` gives `4419`. */
export function divisionPrefix(code: string): string {
  const level = divisionLevel(code)
  return code.slice(0, LEVELS.find((each) => each.level === level)?.end)
}
