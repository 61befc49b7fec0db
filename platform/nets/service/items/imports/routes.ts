import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route, uploadOf } from '#ground/http/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { ImportRow, ImportRun } from './contract.ts'
import { type ItemImports, largestFile } from './service.ts'

const params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const tags = ['items']
const FILE_TYPES = [
  'application/x-ndjson',
  'application/jsonl',
  'application/gzip',
  'application/x-gzip',
  'application/octet-stream',
  'text/csv',
]

export function importRoutes({ imports }: { imports: ItemImports }): Routes {
  return (app) => {
    app.register(async (scope: App) => {
      // The body is passed on as a stream: 200 MB never lie in memory.
      scope.addContentTypeParser(FILE_TYPES, (_request, payload, done) => done(null, payload))
      scope.post(
        '/item-imports',
        {
          bodyLimit: largestFile,
          schema: {
            operationId: 'startItemImport',
            tags,
            summary: 'Imports a catalogue: the file as the body (JSON lines, CSV, either in gzip) or as multipart',
            consumes: [...FILE_TYPES, 'multipart/form-data'],
            querystring: Type.Object({
              source: Type.Optional(
                Type.String({ maxLength: 50, description: 'guangdong or guangan; found out when left out' }),
              ),
            }),
            response: { 202: ImportRun, ...problems },
          },
          config: route({ access: 'official', perMinute: 30 }),
        },
        async (request, reply) => {
          const { source } = request.query
          const file = await fileOf(request)
          const run = await imports.start(actorOf(request), file, source === undefined ? {} : { catalogue: source })
          return reply.code(202).header('location', `/api/v1/item-imports/${run.id}`).send(run)
        },
      )
    })
    app.get(
      '/item-imports',
      {
        schema: {
          operationId: 'listItemImports',
          tags,
          summary: 'The latest imports',
          response: { 200: Type.Object({ items: Type.Array(ImportRun) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await imports.list(actorOf(request)) }),
    )
    app.get(
      '/item-imports/:id',
      {
        schema: {
          operationId: 'getItemImport',
          tags,
          summary: 'One import: how far it is and what came of its rows',
          params,
          response: { 200: ImportRun, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => imports.get(actorOf(request), request.params.id),
    )
    app.get(
      '/item-imports/:id/rows',
      {
        schema: {
          operationId: 'listItemImportRows',
          tags,
          summary: 'The rows of an import in the order of the file, with their repairs or the reason of refusal',
          params,
          querystring: Type.Object({
            state: Type.Optional(Type.Enum(['loaded', 'repaired', 'refused'])),
            after: Type.Optional(Type.Integer({ minimum: 0 })),
          }),
          response: {
            200: Type.Object({ items: Type.Array(ImportRow), next: Type.Optional(Type.Integer()) }),
            ...problems,
          },
        },
        config: route({ access: 'official' }),
      },
      (request) => imports.rows(actorOf(request), request.params.id, request.query),
    )
  }
}

async function fileOf(request: FastifyRequest): Promise<Readable> {
  if (request.isMultipart()) return (await uploadOf(request, largestFile)).bytes
  if (request.body instanceof Readable) return request.body
  throw new Refusal('invalid', 'items.file-missing', 'Send the file as the body or as one part of a form')
}
