import Type from 'typebox'
import { type App, actorOf, claimOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { CheckInput, CheckType, CheckView } from './contract.ts'
import type { Qualifications } from './service.ts'

const tags = ['qualifications']

export const qualificationRoutes =
  (qualifications: Qualifications): Routes =>
  (app: App) => {
    app.get(
      '/qualifications',
      {
        schema: {
          operationId: 'listQualifications',
          tags,
          summary: 'The named checks: what each asks, of whom, on which basis, and what must be so',
          response: { 200: Type.Object({ items: Type.Array(CheckType) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async () => ({ items: await qualifications.types() }),
    )
    app.post(
      '/qualification-checks',
      {
        schema: {
          operationId: 'checkQualification',
          tags,
          summary:
            'May this person or firm do it? Yes, no or partly, with reasons and sources; the person sees who asked',
          body: CheckInput,
          response: { 201: CheckView, ...problems },
        },
        config: route({ access: 'official', programs: true, idempotency: 'required' }),
      },
      async (request, reply) =>
        reply.code(201).send(await qualifications.check(actorOf(request), request.body, claimOf(request))),
    )
    app.get(
      '/qualification-checks',
      {
        schema: {
          operationId: 'listQualificationChecks',
          tags,
          summary: 'What my offices asked, the newest first',
          querystring: Type.Object(paging),
          response: { 200: pageOf(CheckView), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => qualifications.list(actorOf(request), request.query),
    )
  }
