import { Transform } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#kernel/errors.ts'
import { digestHolds, type Message } from '#kernel/http-signatures/index.ts'
import type { Access, App, RouteConfig } from './app.ts'
import { problemCodeOf } from './problem-codes.ts'

/** Another body's system that calls us in its own name, by a token of its own or by signing the request. */
export type CallingProgram = { id: string; name: string }

/** What it wants to call: the operation as the contract names it. */
export type Knock = { operation: string; tags: readonly string[]; access: Access; programs: boolean }

/** Who knows programs, what they may call and how often; and counts the calls of everybody. */
export type ProgramGate = {
  byToken(token: string): Promise<CallingProgram | undefined>
  /** Whose signature it is, and what is wrong with it, if something is. */
  bySignature(message: Message, hasBody: boolean): Promise<{ program?: CallingProgram; refusal?: Refusal }>
  /** Counts the call against the program's quota. */
  enter(program: CallingProgram, knock: Knock): Promise<{ headers: Record<string, string>; refusal?: Refusal }>
  /** What an answer should say of the operation, such as that it goes away (RFC 9745, RFC 8594). */
  notes(knock: Knock): Record<string, string>
  left(call: {
    programId?: string
    operation: string
    tags: readonly string[]
    status: number
    millis: number
    code?: string
    requestId: string
  }): void
}

const programs = new WeakMap<FastifyRequest, CallingProgram>()

/** The program that sends this request, if one does. */
export const programOf = (request: FastifyRequest): CallingProgram | undefined => programs.get(request)

/** The program behind a request, let in; undefined when the request is nobody's program's. */
export async function admitProgram(
  request: FastifyRequest,
  reply: FastifyReply,
  { gate, publicUrl, token }: { gate: ProgramGate; publicUrl: string; token: string | undefined },
): Promise<CallingProgram | undefined> {
  const isSigned = request.headers['signature-input'] !== undefined
  const came = isSigned
    ? await gate.bySignature(messageOf(request, publicUrl), hasBody(request))
    : { program: token === undefined ? undefined : await gate.byToken(token) }
  if (came.program) programs.set(request, came.program)
  if ('refusal' in came && came.refusal) throw came.refusal
  if (!came.program) return undefined
  const knock = knockOf(request)
  if (knock.access !== 'public' && !knock.programs)
    throw new Refusal('forbidden', 'http.not-for-programs', 'Only a person may do this, signed in')
  const { headers, refusal } = await gate.enter(came.program, knock)
  reply.headers(headers)
  if (refusal) throw refusal
  return came.program
}

/** Counts calls, and holds signed bodies against their digests. */
export function meterCalls(app: App, gate: ProgramGate): void {
  app.addHook('preParsing', (request, _reply, payload, next) => {
    const digest = request.headers['content-digest']
    if (!programs.has(request) || request.headers['signature-input'] === undefined || !hasBody(request)) {
      next(null, payload)
      return
    }
    // A file goes past our parsers as a stream; a program sends it with its token instead.
    if (!/json/.test(request.headers['content-type'] ?? '')) {
      next(new Refusal('invalid', 'http.media-type', 'A signed request carries JSON'))
      return
    }
    const chunks: Buffer[] = []
    const checked = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        chunks.push(chunk)
        done()
      },
      // Nothing goes on before all of it has come and is what was signed.
      flush(done) {
        const body = Buffer.concat(chunks)
        if (!digestHolds(typeof digest === 'string' ? digest : undefined, body)) {
          done(
            Object.assign(new Refusal('unauthenticated', 'capabilities.body-changed', 'Not the signed body'), {
              statusCode: 401,
            }),
          )
          return
        }
        this.push(body)
        done()
      },
    })
    const stream = payload.pipe(checked) as Transform & { receivedEncodedLength?: number }
    Object.defineProperty(stream, 'receivedEncodedLength', {
      get: () => chunks.reduce((sum, each) => sum + each.length, 0),
    })
    next(null, stream)
  })
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(gate.notes(knockOf(request)))
    done()
  })
  app.addHook('onResponse', async (request, reply) => {
    const { operation, tags } = knockOf(request)
    if (!operation) return
    const program = programs.get(request)
    const code = problemCodeOf(request)
    gate.left({
      ...(program ? { programId: program.id } : {}),
      ...{ operation, tags, status: reply.statusCode, millis: reply.elapsedTime, requestId: String(request.id) },
      ...(code ? { code } : {}),
    })
  })
}

function knockOf({ routeOptions }: FastifyRequest): Knock {
  const { access = 'public', programs: open = false } = routeOptions.config as Partial<RouteConfig>
  const { operationId = '', tags = [] } = (routeOptions.schema ?? {}) as { operationId?: string; tags?: string[] }
  return { operation: operationId, tags, access, programs: open }
}

function messageOf({ method, url, headers }: FastifyRequest, publicUrl: string): Message {
  return { method, url: `${publicUrl}${url}`, headers }
}

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
