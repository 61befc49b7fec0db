import Type from 'typebox'
import { actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { Power } from './contract.ts'
import type { Review } from './service.ts'

export const reviewRoutes =
  (review: Review): Routes =>
  (app) => {
    app.get(
      '/powers',
      {
        schema: {
          operationId: 'listPowers',
          tags: ['administration'],
          summary: 'Who can do what, over what, and why',
          querystring: Type.Object(paging),
          response: { 200: pageOf(Power), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => review.list(actorOf(request), request.query),
    )
    app.get(
      '/powers.csv',
      {
        schema: {
          operationId: 'exportPowers',
          tags: ['administration'],
          summary: 'The same as a file',
          produces: ['text/csv'],
          response: { 200: Type.String(), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        const text = await review.csv(actorOf(request))
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="powers.csv"')
          .send(text)
      },
    )
  }
