import Type from 'typebox'
import { actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { Seal, SealAct, SealApplication, SealUse, SealWithMay } from './contract.ts'
import type { Seals } from './service.ts'

const BySeal = Type.Object({ id: Type.String({ format: 'uuid' }) })

export function sealsRoutes(seals: Seals): Routes {
  return (app) => {
    const tags = ['seals']
    app.get(
      '/seals',
      {
        schema: {
          operationId: 'listSeals',
          tags,
          summary: 'The seals that the reader may see, with what the reader may do',
          response: { 200: Type.Object({ items: Type.Array(SealWithMay) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await seals.list(actorOf(request)) }),
    )
    app.post(
      '/seals',
      {
        schema: {
          operationId: 'applyForSeal',
          tags,
          summary: 'Apply for the seal of a department',
          body: SealApplication,
          response: { 201: Seal, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => reply.code(201).send(await seals.apply(actorOf(request), request.body)),
    )
    app.get(
      '/seals/:id',
      {
        schema: {
          operationId: 'getSeal',
          tags,
          summary: 'One seal with its picture',
          params: BySeal,
          response: { 200: SealWithMay, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => seals.get(actorOf(request), request.params.id),
    )
    app.post(
      '/seals/:id/acts',
      {
        schema: {
          operationId: 'actOnSeal',
          tags,
          summary: 'Approve, make, issue, suspend, resume or destroy a seal',
          params: BySeal,
          body: SealAct,
          response: { 200: Seal, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => seals.act(actorOf(request), request.params.id, request.body),
    )
    app.get(
      '/seals/:id/uses',
      {
        schema: {
          operationId: 'listSealUses',
          tags,
          summary: 'What the seal was put on, by whom and why, newest first',
          params: BySeal,
          querystring: Type.Object(paging),
          response: { 200: pageOf(SealUse), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => seals.listUses(actorOf(request), request.params.id, request.query),
    )
  }
}
