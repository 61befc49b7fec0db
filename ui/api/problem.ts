/** One thing wrong in what was sent: where, by JSON pointer, and a sentence for the person. */
export type ProblemFault = { pointer: string; rule: string; detail: string }

/** A request that did not succeed: the server's problem details (RFC 9457), or `status` 0 when no answer came. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  /** A sentence for people in the language asked for; empty when the server gave none. */
  readonly title: string
  readonly faults: ProblemFault[]
  /** What to quote when asking the operators. */
  readonly instance: string
  /** The whole body: some problems carry more, such as who changed a case meanwhile. */
  readonly details: Record<string, unknown>

  constructor(
    status: number,
    body: Partial<{ code: string; title: string; errors: ProblemFault[]; instance: string }>,
  ) {
    super(`${status} ${body.code ?? ''} ${body.title ?? ''}`.trim())
    this.name = 'ApiProblem'
    this.status = status
    this.code = body.code ?? (status === 0 ? 'offline' : 'http.unknown')
    this.title = body.title ?? ''
    this.faults = body.errors ?? []
    this.instance = body.instance ?? ''
    this.details = body
  }
}

/** What kind of trouble a page has, so that it can say the right thing. */
export type Trouble = 'offline' | 'sign-in' | 'forbidden' | 'missing' | 'conflict' | 'limited' | 'invalid' | 'broken'

export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof ApiProblem)) return 'broken'
  if (error.status === 0) return 'offline'
  if (error.status === 401) return 'sign-in'
  if (error.status === 403) return 'forbidden'
  if (error.status === 404) return 'missing'
  if (error.status === 409) return 'conflict'
  if (error.status === 429) return 'limited'
  return error.status < 500 ? 'invalid' : 'broken'
}
