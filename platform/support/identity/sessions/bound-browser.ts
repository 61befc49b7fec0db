import type { FastifyReply, FastifyRequest } from 'fastify'

const ofChecks = 'zt_check'
const lives = 30 * 60

/** Gives the browser that begins something a word that no script can read, and that no link carries elsewhere. */
export function bindBrowser(reply: FastifyReply, word: string, secure: boolean, name = ofChecks): void {
  reply.setCookie(name, word, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: lives })
}

/** The word of the browser that asks, if it began such a thing lately. */
export const boundWordOf = (request: FastifyRequest, name = ofChecks): string | undefined => request.cookies[name]
