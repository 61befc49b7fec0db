import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route, uploadOf } from '#ground/http/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { StockImport, StockLine, StockLineState, StockRun, StockType } from './contract.ts'
import { largestFile, type StockLicences } from './service.ts'

const params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const tags = ['credentials']
const fileTypes = [
  'application/x-ndjson',
  'application/octet-stream',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/csv',
]

export function stockRoutes(stock: StockLicences): Routes {
  return (app) => {
    app.register(async (scope: App) => {
      // The body is passed on as a stream: it never lies in memory.
      scope.addContentTypeParser(fileTypes, (_request, payload, done) => done(null, payload))
      scope.post(
        '/stock-imports',
        {
          bodyLimit: largestFile,
          schema: {
            operationId: 'uploadStockLicences',
            tags,
            summary: 'A file of stock licences (CSV, XLSX, JSON), as the body or as multipart; nothing is issued yet',
            consumes: [...fileTypes, 'multipart/form-data'],
            querystring: Type.Object({
              type: Type.String({ minLength: 1, maxLength: 100 }),
              departmentId: Type.Optional(Type.String({ maxLength: 100 })),
              name: Type.Optional(Type.String({ maxLength: 200, description: 'Of the file, when it is the body' })),
            }),
            response: { 201: StockImport, ...problems },
          },
          config: route({ access: 'official', perMinute: 30 }),
        },
        async (request, reply) => {
          const { type, departmentId, name } = request.query
          const { bytes, fileName } = await fileOf(request, name)
          const made = await stock.upload(actorOf(request), bytes, { type, departmentId, fileName })
          return reply.code(201).header('location', `/api/v1/stock-imports/${made.id}`).send(made)
        },
      )
    })
    app.get(
      '/stock-imports',
      {
        schema: {
          operationId: 'listStockImports',
          tags,
          summary: 'The latest imports of stock licences of my offices',
          response: { 200: Type.Object({ items: Type.Array(StockImport) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await stock.list(actorOf(request)) }),
    )
    app.get(
      '/stock-types',
      {
        schema: {
          operationId: 'listStockTypes',
          tags,
          summary: 'The types whose stock is collected, since when and how often',
          response: { 200: Type.Object({ items: Type.Array(StockType) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await stock.listTypes(actorOf(request)) }),
    )
    app.get(
      '/stock-imports/:id',
      {
        schema: {
          operationId: 'getStockImport',
          tags,
          summary: 'One import: its columns, what they are taken for, how far it is',
          params,
          response: { 200: StockImport, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => stock.get(actorOf(request), request.params.id),
    )
    app.post(
      '/stock-imports/:id/runs',
      {
        schema: {
          operationId: 'runStockImport',
          tags,
          summary: 'Begins a trial or the import in earnest, in the background',
          params,
          body: StockRun,
          response: { 202: StockImport, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) =>
        reply.code(202).send(await stock.begin(actorOf(request), request.params.id, request.body)),
    )
    app.get(
      '/stock-imports/:id/lines',
      {
        schema: {
          operationId: 'listStockLines',
          tags,
          summary: 'Line by line: issued, issued after a repair, unchanged, or refused with the reason',
          params,
          querystring: Type.Object({
            state: Type.Optional(StockLineState),
            after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })),
          }),
          response: {
            200: Type.Object({ items: Type.Array(StockLine), next: Type.Optional(Type.Integer()) }),
            ...problems,
          },
        },
        config: route({ access: 'official' }),
      },
      (request) => stock.lines(actorOf(request), request.params.id, request.query),
    )
  }
}

async function fileOf(request: FastifyRequest, name = ''): Promise<{ bytes: Readable; fileName: string }> {
  if (request.isMultipart()) {
    const upload = await uploadOf(request, largestFile)
    return { bytes: upload.bytes, fileName: upload.name }
  }
  if (request.body instanceof Readable) return { bytes: request.body, fileName: name }
  throw new Refusal('invalid', 'tables.not-a-table', 'Send the file as the body or as one part of a form')
}
