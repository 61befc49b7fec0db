import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import Type, { type Static } from 'typebox'
import { type Fault, Refusal, type RefusalKind } from '#kernel/errors.ts'
import { isDatabaseLost, isDiskFull, isUnreadable } from '../database/index.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { faultsOf } from './faults.ts'
import { Answered, isClaimed, recallAnswer } from './idempotency.ts'
import { noteProblem } from './problem-codes.ts'

/** Problem details (RFC 9457), with the code the pages translate and, for bad input, each fault by JSON pointer. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'Address of a page that explains this problem' }),
    title: Type.String({ description: 'What happened, what was kept and what to do next' }),
    status: Type.Integer(),
    code: Type.String({ description: 'Stable name of the problem: module.reason' }),
    detail: Type.Optional(Type.String()),
    instance: Type.String({ description: 'The id of this request, for questions to the operators' }),
    errors: Type.Optional(
      Type.Array(Type.Object({ pointer: Type.String(), rule: Type.String(), detail: Type.String() })),
    ),
  },
  { $id: 'Problem', additionalProperties: true },
)
export type Problem = Static<typeof Problem>

/** Sentences for people, by problem code: each module's contract exports its own. */
export type ProblemTexts = Record<string, { zh: string; en: string }>

const statusOf: Record<RefusalKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  limited: 429,
  unavailable: 503,
}

/** Codes about the shape of a request rather than its meaning. */
const malformed = new Set(['http.malformed', 'http.idempotency-key-missing', 'paging.bad-cursor'])

export const httpProblems: ProblemTexts = {
  'http.defect': {
    zh: '系统出了差错，已经记下。您填写的内容还在，请稍后再试。',
    en: 'Something went wrong on our side and has been recorded. What you entered is kept; please try again later.',
  },
  'http.database-lost': {
    zh: '系统暂时连不上数据库，这次可能没有办成。您填写的内容还在，请稍后再试，不会重复办理。',
    en: 'The database cannot be reached, so this may not have been done. What you entered is kept; try again, nothing is done twice.',
  },
  'http.disk-full': {
    zh: '系统的存储空间满了，这次没有办成，已经通知运维人员。您填写的内容还在，请稍后再试，不会重复办理。',
    en: 'The system has run out of room, so this was not done; the operators have been told. What you entered is kept; try again later, nothing is done twice.',
  },
  'http.not-found': { zh: '没有这个地址。', en: 'There is nothing at this address.' },
  'http.malformed': { zh: '请求的格式不对，没有做任何改动。', en: 'The request is malformed; nothing was changed.' },
  'http.invalid-input': {
    zh: '有些内容不符合要求，没有做任何改动。请按提示修改。',
    en: 'Some of the input is not acceptable; nothing was changed. Please correct what is listed.',
  },
  'http.too-large': { zh: '内容太大，没有接收。', en: 'The content is too large and was not taken.' },
  'http.media-type': { zh: '不接收这种格式的内容。', en: 'This media type is not accepted here.' },
  'http.sign-in-needed': { zh: '请先登录，再继续。', en: 'Please sign in to go on.' },
  'http.citizen-only': { zh: '这里只给办事的个人和企业用。', en: 'This is for citizens and enterprises only.' },
  'http.not-for-programs': {
    zh: '这里只能由人登录后办理，应用不能直接调用。',
    en: 'Only a person who is signed in may do this; programs may not.',
  },
  'http.official-only': { zh: '这里只给工作人员用。', en: 'This is for officials only.' },
  'http.forged-request': {
    zh: '这个操作不是从本站页面发出的，没有执行。',
    en: 'This act did not come from our own page and was not carried out.',
  },
  'http.too-many': { zh: '请求太频繁了，请过一会儿再试。', en: 'Too many requests. Please wait a little.' },
  'http.idempotency-key-missing': {
    zh: '缺少 Idempotency-Key 请求头，没有执行。请为每次提交生成一个。',
    en: 'The Idempotency-Key header is missing; nothing was done. Make one for each submission.',
  },
  'http.idempotency-key-reused': {
    zh: '这个 Idempotency-Key 已经用于另一个请求，没有执行。',
    en: 'This Idempotency-Key was used for a different request; nothing was done.',
  },
  'files.too-large': { zh: '文件太大，没有接收。', en: 'The file is too large and was not taken.' },
  'files.missing': { zh: '找不到这个文件。', en: 'There is no such file.' },
  'files.store-down': {
    zh: '文件暂时存不进去，请稍后再试。您填写的内容还在。',
    en: 'Files cannot be kept right now; please try again later. What you entered is kept.',
  },
  'files.not-accepted': {
    zh: '文件的实际内容不是可接收的格式。请上传 PDF、OFD、JPG 或 PNG。',
    en: 'The content of the file is not of an accepted kind. Please upload PDF, OFD, JPG or PNG.',
  },
  'paging.bad-cursor': {
    zh: '翻页标记无效，请从第一页重新开始。',
    en: 'The page cursor is not valid; start from the first page.',
  },
}

/** Fastify's own refusals, in our words. */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  const fastify = error as Partial<FastifyError>
  if (fastify.validation)
    return new Refusal('invalid', 'http.invalid-input', fastify.message ?? '', { faults: faultsOf(fastify) })
  const message = fastify.message ?? ''
  if (fastify.statusCode === 413) return new Refusal('invalid', 'http.too-large', message)
  if (fastify.statusCode === 415) return new Refusal('invalid', 'http.media-type', message)
  if (fastify.statusCode === 429) return new Refusal('limited', 'http.too-many', message)
  if (fastify.statusCode === 404) return new Refusal('missing', 'http.not-found', message)
  if (fastify.statusCode && fastify.statusCode >= 400 && fastify.statusCode < 500)
    return new Refusal('invalid', 'http.malformed', message)
  return undefined
}

/** What no request is to blame for, and what goes by: the database away, the disk full. */
function faultOfMachine(error: unknown): Refusal | undefined {
  if (isDatabaseLost(error)) return new Refusal('unavailable', 'http.database-lost', 'No database')
  if (isDiskFull(error)) return new Refusal('unavailable', 'http.disk-full', 'No room on the disk')
  return undefined
}

/** A cursor whose parts no list gave out, but which has the shape of one: the database is the first that cannot read it. */
function badCursorIn(error: unknown, { query }: FastifyRequest): Refusal | undefined {
  const hasCursor = typeof query === 'object' && query !== null && 'cursor' in query
  return hasCursor && isUnreadable(error)
    ? new Refusal('invalid', 'paging.bad-cursor', 'the cursor is not one that this list gave out')
    : undefined
}

function statusFor(refusal: Refusal): number {
  if (malformed.has(refusal.code)) return 400
  if (refusal.code === 'http.too-large' || refusal.code === 'files.too-large') return 413
  if (refusal.code === 'http.media-type' || refusal.code === 'files.not-accepted') return 415
  return statusOf[refusal.kind]
}

/** The one place where a refusal becomes HTTP, and anything else becomes a 500 that is logged and not shown. */
export function createProblemHandler(needs: { texts: ProblemTexts; publicUrl: string; log: Log; metrics: Metrics }) {
  const texts: ProblemTexts = { ...httpProblems, ...needs.texts }

  return function handle(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (isClaimed(request)) {
      const proceed = (answer?: unknown) => handle(answer ?? error, request, reply)
      // Where the answer cannot even be looked for, what failed first is what to tell.
      recallAnswer(request).then(proceed, () => proceed())
      return
    }
    if (error instanceof Answered) {
      reply.code(error.status).header('idempotency-replayed', 'true').send(error.body)
      return
    }
    const fault = faultOfMachine(error)
    const refusal = fault ?? refusalOf(error) ?? badCursorIn(error, request)
    if (fault || !refusal) {
      needs.metrics.defects.inc()
      needs.log.error({ err: error, request: request.id, route: request.routeOptions.url }, 'a request met a defect')
    }
    const code = refusal?.code ?? 'http.defect'
    noteProblem(request, code)
    const status = refusal ? statusFor(refusal) : 500
    const { faults, ...rest } = refusal?.details ?? {}
    const text = texts[code]
    const problem: Problem & Record<string, unknown> = {
      ...rest,
      type: `${needs.publicUrl}/problems/${code}`,
      title: text ? text[languageOf(request)] : (refusal?.message ?? code),
      status,
      code,
      ...(refusal ? { detail: refusal.message } : {}),
      instance: request.id,
      ...(faults ? { errors: faults as Fault[] } : {}),
    }
    // The limiter says itself how long; a lock-out or a full house has no such number.
    if (status === 429 && !reply.hasHeader('retry-after')) reply.header('retry-after', '30')
    if (status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', '5')
    reply.code(status).type('application/problem+json').serializer(JSON.stringify).send(problem)
  }
}

export function languageOf(request: FastifyRequest): 'zh' | 'en' {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}
