import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route, uploadOf } from '#ground/http/index.ts'
import { materialLimit } from '#support/cases/index.ts'
import { ExpiryInput, OwnMaterial } from './contract.ts'
import type { MaterialService } from './service.ts'

const tags = ['materials']
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Whose = Type.Object({
  onBehalfOf: Type.Optional(
    Type.String({ format: 'uuid', description: 'The firm or person I act for; myself if absent' }),
  ),
})
const config = route({ access: 'citizen' })

export const materialRoutes =
  (materials: MaterialService): Routes =>
  (app: App) => {
    app.get(
      '/me/materials',
      {
        schema: {
          operationId: 'listMyMaterials',
          tags,
          summary: 'All I have handed in, with where each file is used, its versions and its last day; at most 1,000',
          querystring: Whose,
          response: { 200: Type.Object({ items: Type.Array(OwnMaterial) }), ...problems },
        },
        config,
      },
      async (request) => ({ items: await materials.list(actorOf(request), request.query.onBehalfOf) }),
    )
    app.post(
      '/me/materials',
      {
        schema: {
          operationId: 'keepMaterial',
          tags,
          summary: 'Keep a file for later (multipart, one file)',
          querystring: Type.Object({
            ...Whose.properties,
            name: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'What I call it' })),
          }),
          consumes: ['multipart/form-data'],
          response: { 201: OwnMaterial, ...problems },
        },
        config,
      },
      async (request, reply) => {
        const file = await uploadOf(request, materialLimit)
        return reply.code(201).send(await materials.keep(actorOf(request), { file, ...request.query }))
      },
    )
    app.put(
      '/me/materials/:id/expiry',
      {
        schema: {
          operationId: 'setMaterialExpiry',
          tags,
          summary: 'Note until when a file holds good; null forgets it. A file past its day is not used again',
          params: Params,
          querystring: Whose,
          body: ExpiryInput,
          response: { 200: OwnMaterial, ...problems },
        },
        config,
      },
      (request) =>
        materials.setExpiry(actorOf(request), request.params.id, request.body.expiresOn, request.query.onBehalfOf),
    )
    app.get(
      '/me/materials/:id/file',
      {
        schema: {
          operationId: 'getMyMaterial',
          tags,
          summary: 'The bytes of one of my files',
          params: Params,
          querystring: Whose,
          produces: ['application/octet-stream'],
          response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }), ...problems },
        },
        config,
      },
      async (request, reply) => {
        const found = await materials.open(actorOf(request), request.params.id, request.query.onBehalfOf)
        return reply
          .type(found.mediaType)
          .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(found.fileName)}`)
          .header('content-security-policy', "sandbox; default-src 'none'")
          .header('cache-control', 'no-store')
          .send(found.bytes)
      },
    )
    app.delete(
      '/me/materials/:id',
      {
        schema: {
          operationId: 'deleteMyMaterial',
          tags,
          summary: 'Delete a file that no case holds; its bytes cannot be read by anybody after that',
          params: Params,
          querystring: Whose,
          response: { 204: Type.Null(), ...problems },
        },
        config,
      },
      async (request, reply) => {
        await materials.remove(actorOf(request), request.params.id, request.query.onBehalfOf)
        return reply.code(204).send(null)
      },
    )
  }
