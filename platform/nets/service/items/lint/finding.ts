import type { Item } from '../item.ts'

/** What a rule has to say of one place of an item. An `error` keeps the item from being published. */
export type Finding = {
  code: string
  severity: 'error' | 'warning'
  pointer: string
  message: { zh: string; en: string }
  /** The law, standard or practice the rule stands on. */
  basis: string
}

/** One consistency rule: what it is called, how bad a breach is, on what it rests, and where an item breaks it. */
export type Rule = {
  code: string
  severity: Finding['severity']
  basis: string
  zh: string
  en: string
  /** Pointers of the places that break the rule, each with what to put for `{}` in the message. */
  find: (item: Item) => Place[]
}

export type Place = string | { pointer: string; value: string }

/** A breach at one place when `broken` holds, else none. */
export function when(broken: boolean | undefined, place: Place): Place[] {
  return broken ? [place] : []
}
