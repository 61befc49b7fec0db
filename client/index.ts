import createFetchClient, { type Client as FetchClient, type Middleware } from 'openapi-fetch'
import type { components, operations, paths } from './generated/contract.d.ts'

/** Shapes of the contract by the names it gives them: `Schemas['CapabilityPage']`. */
export type Schemas = components['schemas']
export type Operations = operations
export type Paths = paths

/** A refusal, as the city says it (RFC 9457). */
export type ProblemBody = Schemas['Problem']

/** Thrown by `answerOf` for every answer that is a problem; `code` is stable, the words are for people. */
export class ZhengtongProblem extends Error {
  readonly status: number
  readonly code: string
  readonly problem: ProblemBody

  constructor(problem: ProblemBody) {
    super(`${problem.code}: ${problem.detail ?? problem.title}`)
    this.name = 'ZhengtongProblem'
    this.status = problem.status
    this.code = problem.code
    this.problem = problem
  }
}

export type ClientOptions = {
  /** Of the city or its sandbox, without a path: `https://city.example`. */
  url: string
  /** A bearer token: of a session, or of client credentials. Asked for again with every call when it is a function. */
  token?: string | (() => string | Promise<string>)
  /** Headers over the whole request, such as a signature by RFC 9421; called last, when nothing of it changes any more. */
  sign?: (request: Request) => Record<string, string> | Promise<Record<string, string>>
  /** `zh` unless told. */
  language?: 'zh' | 'en'
  fetch?: (request: Request) => Promise<Response>
}

export type Client = FetchClient<paths>

/**
 * The city's API, typed by its contract: a path, a parameter or a field that does not exist does not compile. What creates
 * something gets an Idempotency-Key unless the caller gave one, so that the same request sent again is one act.
 */
export function createClient({ url, token, sign, language = 'zh', fetch }: ClientOptions): Client {
  const client = createFetchClient<paths>({
    baseUrl: url.replace(/\/+$/, ''),
    headers: { 'accept-language': language },
    ...(fetch ? { fetch } : {}),
  })
  const showing: Middleware = {
    async onRequest({ request }) {
      if (request.method === 'POST' && !request.headers.has('idempotency-key'))
        request.headers.set('idempotency-key', crypto.randomUUID())
      if (token !== undefined)
        request.headers.set('authorization', `Bearer ${typeof token === 'string' ? token : await token()}`)
      if (sign) for (const [name, value] of Object.entries(await sign(request))) request.headers.set(name, value)
      return request
    },
  }
  client.use(showing)
  return client
}

/** The data of an answer; throws `ZhengtongProblem` when it is a problem instead. */
export async function answerOf<Data>(
  asked: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Exclude<Data, undefined>> {
  const { data, error, response } = await asked
  if (response.ok) return data as Exclude<Data, undefined>
  throw new ZhengtongProblem(problemOf(error, response))
}

/** A proxy on the way may answer in words of its own; the status still says what happened. */
function problemOf(error: unknown, { status, statusText }: Response): ProblemBody {
  if (typeof error === 'object' && error !== null && 'code' in error) return error as ProblemBody
  return { type: 'about:blank', title: statusText || String(status), status, code: 'http.unreadable' } as ProblemBody
}
