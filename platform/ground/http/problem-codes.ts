import type { FastifyRequest } from 'fastify'

const codes = new WeakMap<FastifyRequest, string>()

/** The problem that a request was answered with, if it was. */
export const problemCodeOf = (request: FastifyRequest): string | undefined => codes.get(request)

export const noteProblem = (request: FastifyRequest, code: string): void => void codes.set(request, code)
