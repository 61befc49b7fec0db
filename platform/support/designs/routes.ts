import Type from 'typebox'
import { type App, actorOf, empty, problems, type Routes, route } from '#ground/http/index.ts'
import {
  Design,
  DesignBegin,
  DesignCheck,
  DesignKey,
  DesignKind,
  DesignLine,
  DesignProblem,
  DesignPublish,
  DesignSave,
  DesignVersion,
  longestText,
} from './contract.ts'
import type { Designs } from './service.ts'

const tags = ['flows']
const ofKind = Type.Object({ kind: DesignKind })
const params = Type.Object({ kind: DesignKind, key: DesignKey })
/** A text of the longest kind, escaped in JSON. */
const bodyLimit = 2 * longestText

export const designRoutes =
  (designs: Designs): Routes =>
  (app: App) => {
    app.get(
      '/designs/:kind',
      {
        schema: {
          operationId: 'listDesigns',
          tags,
          summary: 'Flows, rules, forms or licence types: published ones and drafts',
          params: ofKind,
          response: { 200: Type.Object({ items: Type.Array(DesignLine) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await designs.list(actorOf(request), request.params.kind) }),
    )
    app.post(
      '/designs/:kind',
      {
        schema: {
          operationId: 'beginDesign',
          tags,
          summary: 'Begin a draft: of something new, or of the next version of something published',
          params: ofKind,
          body: DesignBegin,
          response: { 201: Design, ...problems },
        },
        config: route({ access: 'official', perMinute: 60 }),
      },
      async (request, reply) =>
        reply.code(201).send(await designs.begin(actorOf(request), request.params.kind, request.body)),
    )
    app.get(
      '/designs/:kind/:key',
      {
        schema: {
          operationId: 'getDesign',
          tags,
          summary: 'A draft whole, with what the check says of it now',
          params,
          response: { 200: Design, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => designs.get(actorOf(request), request.params),
    )
    app.put(
      '/designs/:kind/:key',
      {
        bodyLimit,
        schema: {
          operationId: 'saveDesign',
          tags,
          summary: 'Save a draft whole, over the revision that was read; mistakes may be saved',
          params,
          body: DesignSave,
          response: { 200: Design, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => designs.save(actorOf(request), request.params, request.body),
    )
    app.delete(
      '/designs/:kind/:key',
      {
        schema: {
          operationId: 'discardDesign',
          tags,
          summary: 'Throw a draft away; what is published stays',
          params,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        await designs.discard(actorOf(request), request.params)
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/designs/:kind/:key/checks',
      {
        bodyLimit,
        schema: {
          operationId: 'checkDesign',
          tags,
          summary: 'What publishing would say of a text, at its elements; nothing is saved',
          params,
          body: DesignCheck,
          response: { 200: Type.Object({ problems: Type.Array(DesignProblem) }), ...problems },
        },
        config: route({ access: 'official', perMinute: 120 }),
      },
      async (request) => ({ problems: await designs.check(actorOf(request), request.params, request.body.text) }),
    )
    app.post(
      '/designs/:kind/:key/publications',
      {
        schema: {
          operationId: 'publishDesign',
          tags,
          summary: 'Publish a draft as the next version, in force from a day; cases that run keep their own',
          params,
          body: DesignPublish,
          response: { 201: DesignVersion, ...problems },
        },
        config: route({ access: 'official', perMinute: 30 }),
      },
      async (request, reply) =>
        reply.code(201).send(await designs.publish(actorOf(request), request.params, request.body)),
    )
    app.get(
      '/designs/:kind/:key/versions/:version',
      {
        schema: {
          operationId: 'getDesignVersion',
          tags,
          summary: 'The text of a published version, to look at or to compare with',
          params: Type.Object({ ...params.properties, version: Type.Integer({ minimum: 1 }) }),
          response: { 200: Type.Object({ text: Type.String(), version: DesignVersion }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => designs.version(actorOf(request), request.params),
    )
  }
