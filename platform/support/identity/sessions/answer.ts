import type { FastifyReply, FastifyRequest } from 'fastify'
import { sessionCookie } from '#ground/http/index.ts'
import { viewOf } from '../contract.ts'
import type { Opened, Origin } from './service.ts'

/** Answers with a session: its token as a cookie that scripts cannot read, and in the body for programs. */
export function answerWithSession(reply: FastifyReply, { token, expiresAt, actor }: Opened, secure: boolean) {
  reply.setCookie(sessionCookie, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires: expiresAt })
  return reply.code(201).send({ token, expiresAt: expiresAt.toISOString(), actor: viewOf(actor) })
}

export function originOf(request: FastifyRequest): Origin {
  const device = request.headers['user-agent']?.slice(0, 200)
  return { ip: request.ip, ...(device ? { device } : {}) }
}
