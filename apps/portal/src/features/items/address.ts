import type { Audience } from '@zhengtong/platform/nets/service/items/contract.ts'

/** What is being looked for, as the address keeps it. */
export type ItemAddress = {
  q?: string
  audience?: Audience
  type?: string
  department?: string
  theme?: string
  online?: true
}

const audiences: readonly Audience[] = [
  'natural-person',
  'enterprise',
  'institution',
  'social-organisation',
  'agency',
  'other',
]

/** Reads a search from an address typed, shared or mistyped; what is not understood is left out. */
export function readItemSearch(search: Record<string, unknown>): ItemAddress {
  const found: ItemAddress = {}
  const text = (value: unknown, most: number) =>
    value === undefined || value === '' ? undefined : String(value).slice(0, most)
  const q = text(search.q, 200)
  const audience = audiences.find((each) => each === search.audience)
  const department = text(search.department, 300)
  const theme = text(search.theme, 50)
  // The router reads numbers and truth values out of addresses; the type of an item is two digits.
  const type = text(search.type, 2)?.padStart(2, '0')
  if (q) found.q = q
  if (audience) found.audience = audience
  if (type && /^[0-2]\d$/.test(type)) found.type = type
  if (department) found.department = department
  if (theme) found.theme = theme
  if (search.online === true || search.online === 'true') found.online = true
  return found
}
