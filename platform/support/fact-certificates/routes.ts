import Type from 'typebox'
import { actorOf, claimOf, problems, type Routes, route } from '#ground/http/index.ts'
import { AskForFact, FactCertificateLine, GivenFact } from './contract.ts'
import type { FactCertificates } from './service.ts'

const tags = ['credentials']

export function factCertificateRoutes(facts: FactCertificates): Routes {
  return (app) => {
    app.get(
      '/fact-certificates',
      {
        schema: {
          operationId: 'listFactCertificates',
          tags,
          summary: 'The certificates of fact that are made from registers at once',
          response: { 200: Type.Object({ items: Type.Array(FactCertificateLine) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async (request) => ({ items: await facts.list(actorOf(request).realm) }),
    )
    app.post(
      '/fact-certificates/:key',
      {
        schema: {
          operationId: 'askForFact',
          tags,
          summary: 'Ask for one about oneself or the firm one acts for; it is sealed and given at once',
          params: Type.Object({ key: Type.String({ maxLength: 62 }) }),
          body: AskForFact,
          response: { 201: GivenFact, ...problems },
        },
        config: route({ access: 'citizen', idempotency: 'required', perMinute: 30 }),
      },
      async (request, reply) => {
        const given = await facts.ask(actorOf(request), request.params.key, request.body, claimOf(request))
        return reply.code(201).send(given)
      },
    )
  }
}
