import type { Treatment } from './contract.ts'

/** A value as it leaves. What has no value has none afterwards; a mask was put on before it left the register. */
export function treated(value: unknown, treatment: Treatment): unknown {
  if (value === null || value === undefined || value === '') return null
  switch (treatment.how) {
    case 'keep':
    case 'mask':
      return value
    case 'month':
      return String(value).slice(0, 7)
    case 'year':
      return String(value).slice(0, 4)
    case 'band': {
      const number = Number(value)
      if (!Number.isFinite(number)) return null
      const low = Math.floor(number / treatment.width) * treatment.width
      return `${low}–${low + treatment.width - 1}`
    }
    case 'prefix': {
      const characters = Array.from(String(value))
      return characters.length > treatment.length ? `${characters.slice(0, treatment.length).join('')}…` : String(value)
    }
  }
}

/** Whether a treatment leaves the value what it was. */
export const keepsValue = ({ how }: Treatment): boolean => how === 'keep'

/** Whether it can be put on values of a type. */
export function fits({ how }: Treatment, type: string): boolean {
  if (how === 'month' || how === 'year') return type === 'date' || type === 'timestamp'
  if (how === 'band') return type === 'integer' || type === 'number'
  if (how === 'prefix') return type === 'text'
  return true
}
