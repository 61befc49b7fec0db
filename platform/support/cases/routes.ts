import Type from 'typebox'
import {
  type App,
  actorOf,
  claimOf,
  pageOf,
  paging,
  problems,
  type Routes,
  route,
  uploadOf,
} from '#ground/http/index.ts'
import { ActInput, CaseRow, CaseStatus, CaseView, MaterialView, Progress, Replay, TodoRow } from './contract.ts'
import type { CaseService } from './engine.ts'
import { materialLimit } from './uploads.ts'

const tags = ['cases']
const CaseParams = Type.Object({ id: Type.String({ format: 'uuid' }) })
const filters = {
  status: Type.Optional(CaseStatus),
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Part of the number, the applicant or the item' })),
}

export const caseRoutes =
  (cases: CaseService): Routes =>
  (app: App) => {
    app.get(
      '/tasks',
      {
        schema: {
          operationId: 'listTasks',
          tags,
          summary: 'My to-do list, ordered by clock',
          querystring: Type.Object({ ...paging, ...filters, itemId: Type.Optional(Type.String({ format: 'uuid' })) }),
          response: {
            200: Type.Intersect([
              pageOf(TodoRow),
              Type.Object({
                total: Type.Integer({ description: 'All that waits; counting stops at 1,000' }),
                overdue: Type.Integer(),
              }),
            ]),
            ...problems,
          },
        },
        config: route({ access: 'official' }),
      },
      (request) => cases.todo(actorOf(request), request.query),
    )

    app.get(
      '/cases',
      {
        schema: {
          operationId: 'listCases',
          tags,
          summary: 'My cases (citizens), or the cases of my departments (officials), the newest first',
          querystring: Type.Object({ ...paging, ...filters }),
          response: { 200: pageOf(CaseRow), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => cases.list(actorOf(request), request.query),
    )

    app.get(
      '/cases/:id',
      {
        schema: {
          operationId: 'getCase',
          tags,
          summary: 'Everything the page of a case shows, and what the person asking may do now',
          params: CaseParams,
          response: { 200: CaseView, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => cases.get(actorOf(request), request.params.id),
    )

    app.post(
      '/cases/:id/acts',
      {
        schema: {
          operationId: 'actOnCase',
          tags,
          summary: 'Do one of the verbs listed in `may`',
          params: CaseParams,
          body: ActInput,
          response: {
            200: Type.Object({
              caseId: Type.String(),
              status: CaseStatus,
              outcome: Type.Optional(Type.String()),
              version: Type.Integer(),
            }),
            ...problems,
          },
        },
        config: route({ access: 'signed-in', idempotency: 'optional' }),
      },
      (request) => cases.act(actorOf(request), request.params.id, request.body, claimOf(request)) as never,
    )

    app.post(
      '/cases/:id/materials/:key',
      {
        schema: {
          operationId: 'addCaseMaterial',
          tags,
          summary: 'Hand in a material that was asked for, or that was to follow (multipart, one file)',
          params: Type.Object({ id: Type.String({ format: 'uuid' }), key: Type.String({ maxLength: 100 }) }),
          consumes: ['multipart/form-data'],
          response: { 201: MaterialView, ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      async (request, reply) => {
        const { id, key } = request.params
        const file = await uploadOf(request, materialLimit)
        return reply.code(201).send(await cases.addMaterial(actorOf(request), id, key, file))
      },
    )

    app.post(
      '/cases/:id/materials/:key/reuse',
      {
        schema: {
          operationId: 'reuseCaseMaterial',
          tags,
          summary: 'Hand in one of my files again for a material that was asked for, or that was to follow',
          params: Type.Object({ id: Type.String({ format: 'uuid' }), key: Type.String({ maxLength: 100 }) }),
          body: Type.Object({ materialId: Type.String({ format: 'uuid' }) }, { additionalProperties: false }),
          response: { 201: MaterialView, ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      async (request, reply) => {
        const { id, key } = request.params
        return reply.code(201).send(await cases.reuseMaterial(actorOf(request), id, key, request.body.materialId))
      },
    )

    app.get(
      '/cases/:id/materials/:materialId/file',
      {
        schema: {
          operationId: 'getCaseMaterial',
          tags,
          summary: 'The bytes of a material',
          params: Type.Object({ id: Type.String({ format: 'uuid' }), materialId: Type.String({ format: 'uuid' }) }),
          produces: ['application/octet-stream'],
          response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request, reply) => {
        const found = await cases.material(actorOf(request), request.params.id, request.params.materialId)
        return reply
          .type(found.mediaType)
          .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(found.fileName)}`)
          .header('content-security-policy', "sandbox; default-src 'none'")
          .send(found.bytes)
      },
    )

    app.get(
      '/cases/:id/decisions/:decisionId/replay',
      {
        schema: {
          operationId: 'replayDecision',
          tags,
          summary: 'Ask the rule again with the kept inputs under the kept version',
          params: Type.Object({ id: Type.String({ format: 'uuid' }), decisionId: Type.String({ format: 'uuid' }) }),
          response: { 200: Replay, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => cases.replay(actorOf(request), request.params.id, request.params.decisionId),
    )

    app.post(
      '/case-lookups',
      {
        schema: {
          operationId: 'lookUpCase',
          tags,
          summary: 'Progress without an account: by query code, or by number and the end of the applicant’s ID',
          body: Type.Object(
            {
              queryCode: Type.Optional(Type.String({ maxLength: 40 })),
              caseNo: Type.Optional(Type.String({ maxLength: 60 })),
              last4: Type.Optional(Type.String({ minLength: 4, maxLength: 4 })),
            },
            { additionalProperties: false },
          ),
          response: { 200: Progress, ...problems },
        },
        config: route({ access: 'public', perMinute: 60 }),
      },
      (request) => cases.lookUp(actorOf(request).realm, request.body),
    )
  }
