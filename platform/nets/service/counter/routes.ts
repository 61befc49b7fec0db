import Type from 'typebox'
import { type App, actorOf, claimOf, empty, problems, type Routes, route, uploadOf } from '#ground/http/index.ts'
import { materialLimit } from '#support/cases/index.ts'
import { AnswersInput, SubmitInput, Submitted } from '../applications/contract.ts'
import { Assisted, AssistedRow, AssistInput, CounterCode } from './contract.ts'
import type { CounterService } from './service.ts'

const tags = ['counter']
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const MaterialParams = Type.Object({ id: Type.String({ format: 'uuid' }), key: Type.String({ maxLength: 100 }) })
const config = route({ access: 'official' })
const answers = { 200: Assisted, ...problems }
const consumes = ['multipart/form-data']

/** 窗口帮办: filling in for the person at the window. */
export const counterRoutes =
  (counter: CounterService): Routes =>
  (app: App) => {
    const about = (operationId: string, summary: string) => ({ operationId, tags, summary })
    app.post(
      '/counter-applications',
      {
        schema: {
          ...about('beginAssisted', 'Begin an application for the person at the window, whose card was read'),
          body: AssistInput,
          response: { 201: Assisted, ...problems },
        },
        config,
      },
      async (request, reply) => reply.code(201).send(await counter.begin(actorOf(request), request.body)),
    )
    app.get(
      '/counter-applications',
      {
        schema: {
          ...about('listAssisted', 'What I have begun at the window and not submitted'),
          response: { 200: Type.Object({ items: Type.Array(AssistedRow) }), ...problems },
        },
        config,
      },
      async (request) => ({ items: await counter.list(actorOf(request)) }),
    )
    app.get(
      '/counter-applications/:id',
      { schema: { ...about('getAssisted', 'One of them'), params: Params, response: answers }, config },
      (request) => counter.get(actorOf(request), request.params.id),
    )
    app.patch(
      '/counter-applications/:id',
      {
        schema: { ...about('answerAssisted', 'Set fields'), params: Params, body: AnswersInput, response: answers },
        config,
      },
      (request) => counter.answer(actorOf(request), request.params.id, request.body),
    )
    app.delete(
      '/counter-applications/:id',
      {
        schema: {
          ...about('discardAssisted', 'Throw it away'),
          params: Params,
          response: { 204: empty, ...problems },
        },
        config,
      },
      async (request, reply) => {
        await counter.discard(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
    app.put(
      '/counter-applications/:id/materials/:key',
      {
        schema: {
          ...about('putAssistedMaterial', 'Scan a material in (multipart, one file: PDF, JPG, PNG, OFD)'),
          ...{ params: MaterialParams, consumes, response: answers },
        },
        config,
      },
      async (request) => {
        const { id, key } = request.params
        return counter.putMaterial(actorOf(request), id, key, await uploadOf(request, materialLimit))
      },
    )
    app.delete(
      '/counter-applications/:id/materials/:key',
      {
        schema: {
          ...about('removeAssistedMaterial', 'Take a material back'),
          params: MaterialParams,
          response: answers,
        },
        config,
      },
      (request) => counter.removeMaterial(actorOf(request), request.params.id, request.params.key),
    )
    app.post(
      '/counter-applications/:id/confirmation-codes',
      {
        schema: {
          ...about('sendCounterCode', 'Send a code to the person’s own phone; telling it, they confirm'),
          params: Params,
          response: { 202: empty, ...problems },
        },
        config: route({ access: 'official', perMinute: 20 }),
      },
      async (request, reply) => {
        await counter.sendCode(actorOf(request), request.params.id)
        return reply.code(202).send(null)
      },
    )
    app.post(
      '/counter-applications/:id/confirmation',
      {
        schema: {
          ...about('confirmAssisted', 'The code that the person told'),
          params: Params,
          body: CounterCode,
          response: answers,
        },
        config: route({ access: 'official', perMinute: 20 }),
      },
      (request) => counter.confirmByPhone(actorOf(request), request.params.id, request.body.code),
    )
    app.put(
      '/counter-applications/:id/signed-paper',
      {
        schema: {
          ...about('putSignedConfirmation', 'The confirmation that the person signed, scanned'),
          ...{ params: Params, consumes, response: answers },
        },
        config,
      },
      async (request) =>
        counter.confirmOnPaper(actorOf(request), request.params.id, await uploadOf(request, materialLimit)),
    )
    app.post(
      '/counter-applications/:id/submit',
      {
        schema: {
          ...about('submitAssisted', 'Make it a case of the person, submitted on their behalf, once they confirmed it'),
          params: Params,
          body: SubmitInput,
          response: { 201: Submitted, ...problems },
        },
        config: route({ access: 'official', idempotency: 'optional' }),
      },
      async (request, reply) =>
        reply.code(201).send(await counter.submit(actorOf(request), request.params.id, claimOf(request))),
    )
  }
