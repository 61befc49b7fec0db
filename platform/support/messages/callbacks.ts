import Type from 'typebox'
import { type App, type Routes, route } from '#ground/http/index.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Messages } from './service.ts'

type Query = Record<string, string>

/**
 * Where a provider calls us with receipts, in its own protocol and signed by it: GET to be told that we are we (it wants its
 * `echostr` back), POST with an event. An answer other than `success` is taken as none, and it calls again.
 */
export const callbackRoutes =
  (messages: Pick<Messages, 'takeCall'>): Routes =>
  (app: App) => {
    app.register(async (inner) => {
      inner.removeAllContentTypeParsers()
      inner.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 20_000 }, async (_: unknown, body: unknown) =>
        String(body),
      )
      inner.route({
        method: ['GET', 'POST'],
        url: '/message-callbacks/:provider',
        schema: {
          hide: true,
          params: Type.Object({ provider: Type.String({ maxLength: 41 }) }),
          querystring: Type.Record(Type.String(), Type.String({ maxLength: 200 })),
          response: { 200: Type.String() },
        },
        config: route({ access: 'public', perMinute: 60_000 }),
        handler: async (request, reply) => {
          const { provider } = request.params as { provider: string }
          const query = request.query as Query
          const known = await messages.takeCall(
            provider,
            query,
            request.method === 'POST' ? String(request.body ?? '') : '',
          )
          if (!known)
            throw new Refusal('forbidden', 'messages.not-the-provider', 'The call is not signed by the provider')
          return reply.type('text/plain').send(request.method === 'GET' ? (query.echostr ?? '') : 'success')
        },
      })
    })
  }
