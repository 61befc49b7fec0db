import { MAX_NESTING, toFeel } from '../feel/convert.ts'
import { parseNumber } from '../feel/number.ts'
import { parseDate, parseDateTime, parseDuration, parseTime } from '../feel/temporal.ts'
import { type FeelType, isList, type Value } from '../feel/values.ts'

/**
 * A JSON value read the way a declared type wants it: text becomes a date, time, duration or exact number where the type is
 * one. What does not fit is passed on as it is, for the type check to name.
 */
export function readAs(json: unknown, type: FeelType | null, depth = 0): Value {
  if (json === null || json === undefined || depth > MAX_NESTING) return null
  if (!type) return toFeel(json)
  if (type.is === 'checked') return readAs(json, type.base, depth)
  if (typeof json === 'string') return readText(json, type)
  if (Array.isArray(json)) return json.map((item) => readAs(item, type.is === 'list' ? type.of : type, depth + 1))
  if (type.is === 'list') return readAs(json, type.of, depth + 1)
  if (type.is !== 'context' || typeof json !== 'object') return toFeel(json)
  const fields = Object.entries(json).map(
    ([key, value]) => [key, readAs(value, type.fields.get(key) ?? null, depth + 1)] as const,
  )
  // A field left out of a form is a field left open, not a context of another type.
  for (const name of type.fields.keys()) if (!Object.hasOwn(json, name)) fields.push([name, null])
  return new Map(fields)
}

function readText(text: string, type: FeelType): Value {
  switch (type.is) {
    case 'date':
      return parseDate(text) ?? text
    case 'time':
      return parseTime(text) ?? text
    case 'date and time':
      return parseDateTime(text) ?? text
    case 'days and time duration':
    case 'years and months duration':
      return parseDuration(text) ?? text
    case 'number':
      return parseNumber(text) ?? text
    case 'list': {
      const item = readText(text, type.of)
      return isList(item) ? item : [item]
    }
    default:
      return text
  }
}
