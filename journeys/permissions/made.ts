import type { Person } from '../client.ts'

/** What stands already when a part of the platform makes its own: people who are signed in, a firm, a waiting case, a letter of a case. */
export type Cast = Record<'owner' | 'intake' | 'admin' | 'manager' | 'decider', Person> & {
  url: string
  /** The firm of the owner. */
  onBehalfOf: string
  /** A case of the firm that waits at intake. */
  waiting: string
  /** A letter to the firm. */
  letterId: string
}

/** What to send: values of paths whose operation and path match, the first that does; and bodies by operation. */
export type Made = { ids: [RegExp, Record<string, string>][]; bodies: Record<string, unknown> }
