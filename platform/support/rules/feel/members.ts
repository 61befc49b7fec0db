import { epochDay, NANOS_PER_SECOND, weekday } from './calendar.ts'
import { days } from './temporal.ts'
import { offsetOf, offsetOfTime } from './temporal-math.ts'
import { fail, isContext, isList, isNumber, type Run, type Temporal, type Value } from './values.ts'

/** The members that built-in kinds have, in the spelling the parser must know. */
export const builtinMembers = ['time offset', 'start included', 'end included']

/** `value.name`: an entry, a property of a temporal value or range, or the same of each item of a list. */
export function readMember(value: Value, name: string, run: Run): Value {
  if (value === null) return null
  if (isContext(value)) return value.get(name) ?? (value.has(name) ? null : fail(run, 'member', `no entry "${name}"`))
  if (isList(value)) {
    run.spend(value.length)
    return value.map((item) => readMember(item, name, run))
  }
  const found = typeof value === 'object' && !isNumber(value) ? property(value, name) : undefined
  return found === undefined ? fail(run, 'member', `no property "${name}"`) : found
}

function property(value: Exclude<Value, null | string | boolean | number>, name: string): Value | undefined {
  if (!('kind' in value)) return undefined
  switch (value.kind) {
    case 'range':
      if (name === 'start') return value.low
      if (name === 'end') return value.high
      if (name === 'start included') return value.lowClosed
      return name === 'end included' ? value.highClosed : undefined
    case 'years and months duration':
      if (name === 'years') return Math.trunc(value.months / 12) + 0
      return name === 'months' ? (value.months % 12) + 0 : undefined
    case 'days and time duration':
      return durationPart(value.nanos, name)
    case 'function':
      return undefined
    default:
      return momentPart(value, name)
  }
}

function durationPart(nanos: bigint, name: string): number | undefined {
  const seconds = nanos / BigInt(NANOS_PER_SECOND)
  if (name === 'days') return Number(seconds / 86_400n)
  if (name === 'hours') return Number((seconds / 3600n) % 24n)
  if (name === 'minutes') return Number((seconds / 60n) % 60n)
  return name === 'seconds' ? Number(seconds % 60n) : undefined
}

function momentPart(value: Temporal, name: string): Value | undefined {
  if (value.kind !== 'time') {
    if (name === 'year') return value.year
    if (name === 'month') return value.month
    if (name === 'day') return value.day
    if (name === 'weekday') return weekday(epochDay(value.year, value.month, value.day))
  }
  if (value.kind === 'date') return undefined
  const seconds = Math.floor(value.nanos / NANOS_PER_SECOND)
  if (name === 'hour') return Math.floor(seconds / 3600)
  if (name === 'minute') return Math.floor(seconds / 60) % 60
  if (name === 'second') return seconds % 60
  if (name === 'timezone') return value.zone?.kind === 'named' ? value.zone.id : null
  if (name !== 'time offset') return undefined
  const offset = value.kind === 'time' ? offsetOfTime(value) : offsetOf(value)
  return offset === null ? null : days(BigInt(offset) * BigInt(NANOS_PER_SECOND))
}
