/** One engine of ours against a peer's, both in this process, no database and no network: pure work. */
export type Duel = {
  name: string
  /** What is done, and what counts as one. */
  operation: string
  peer: string
  /** How many times the peer's rate we want to reach. */
  target: number
  prepare(): Promise<{ own: Work; peer: Work }>
}

/** Does the work once, checks that it came out right, and answers how many operations it was. */
export type Work = () => number | Promise<number>
