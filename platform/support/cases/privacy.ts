import { mask } from '#kernel/masks.ts'

/** Masks every citizen ID and mobile number inside a JSON value (standards A5); the rest stays as it is. */
export function hideNumbers<T>(value: T): T {
  return hide(value) as T
}

function hide(value: unknown): unknown {
  if (typeof value === 'string') {
    if (/^\d{17}[\dXx]$/.test(value)) return mask('id-staff', value)
    if (/^1\d{10}$/.test(value)) return mask('phone', value)
    return value
  }
  if (Array.isArray(value)) return value.map(hide)
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hide(inner)]))
  return value
}
