import Type from 'typebox'
import { type App, actorOf, claimOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { Demand, DemandAct, DemandInput, DemandLine, DemandState, IssuedKey, KeyInput } from './contract.ts'
import type { Sharing } from './service.ts'

const tags = ['sharing']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const sharingRoutes =
  (sharing: Sharing): Routes =>
  (app: App) => {
    app.get(
      '/sharing/demands',
      {
        schema: {
          operationId: 'listDataDemands',
          tags,
          summary: 'Demands for data of my offices, asked or answered; the data office and auditors see all',
          querystring: Type.Object({ ...paging, state: Type.Optional(DemandState) }),
          response: { 200: pageOf(DemandLine), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => sharing.list(actorOf(request), request.query),
    )
    app.post(
      '/sharing/demands',
      {
        schema: {
          operationId: 'fileDataDemand',
          tags,
          summary: 'Ask for data of another department: which fields, for what, on which basis, how often, until when',
          body: DemandInput,
          response: { 201: Demand, ...problems },
        },
        config: route({ access: 'official', idempotency: 'required' }),
      },
      async (request, reply) =>
        reply.code(201).send(await sharing.file(actorOf(request), request.body, claimOf(request))),
    )
    app.get(
      '/sharing/demands/:id',
      {
        schema: {
          operationId: 'getDataDemand',
          tags,
          summary: 'A demand with its docket, what was given, and what I may do next',
          params,
          response: { 200: Demand, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => sharing.get(actorOf(request), request.params.id),
    )
    app.post(
      '/sharing/demands/:id/acts',
      {
        schema: {
          operationId: 'actOnDataDemand',
          tags,
          summary: 'Check, answer, dispute, rule, suspend or revoke; the law’s working days run by themselves',
          params,
          body: DemandAct,
          response: { 200: Demand, ...problems },
        },
        config: route({ access: 'official', idempotency: 'required' }),
      },
      (request) => sharing.act(actorOf(request), request.params.id, request.body, claimOf(request)),
    )
    app.post(
      '/sharing/demands/:id/key',
      {
        schema: {
          operationId: 'issueDataKey',
          tags,
          summary: 'A new key for the system that reads, shown once; the one before it stops',
          params,
          body: KeyInput,
          response: { 201: IssuedKey, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) =>
        reply.code(201).send(await sharing.issueKey(actorOf(request), request.params.id, request.body)),
    )
  }
