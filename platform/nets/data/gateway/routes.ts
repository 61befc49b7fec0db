import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import { GatewayUse, RecordsQuery, SharedRecords, SharedStatistics } from './contract.ts'
import type { Gateway, GatewayAnswer } from './service.ts'

const tags = ['sharing']
const RegisterParam = Type.Object({ register: Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' }) })

export const gatewayRoutes =
  (gateway: Gateway, publicUrl: string): Routes =>
  (app: App) => {
    const knockOf = ({ method, url, headers, ip }: FastifyRequest) => ({
      ...{ method, url: `${publicUrl}${url}`, headers, ip },
    })
    // As text, since what was signed must leave to the byte.
    const send = (reply: FastifyReply, { body, headers }: GatewayAnswer) =>
      reply.headers(headers).type('application/json; charset=utf-8').send(body)

    app.get(
      '/gateway/:register',
      {
        schema: {
          operationId: 'readSharedRecords',
          tags,
          summary: 'Records of a register within a grant; every further parameter is a value that a field must have',
          params: RegisterParam,
          querystring: RecordsQuery,
          response: { 200: SharedRecords, ...problems },
        },
        // Callers are known by their keys, not by our tokens.
        config: route({ access: 'public', bare: true }),
      },
      async (request, reply) => {
        const { limit, cursor, ...where } = request.query
        const answer = await gateway.records(knockOf(request), {
          ...{ register: request.params.register, where, limit: Number(limit) },
          ...(cursor === undefined ? {} : { after: cursor }),
        })
        return send(reply, answer) as never
      },
    )
    app.get(
      '/gateway/:register/counts',
      {
        schema: {
          operationId: 'countSharedRecords',
          tags,
          summary: 'How many records there are by fields seen unmasked; groups under five are not told',
          params: RegisterParam,
          querystring: Type.Object({
            by: Type.String({ pattern: '^[a-z][a-z0-9_]{0,30}(,[a-z][a-z0-9_]{0,30}){0,2}$' }),
          }),
          response: { 200: SharedStatistics, ...problems },
        },
        config: route({ access: 'public', bare: true }),
      },
      async (request, reply) => {
        const by = [...new Set(request.query.by.split(','))]
        const answer = await gateway.counts(knockOf(request), { register: request.params.register, by, where: {} })
        return send(reply, answer) as never
      },
    )
    app.get(
      '/sharing/demands/:id/use',
      {
        schema: {
          operationId: 'getGatewayUse',
          tags,
          summary: 'How a grant was used: calls, refusals and records by day, and the latest calls',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          response: { 200: GatewayUse, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => gateway.use(actorOf(request), request.params.id),
    )
  }
