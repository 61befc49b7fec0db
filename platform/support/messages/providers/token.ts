import type { Log } from '#ground/telemetry/log.ts'

/** What messengers of this kind answer: 0 for done, anything else a code that their documents list. */
export type Answer = { errcode: number; errmsg?: string } & Record<string, unknown>

/** An answer other than the one hoped for. `down` when there was none at all. */
export class NotTaken extends Error {
  readonly errcode: number | undefined
  constructor(errcode: number | undefined, message: string) {
    super(message)
    this.errcode = errcode
  }
}

/** Calls a JSON API whose access tokens are fetched by id and secret and kept until shortly before they end. */
export function createTokenApi(given: {
  base: string
  tokenUrl: string
  /** Codes that mean: the token ended, fetch another. */
  ended: readonly number[]
  log: Log
  now: () => Date
}) {
  let token: Promise<{ value: string; until: number }> | undefined

  async function fetchToken(): Promise<{ value: string; until: number }> {
    const answer = await call(given.tokenUrl)
    const { access_token: value, expires_in: seconds } = answer
    if (typeof value !== 'string' || typeof seconds !== 'number') throw new NotTaken(answer.errcode, 'no access token')
    return { value, until: given.now().getTime() + (seconds - 300) * 1000 }
  }

  async function tokenNow(): Promise<string> {
    const current = await token?.catch(() => undefined) // who fetched it was told
    if (current && current.until > given.now().getTime()) return current.value
    token = fetchToken()
    return (await token).value
  }

  async function call(url: string, body?: unknown): Promise<Answer> {
    const response = await fetch(url, {
      ...(body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(15_000),
    }).catch((cause: unknown) => {
      throw new NotTaken(undefined, String(cause))
    })
    if (!response.ok) throw new NotTaken(undefined, `it answered ${response.status}`)
    const answer = (await response.json().catch(() => ({ errcode: -1, errmsg: 'not JSON' }))) as Answer
    if (answer.errcode) throw new NotTaken(answer.errcode, `${answer.errcode} ${answer.errmsg ?? ''}`)
    return answer
  }

  /** Posts to a path; once more with a new token when the old one turns out to have ended. */
  return async function post(path: string, body: unknown): Promise<Answer> {
    const to = async () => `${given.base}${path}?access_token=${encodeURIComponent(await tokenNow())}`
    try {
      return await call(await to(), body)
    } catch (error) {
      if (!(error instanceof NotTaken) || !given.ended.includes(error.errcode ?? 0)) throw error
      given.log.debug({ errcode: error.errcode }, 'an access token ended early; fetching another')
      token = undefined
      return call(await to(), body)
    }
  }
}
