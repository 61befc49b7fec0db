import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import { Export, ExportInput, OrderedExport, Trace, TraceInput } from './contract.ts'
import type { Exports } from './service.ts'

const tags = ['sharing']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const exportRoutes =
  (exports: Exports): Routes =>
  (app: App) => {
    app.post(
      '/sharing/demands/:id/exports',
      {
        schema: {
          operationId: 'orderDataExport',
          tags,
          summary: 'Order all records of a grant as one sealed file; its key is shown once',
          params,
          body: ExportInput,
          response: { 201: OrderedExport, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) =>
        reply.code(201).send(await exports.order(actorOf(request), request.params.id, request.body)),
    )
    app.get(
      '/sharing/demands/:id/exports',
      {
        schema: {
          operationId: 'listDataExports',
          tags,
          summary: 'The files of a grant with their signed receipts',
          params,
          response: { 200: Type.Array(Export), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => exports.list(actorOf(request), request.params.id),
    )
    app.post(
      '/sharing/exports/:id/taking',
      {
        schema: {
          operationId: 'takeDataExport',
          tags,
          summary: 'The sealed file, once, for whoever ordered it',
          params,
          produces: ['application/octet-stream'],
          response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        const { name, bytes } = await exports.take(actorOf(request), request.params.id)
        return reply
          .type('application/octet-stream')
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
          .header('cache-control', 'no-store')
          .send(bytes)
      },
    )
    app.post(
      '/sharing/traces',
      {
        schema: {
          operationId: 'traceLeakedFile',
          tags,
          summary: 'Whose file it was that got out: by the mark in its rows and by the order of its rows',
          body: TraceInput,
          response: { 200: Trace, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => exports.trace(actorOf(request), request.body),
    )
  }
