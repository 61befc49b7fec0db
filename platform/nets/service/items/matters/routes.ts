import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import type { Items } from '../items.ts'
import { sendPrepared } from '../prepared/sending.ts'
import { Matter } from './contract.ts'

/** Public: what can be done as one thing. */
export const matterRoutes =
  (items: Items): Routes =>
  (app: App) => {
    app.get(
      '/matters',
      {
        schema: {
          operationId: 'listMatters',
          tags: ['items'],
          summary: '一件事: the joint matters that are offered today, with their parts and who does them',
          response: { 200: Type.Object({ items: Type.Array(Matter) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async (request, reply) => {
        const { realm } = actorOf(request)
        const answer = await items.prepared(`matters ${realm}`, async () =>
          String(reply.serializeInput({ items: await items.matters.list(realm) }, '200')),
        )
        return sendPrepared(request, reply, answer) as never
      },
    )
  }
