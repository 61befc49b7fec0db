import { Decimal } from 'decimal.js'
import { asInteger, canonical, Dec, divide, multiply, parseNumber, roundTo, subtract, toDecimal } from '../number.ts'
import { days, months } from '../temporal.ts'
import { type FeelFunction, type FeelNumber, fail, type Run, type Value } from '../values.ts'
import { builtin, signature } from './signature.ts'

type Mode = Decimal.Rounding

function rounding(name: string, mode: Mode): FeelFunction {
  return builtin(
    name,
    signature(['n: number'], (run, n) => rounded(run, n, 0, mode)),
    signature(['n: number', 'scale: number'], (run, n, scale) => rounded(run, n, scale, mode)),
  )
}

// The rounding functions without a default scale (DMN 1.5 table 76).
function scaledRounding(name: string, mode: Mode): FeelFunction {
  return builtin(
    name,
    signature(['n: number', 'scale: number'], (run, n, scale) => rounded(run, n, scale, mode)),
  )
}

function rounded(run: Run, n: FeelNumber, scale: FeelNumber, mode: Mode): Value {
  // Not a bound method of Decimal but its value: a scale has to be a whole number.
  const places = canonical(toDecimal(scale).trunc())
  const result = places === null ? null : roundTo(n, asInteger(places) ?? Number.NaN, mode)
  return result ?? fail(run, 'number', 'the scale is out of range')
}

function real(name: string, cost: number, compute: (n: Decimal) => Decimal): FeelFunction {
  return builtin(
    name,
    signature(['number: number'], (run, n) => {
      run.spend(cost)
      return canonical(compute(toDecimal(n))) ?? fail(run, 'number', `${name} is not defined there`)
    }),
  )
}

/** DMN 1.5 §10.3.4.5: the remainder has the sign of the divisor. */
function modulo(run: Run, dividend: FeelNumber, divisor: FeelNumber): Value {
  if (divisor === 0) return fail(run, 'number', 'modulo by zero')
  const quotient = divide(dividend, divisor)
  const floor = quotient === null ? null : roundTo(quotient, 0, Decimal.ROUND_FLOOR)
  const whole = floor === null ? null : multiply(divisor, floor)
  return whole === null ? null : subtract(dividend, whole)
}

function isOdd(n: FeelNumber): boolean | null {
  const value = toDecimal(n)
  return value.isInteger() ? !value.mod(2).isZero() : null
}

/** `number(from, grouping separator, decimal separator)`: only space, comma and point separate. */
function readNumber(run: Run, from: string, grouping: string | null, decimal: string | null): Value {
  const legal = (grouping === null || /^[ ,.]$/.test(grouping)) && (decimal === null || /^[,.]$/.test(decimal))
  if (!legal || (grouping !== null && grouping === decimal))
    return fail(run, 'number', 'these separators are not allowed')
  let text = grouping === null ? from : from.split(grouping).join('')
  if (decimal !== null) text = text.replace(decimal, '.')
  return parseNumber(text) ?? fail(run, 'number', `"${from}" is no number`)
}

export const numberFunctions: readonly FeelFunction[] = [
  scaledRounding('decimal', Dec.ROUND_HALF_EVEN),
  rounding('floor', Dec.ROUND_FLOOR),
  rounding('ceiling', Dec.ROUND_CEIL),
  scaledRounding('round up', Dec.ROUND_UP),
  scaledRounding('round down', Dec.ROUND_DOWN),
  scaledRounding('round half up', Dec.ROUND_HALF_UP),
  scaledRounding('round half down', Dec.ROUND_HALF_DOWN),
  builtin(
    'abs',
    signature(['n: number'], (_run, n) => canonical(toDecimal(n).abs())),
    signature(['n: days and time duration'], (_run, n) => days(n.nanos < 0n ? -n.nanos : n.nanos)),
    signature(['n: years and months duration'], (_run, n) => months(Math.abs(n.months))),
  ),
  builtin('modulo', signature(['dividend: number', 'divisor: number'], modulo)),
  real('sqrt', 10, (n) => n.sqrt()),
  real('log', 100, (n) => n.ln()),
  real('exp', 100, (n) => n.exp()),
  builtin(
    'odd',
    signature(['number: number'], (_run, n) => isOdd(n)),
  ),
  builtin(
    'even',
    signature(['number: number'], (_run, n) => {
      const odd = isOdd(n)
      return odd === null ? null : !odd
    }),
  ),
  builtin(
    'number',
    signature(['from: string', 'grouping separator?: string', 'decimal separator?: string'], readNumber),
    signature(['from: number'], (_run, n) => n),
  ),
]
