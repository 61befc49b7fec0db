import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route, uploadOf } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { csvOf } from '#kernel/csv.ts'
import { Refusal } from '#kernel/errors.ts'
import { RegisterKey } from '#support/registers/contract.ts'
import { ImportFault, ImportStart, RegisterImport } from './contract.ts'
import { largestFile, type RegisterImports } from './service.ts'

const params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const tags = ['registers']
const fileTypes = [
  'application/gzip',
  'application/x-ndjson',
  'application/octet-stream',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/csv',
]

export function registerImportRoutes(imports: RegisterImports): Routes {
  return (app) => {
    app.register(async (scope: App) => {
      // The body is passed on as a stream: it never lies in memory.
      scope.addContentTypeParser(fileTypes, (_request, payload, done) => done(null, payload))
      scope.post(
        '/register-imports',
        {
          bodyLimit: largestFile,
          schema: {
            operationId: 'uploadRegisterFile',
            tags,
            summary: 'A file for a register (CSV, XLSX, JSON, plain or in gzip); nothing is brought in yet',
            consumes: [...fileTypes, 'multipart/form-data'],
            querystring: Type.Object({
              register: RegisterKey,
              name: Type.Optional(Type.String({ maxLength: 200, description: 'Of the file, when it is the body' })),
            }),
            response: { 201: RegisterImport, ...problems },
          },
          config: route({ access: 'official', perMinute: 30 }),
        },
        async (request, reply) => {
          const { register, name } = request.query
          const { bytes, fileName } = await fileOf(request, name)
          const made = await imports.upload(actorOf(request), bytes, { register, fileName })
          return reply.code(201).header('location', `/api/v1/register-imports/${made.id}`).send(made)
        },
      )
    })
    app.get(
      '/register-imports',
      {
        schema: {
          operationId: 'listRegisterImports',
          tags,
          summary: 'The latest hundred files brought into registers, the newest first',
          querystring: Type.Object({ register: Type.Optional(RegisterKey) }),
          response: { 200: Type.Object({ items: Type.Array(RegisterImport) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await imports.list(actorOf(request), request.query.register) }),
    )
    app.get(
      '/register-imports/:id',
      {
        schema: {
          operationId: 'getRegisterImport',
          tags,
          summary: 'One file: its columns, the fields they go to, how far it is, what came of it',
          params,
          response: { 200: RegisterImport, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => imports.get(actorOf(request), request.params.id),
    )
    app.post(
      '/register-imports/:id/runs',
      {
        schema: {
          operationId: 'runRegisterImport',
          tags,
          summary: 'Begins to bring the file in, in the background: all at once in the end, or not at all',
          params,
          body: ImportStart,
          response: { 202: RegisterImport, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) =>
        reply.code(202).send(await imports.begin(actorOf(request), request.params.id, request.body)),
    )
    app.get(
      '/register-imports/:id/faults',
      {
        schema: {
          operationId: 'listRegisterImportFaults',
          tags,
          summary: 'Lines that were refused, each with its reasons, in the order of the file',
          params,
          querystring: Type.Object({ after: Type.Optional(Type.String({ pattern: '^\\d{1,12}\\.\\d{1,4}$' })) }),
          response: {
            200: Type.Object({ items: Type.Array(ImportFault), next: Type.Optional(Type.String()) }),
            ...problems,
          },
        },
        config: route({ access: 'official' }),
      },
      (request) => imports.faults(actorOf(request), request.params.id, placeOf(request.query.after)),
    )
    app.get(
      '/register-imports/:id/faults.csv',
      {
        schema: {
          operationId: 'exportRegisterImportFaults',
          tags,
          summary: 'The same as CSV, all of them',
          params,
          produces: ['text/csv'],
          response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }), ...problems },
        },
        config: route({ access: 'official', perMinute: 30 }),
      },
      async (request, reply) => {
        const { id } = request.params
        const actor = actorOf(request)
        await imports.get(actor, id)
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="refused-${id}.csv"`)
          .send(Readable.from(csvParts(imports, actor, id)))
      },
    )
  }
}

/** Page by page, so that a million refused lines never lie in memory. */
async function* csvParts(imports: RegisterImports, actor: Actor, id: string): AsyncGenerator<string> {
  const head = ['行 line', '字段 field', '原因 reason', '说明 detail']
  let after: string | undefined
  do {
    const page: Awaited<ReturnType<RegisterImports['faults']>> = await imports.faults(actor, id, placeOf(after))
    const rows = page.items.map(({ line, field = '', reason, detail }) => [String(line), field, reason, detail])
    const text = csvOf(head, rows)
    yield after === undefined ? text : text.slice(text.indexOf('\n') + 1)
    after = page.next
  } while (after !== undefined)
}

function placeOf(after = '0.0'): { line: number; no: number } {
  const [line = 0, no = 0] = after.split('.').map(Number)
  return { line, no }
}

async function fileOf(request: FastifyRequest, name = ''): Promise<{ bytes: Readable; fileName: string }> {
  if (request.isMultipart()) {
    const upload = await uploadOf(request, largestFile)
    return { bytes: upload.bytes, fileName: upload.name }
  }
  if (request.body instanceof Readable) return { bytes: request.body, fileName: name }
  throw new Refusal('invalid', 'tables.not-a-table', 'Send the file as the body or as one part of a form')
}
