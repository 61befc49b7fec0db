import { Decimal } from 'decimal.js'
import type { FeelNumber } from './values.ts'

/**
 * DMN 1.5 §10.3.2.2: FEEL numbers are IEEE 754-2008 decimal128, 34 digits, half-even. A private constructor, so no setting
 * of the host's Decimal leaks in or out.
 */
export const Dec = Decimal.clone({
  precision: 34,
  rounding: Decimal.ROUND_HALF_EVEN,
  maxE: 6144,
  minE: -6176,
  toExpNeg: -7000,
  toExpPos: 7000,
  defaults: true,
})

const MAX_SAFE = new Dec(Number.MAX_SAFE_INTEGER)

/** The one form of a decimal: native when it is a safe integer, null when it is no number at all. */
export function canonical(value: Decimal): FeelNumber | null {
  if (!value.isFinite()) return null
  if (value.isInteger() && value.abs().lte(MAX_SAFE)) return value.toNumber() + 0
  return value
}

/** Reads a FEEL numeric literal or any decimal text; null when it is none. */
export function parseNumber(text: string): FeelNumber | null {
  if (!/^[-+]?(\d+(\.\d+)?|\.\d+)([eE][-+]?\d+)?$/.test(text)) return null
  return canonical(new Dec(text).toSignificantDigits(34))
}

/** A host number as FEEL sees it: its shortest decimal form, not its binary expansion. */
export function fromHostNumber(value: number): FeelNumber | null {
  return Number.isSafeInteger(value) ? value + 0 : canonical(new Dec(value))
}

export function toDecimal(value: FeelNumber): Decimal {
  return typeof value === 'number' ? new Dec(value) : value
}

/** The value as a native number, rounded to double where the decimal does not fit. */
export function toHostNumber(value: FeelNumber): number {
  return typeof value === 'number' ? value : value.toNumber()
}

export function add(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(sum)) return sum
  }
  return canonical(Dec.add(a, b))
}

export function subtract(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b
    if (Number.isSafeInteger(difference)) return difference
  }
  return canonical(Dec.sub(a, b))
}

export function multiply(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    if (Number.isSafeInteger(product)) return product + 0
  }
  return canonical(Dec.mul(a, b))
}

/** Null when the divisor is zero. */
export function divide(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null
  if (typeof a === 'number' && typeof b === 'number') {
    const quotient = a / b
    if (Number.isSafeInteger(quotient) && quotient * b === a) return quotient + 0
  }
  return canonical(Dec.div(a, b))
}

export function power(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  return canonical(Dec.pow(a, b))
}

export function negate(a: FeelNumber): FeelNumber {
  return typeof a === 'number' ? 0 - a : a.neg()
}

/** Negative, zero or positive, as for sorting. */
export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
  return toDecimal(a).cmp(b)
}

/** FEEL's text of a number: plain notation, no trailing zeros. */
export function formatNumber(value: FeelNumber): string {
  return typeof value === 'number' ? String(value) : value.toFixed()
}

/** The integer a number is, or null when it has a fraction or lies outside the safe integers. */
export function asInteger(value: FeelNumber): number | null {
  return typeof value === 'number' ? value : null
}

/** The value rounded to `scale` digits after the point (negative: before it) in the given mode. */
export function roundTo(value: FeelNumber, scale: number, mode: Decimal.Rounding): FeelNumber | null {
  if (scale < -6111 || scale > 6176) return null
  if (typeof value === 'number' && scale >= 0) return value
  const decimal = toDecimal(value)
  if (scale >= 0) return canonical(decimal.toDecimalPlaces(scale, mode))
  const unit = new Dec(10).pow(-scale)
  return canonical(decimal.div(unit).toDecimalPlaces(0, mode).mul(unit))
}
