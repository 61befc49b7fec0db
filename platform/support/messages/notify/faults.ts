import { Refusal } from '#kernel/errors.ts'
import type { TokenFault } from '../senders/token.ts'

/** A refusal of the v2 API: status, the name clients switch on, and a sentence. */
export class NotifyFault extends Error {
  readonly status: number
  readonly error: string
  constructor(status: number, error: string, message: string) {
    super(message)
    this.status = status
    this.error = error
  }
}

/** The sentences clients of this API know for a token that does not count. */
export function tokenFault(fault: TokenFault): NotifyFault {
  const [status, message] = {
    missing: [401, 'Unauthorized: authentication token must be provided'],
    invalid: [403, 'Invalid token: API token not found'],
    expired: [403, 'Error: Your system clock must be accurate to within 30 seconds'],
    'unknown-sender': [403, 'Invalid token: service not found'],
  }[fault] as [number, string]
  return new NotifyFault(status, 'AuthError', message)
}

/** Our refusals in this API's words; what is no refusal stays a defect for the handler above. */
export function asNotifyFault(error: unknown): NotifyFault | undefined {
  if (error instanceof NotifyFault) return error
  if (error instanceof Refusal) {
    if (error.kind === 'missing') return new NotifyFault(404, 'NoResultFound', 'No result found')
    if (error.kind === 'limited') return new NotifyFault(429, 'RateLimitError', 'Exceeded rate limit')
    if (error.kind === 'unavailable') return new NotifyFault(503, 'Exception', error.message)
    return new NotifyFault(400, 'BadRequestError', error.message)
  }
  const { validation, statusCode, message } = error as { validation?: unknown; statusCode?: number; message: string }
  if (validation) return new NotifyFault(400, 'ValidationError', message)
  if (statusCode === 429) return new NotifyFault(429, 'RateLimitError', 'Exceeded rate limit')
  if (statusCode && statusCode < 500) return new NotifyFault(statusCode, 'BadRequestError', message)
  return undefined
}
