import Type from 'typebox'
import { type App, actorOf, claimOf, empty, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import type { createClosedList } from './closed.ts'
import { Access, ClosedLine } from './contract.ts'
import type { Datasets } from './datasets.ts'
import type { Letters } from './letters.ts'
import {
  ApiKey,
  DatasetFacets,
  DatasetRow,
  DatasetRows,
  DatasetView,
  Format,
  IssuedApiKey,
  Letter,
  LetterKind,
  NewApiKey,
  NewLetter,
} from './portal/contract.ts'

const tags = ['open-data']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const filters = {
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Words, all of which must occur' })),
  department: Type.Optional(Type.String({ maxLength: 100, description: 'Its name' })),
  access: Type.Optional(Access),
  spatial: Type.Optional(Type.Boolean()),
}
const Key = Type.Object({ 'x-api-key': Type.Optional(Type.String({ maxLength: 100 })) })

/** The side of the public: find, look, take, ask. */
export const openDataRoutes =
  (datasets: Datasets, closed: ReturnType<typeof createClosedList>, letters: Letters): Routes =>
  (app: App) => {
    const open = route({ access: 'public' })
    const own = route({ access: 'citizen' })
    app.get(
      '/open-data/datasets',
      {
        schema: {
          operationId: 'listOpenDatasets',
          tags,
          summary: 'Open datasets by words and facets, the latest published first',
          querystring: Type.Object({ ...paging, ...filters }),
          response: { 200: pageOf(DatasetRow), ...problems },
        },
        config: open,
      },
      (request) => datasets.list(actorOf(request).realm, request.query),
    )
    app.get(
      '/open-data/facets',
      {
        schema: {
          operationId: 'countOpenDatasets',
          tags,
          summary: 'How many of the datasets that are found have each value of each facet',
          querystring: Type.Object(filters),
          response: { 200: DatasetFacets, ...problems },
        },
        config: open,
      },
      (request) => datasets.facets(actorOf(request).realm, request.query),
    )
    app.get(
      '/open-data/datasets/:id',
      {
        schema: {
          operationId: 'getOpenDataset',
          tags,
          summary: 'One dataset: what it is, its fields, its first rows and what there is to draw of it',
          params,
          response: { 200: DatasetView, ...problems },
        },
        config: open,
      },
      (request) => datasets.get(actorOf(request).realm, request.params.id),
    )
    app.get(
      '/open-data/datasets/:id/rows',
      {
        schema: {
          operationId: 'readOpenDataset',
          tags,
          summary: 'The rows of a dataset, a page at a time, with a key',
          params,
          headers: Key,
          querystring: Type.Object({
            limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
            cursor: paging.cursor,
          }),
          response: { 200: DatasetRows, ...problems },
        },
        config: route({ access: 'public', perMinute: 120 }),
      },
      (request) => {
        const key = request.headers['x-api-key']
        return datasets.rows(actorOf(request).realm, request.params.id, key ? { key } : {}, request.query)
      },
    )
    app.get(
      '/open-data/datasets/:id/file',
      {
        schema: {
          operationId: 'downloadOpenDataset',
          tags,
          summary:
            'A dataset as a file; what is open on conditions needs a key or a sign-in whose application was granted',
          params,
          headers: Key,
          querystring: Type.Object({
            format: Format,
            bom: Type.Boolean({ default: true, description: 'Of CSV: a byte order mark, for spreadsheets' }),
          }),
          response: { ...problems },
        },
        config: route({ access: 'public', perMinute: 30 }),
      },
      async (request, reply) => {
        const actor = actorOf(request)
        const key = request.headers['x-api-key']
        const taker = { ...(key ? { key } : {}), ...(actor.kind === 'citizen' ? { account: actor.accountId } : {}) }
        const file = await datasets.file(actor.realm, request.params.id, taker, request.query)
        return reply
          .type(file.type)
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
          .send(Buffer.from(file.bytes))
      },
    )
    app.get(
      '/open-data/closed',
      {
        schema: {
          operationId: 'listClosedEntries',
          tags,
          summary: 'The negative list: what stays closed, why, and by which law',
          querystring: Type.Object(paging),
          response: { 200: pageOf(ClosedLine), ...problems },
        },
        config: open,
      },
      (request) => closed.list(actorOf(request).realm, request.query),
    )
    app.get(
      '/open-data/answers',
      {
        schema: {
          operationId: 'listOpenDataAnswers',
          tags,
          summary: 'Requests and feedback with their answers, and without names',
          querystring: Type.Object({
            ...paging,
            kind: Type.Optional(LetterKind),
            release: Type.Optional(Type.String({ format: 'uuid' })),
          }),
          response: { 200: pageOf(Letter), ...problems },
        },
        config: open,
      },
      (request) => letters.shown(actorOf(request).realm, request.query),
    )
    app.post(
      '/open-data/letters',
      {
        schema: {
          operationId: 'writeOpenDataLetter',
          tags,
          summary: 'Apply for a dataset, ask for data that is not there, or say what is wrong with some',
          body: NewLetter,
          response: { 201: Letter, ...problems },
        },
        config: route({ access: 'citizen', idempotency: 'optional', perMinute: 10 }),
      },
      async (request, reply) =>
        reply.code(201).send(await letters.write(actorOf(request), request.body, claimOf(request))),
    )
    app.get(
      '/open-data/my-letters',
      {
        schema: {
          operationId: 'listMyOpenDataLetters',
          tags,
          summary: 'What I wrote about open data, and what I was answered',
          querystring: Type.Object(paging),
          response: { 200: pageOf(Letter), ...problems },
        },
        config: own,
      },
      (request) => letters.mine(actorOf(request), request.query),
    )
    app.get(
      '/open-data/keys',
      {
        schema: {
          operationId: 'listMyOpenDataKeys',
          tags,
          summary: 'My keys of the API',
          response: { 200: Type.Object({ items: Type.Array(ApiKey) }), ...problems },
        },
        config: own,
      },
      async (request) => ({ items: await letters.keys(actorOf(request)) }),
    )
    app.post(
      '/open-data/keys',
      {
        schema: {
          operationId: 'issueOpenDataKey',
          tags,
          summary: 'A key of the API; its secret is shown once',
          body: NewApiKey,
          response: { 201: IssuedApiKey, ...problems },
        },
        config: own,
      },
      async (request, reply) => reply.code(201).send(await letters.issueKey(actorOf(request), request.body.name)),
    )
    app.delete(
      '/open-data/keys/:id',
      {
        schema: {
          operationId: 'revokeOpenDataKey',
          tags,
          summary: 'Revoke a key of mine',
          params,
          response: { 204: empty, ...problems },
        },
        config: own,
      },
      async (request, reply) => {
        await letters.revokeKey(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
