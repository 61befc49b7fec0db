import Type from 'typebox'
import { type App, actorOf, claimOf, problems, type Routes, route, uploadOf } from '#ground/http/index.ts'
import { materialLimit } from '#support/cases/index.ts'
import {
  AnswersInput,
  Application,
  ApplicationRow,
  ChangeOffer,
  DisputeInput,
  EarlierMaterial,
  RenewalOffer,
  StartInput,
  SubmitInput,
  Submitted,
} from './contract.ts'
import type { ApplicationService } from './service.ts'

const tags = ['applications']
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const MaterialParams = Type.Object({ id: Type.String({ format: 'uuid' }), key: Type.String({ maxLength: 100 }) })
const config = route({ access: 'citizen' })

export const applicationRoutes =
  (applications: ApplicationService): Routes =>
  (app: App) => {
    app.post(
      '/applications',
      {
        schema: {
          operationId: 'startApplication',
          tags,
          summary: 'Begin to apply; what is known is filled in',
          body: StartInput,
          response: { 201: Application, ...problems },
        },
        config,
      },
      async (request, reply) => reply.code(201).send(await applications.start(actorOf(request), request.body)),
    )

    app.get(
      '/applications',
      {
        schema: {
          operationId: 'listApplications',
          tags,
          summary: 'What I have begun and not submitted',
          response: { 200: Type.Object({ items: Type.Array(ApplicationRow) }), ...problems },
        },
        config,
      },
      async (request) => ({ items: await applications.list(actorOf(request)) }),
    )

    app.get(
      '/renewals',
      {
        schema: {
          operationId: 'listRenewals',
          tags,
          summary: 'My licences that can be renewed, and when to ask (延续)',
          response: { 200: Type.Object({ items: Type.Array(RenewalOffer) }), ...problems },
        },
        config,
      },
      async (request) => ({ items: await applications.renewals(actorOf(request)) }),
    )

    app.get(
      '/licence-changes',
      {
        schema: {
          operationId: 'listLicenceChanges',
          tags,
          summary: 'What of my licences can be changed, or issued again (变更、补发)',
          response: { 200: Type.Object({ items: Type.Array(ChangeOffer) }), ...problems },
        },
        config,
      },
      async (request) => ({ items: await applications.licenceChanges(actorOf(request)) }),
    )

    app.get(
      '/applications/:id',
      {
        schema: {
          operationId: 'getApplication',
          tags,
          summary: 'One of them',
          params: Params,
          response: { 200: Application, ...problems },
        },
        config,
      },
      (request) => applications.get(actorOf(request), request.params.id),
    )

    app.patch(
      '/applications/:id',
      {
        schema: {
          operationId: 'answerApplication',
          tags,
          summary: 'Set answers; registers that hang on them are asked',
          params: Params,
          body: AnswersInput,
          response: { 200: Application, ...problems },
        },
        config,
      },
      (request) => applications.answer(actorOf(request), request.params.id, request.body),
    )

    app.post(
      '/applications/:id/disputes',
      {
        schema: {
          operationId: 'disputeFact',
          tags,
          summary: 'Say that a fact from a register is wrong',
          params: Params,
          body: DisputeInput,
          response: { 200: Application, ...problems },
        },
        config,
      },
      (request) => applications.dispute(actorOf(request), request.params.id, request.body),
    )

    app.put(
      '/applications/:id/materials/:key',
      {
        schema: {
          operationId: 'putMaterial',
          tags,
          summary: 'Hand in a material (multipart, one file: PDF, JPG, PNG, OFD)',
          params: MaterialParams,
          consumes: ['multipart/form-data'],
          response: { 200: Application, ...problems },
        },
        config,
      },
      async (request) => {
        const { id, key } = request.params
        return applications.putMaterial(actorOf(request), id, key, await uploadOf(request, materialLimit))
      },
    )

    app.get(
      '/applications/:id/earlier-materials',
      {
        schema: {
          operationId: 'listEarlierMaterials',
          tags,
          summary: 'Files this party handed in with earlier cases, to be used again',
          params: Params,
          response: { 200: Type.Object({ items: Type.Array(EarlierMaterial) }), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      async (request) => ({ items: await applications.earlier(actorOf(request), request.params.id) }),
    )

    app.post(
      '/applications/:id/materials/:key/reuse',
      {
        schema: {
          operationId: 'reuseMaterial',
          tags,
          summary: 'Use an earlier file again for this material',
          params: MaterialParams,
          body: Type.Object({ materialId: Type.String({ format: 'uuid' }) }, { additionalProperties: false }),
          response: { 200: Application, ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => applications.reuse(actorOf(request), request.params.id, request.params.key, request.body.materialId),
    )

    app.delete(
      '/applications/:id/materials/:key',
      {
        schema: {
          operationId: 'removeMaterial',
          tags,
          summary: 'Take a material back',
          params: MaterialParams,
          response: { 200: Application, ...problems },
        },
        config,
      },
      (request) => applications.removeMaterial(actorOf(request), request.params.id, request.params.key),
    )

    app.delete(
      '/applications/:id',
      {
        schema: {
          operationId: 'discardApplication',
          tags,
          summary: 'Drop it',
          params: Params,
          response: { 204: Type.Null(), ...problems },
        },
        config,
      },
      async (request, reply) => {
        await applications.discard(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/applications/:id/submit',
      {
        schema: {
          operationId: 'submitApplication',
          tags,
          summary: 'Submit: it becomes a case, and where a rule decides, the result',
          params: Params,
          body: SubmitInput,
          response: { 201: Submitted, ...problems },
        },
        config: route({ access: 'citizen', idempotency: 'required' }),
      },
      async (request, reply) =>
        reply.code(201).send(await applications.submit(actorOf(request), request.params.id, claimOf(request))),
    )
  }
