import type { Answer } from '../client.ts'
import type { Due } from './timers.ts'

/** One request with a key that was answered, and so must have happened exactly once. */
export type Acknowledged = {
  kind: 'submit' | 'act'
  caseId: string
  verb: string
  token: string
  path: string
  key: string
  body: unknown
  answer: Answer
}

export type Load = {
  acknowledged: Acknowledged[]
  /** Acts that were refused with a reason, counted by verb and code. */
  refused: Map<string, number>
  /** Timers whose time was made to come. */
  due: Due[]
  /** How often a request got no answer, or the answer that the database is away, and was sent again with the same key. */
  retries: number
  /** Answers that nothing explains. */
  strange: string[]
  /** Lets each driver finish what it began. */
  stop(): Promise<void>
}

/** Asks until there is an answer; a server that is away, or says that its database is, has not answered. */
export type Insist = (attempt: () => Promise<Answer>) => Promise<Answer>
