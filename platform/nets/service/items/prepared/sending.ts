import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Prepared } from './answers.ts'

/** Sends a prepared answer, or says that the asker has it already. */
export function sendPrepared(request: FastifyRequest, reply: FastifyReply, { bytes, etag }: Prepared) {
  reply.header('etag', etag)
  if (request.headers['if-none-match'] === etag) return reply.code(304).send(null)
  return reply.type('application/json; charset=utf-8').send(bytes)
}
