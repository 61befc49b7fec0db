import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import { CaseFile, CaseFileInput, CaseFileList } from './contract.ts'
import type { CaseFileService } from './service.ts'

const tags = ['case-files']
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const caseFileRoutes =
  (files: CaseFileService): Routes =>
  (app: App) => {
    app.post(
      '/cases/:id/files',
      {
        schema: {
          operationId: 'askForCaseFile',
          tags,
          summary: 'Take the whole file of a case away: data, papers, materials and proofs in one archive',
          params: Params,
          body: CaseFileInput,
          response: { 202: CaseFile, ...problems },
        },
        config: route({ access: 'signed-in', perMinute: 20 }),
      },
      async (request, reply) => {
        const file = await files.ask(actorOf(request), request.params.id, request.body)
        return reply.code(202).header('location', `/api/v1/case-files/${file.id}`).send(file)
      },
    )
    app.get(
      '/cases/:id/files',
      {
        schema: {
          operationId: 'listCaseFiles',
          tags,
          summary: 'The files of a case that I asked for, the newest first',
          params: Params,
          response: { 200: CaseFileList, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => files.list(actorOf(request), request.params.id),
    )
    app.get(
      '/case-files/:id',
      {
        schema: {
          operationId: 'getCaseFile',
          tags,
          summary: 'How far the making of a case file is',
          params: Params,
          response: { 200: CaseFile, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => files.get(actorOf(request), request.params.id),
    )
    app.get(
      '/case-files/:id/archive',
      {
        schema: {
          operationId: 'fetchCaseFile',
          tags,
          summary: 'The archive (ZIP); check it offline with `npm run zt -- verify FILE`',
          params: Params,
          produces: ['application/zip'],
          response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request, reply) => {
        const { name, bytes } = await files.fetch(actorOf(request), request.params.id)
        return reply
          .type('application/zip')
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
          .header('cache-control', 'no-store')
          .send(bytes)
      },
    )
  }
