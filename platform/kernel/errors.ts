/** The closed list of ways a request can be understood and declined. The HTTP floor alone knows their status codes. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'limited'
  | 'unavailable'

/** One thing wrong in the input: a JSON pointer to it, the rule it breaks and a sentence for the person. */
export type Fault = { pointer: string; rule: string; detail: string }

export type RefusalDetails = { faults?: Fault[]; [key: string]: unknown }

/**
 * A request we understand and decline. It unwinds the transaction by itself and becomes problem details at the edge.
 * `code` is `module.reason`, stable, and the key the pages translate; `message` is for logs and developers.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly details: RefusalDetails

  constructor(kind: RefusalKind, code: string, message: string, details: RefusalDetails = {}) {
    super(message)
    this.name = 'Refusal'
    this.kind = kind
    this.code = code
    this.details = details
  }
}
