import type { LucideIcon } from 'lucide-react'

/** A line icon beside a word; the word carries the meaning. */
export function Icon({ of: Picture }: { of: LucideIcon }) {
  return <Picture className="line" aria-hidden="true" />
}
