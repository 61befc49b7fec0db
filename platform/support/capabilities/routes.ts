import Type from 'typebox'
import { type App, actorOf, empty, problems, type Routes, route } from '#ground/http/index.ts'
import {
  Access,
  AccessChange,
  Capabilities,
  CapabilityPage,
  Dependent,
  Deprecation,
  NewDeprecation,
  type Sandbox,
} from './contract.ts'
import type { CapabilityList } from './list.ts'
import type { OpenApi } from './openapi.ts'
import type { Owners } from './owners.ts'

const tags = ['capabilities']
const ByKey = Type.Object({ key: Type.String({ minLength: 2, maxLength: 41 }) })
const OfProgram = Type.Object({ ...ByKey.properties, programId: Type.String({ minLength: 1, maxLength: 64 }) })

/** The contract itself, which the list is read beside. */
export const documentOf = (app: App): OpenApi => app.swagger() as unknown as OpenApi

export const capabilityRoutes =
  (list: CapabilityList, owners: Owners, sandbox?: Sandbox): Routes =>
  (app) => {
    app.get(
      '/capabilities',
      {
        schema: {
          operationId: 'listCapabilities',
          tags,
          summary: 'The single list of shared capabilities: purpose, owner, level of service, who may call',
          response: { 200: Capabilities, ...problems },
        },
        config: route({ access: 'public' }),
      },
      async () => ({ items: await list.all(documentOf(app)), ...(sandbox ? { sandbox } : {}) }),
    )
    app.get(
      '/capabilities/:key',
      {
        schema: {
          operationId: 'getCapability',
          tags,
          summary: 'One capability with its operations and its level of service as measured',
          params: ByKey,
          response: { 200: CapabilityPage, ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => list.read(request.params.key, documentOf(app)),
    )
    app.get(
      '/capabilities/:key/openapi',
      {
        schema: {
          operationId: 'getCapabilityOpenApi',
          tags,
          summary: 'The part of the contract that is this capability’s, as OpenAPI',
          params: ByKey,
          response: { 200: Type.Record(Type.String(), Type.Unknown()), ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => list.openApi(request.params.key, documentOf(app)),
    )
    app.get(
      '/capabilities/:key/dependents',
      {
        schema: {
          operationId: 'listDependents',
          tags,
          summary: 'Who uses a capability, how much of it, for the department that answers for it',
          params: ByKey,
          response: { 200: Type.Object({ items: Type.Array(Dependent) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await owners.dependents(actorOf(request), request.params.key) }),
    )
    app.patch(
      '/capabilities/:key/dependents/:programId',
      {
        schema: {
          operationId: 'changeAccess',
          tags,
          summary: 'Throttle, prolong, stop or resume a program’s access, with a reason it is told',
          params: OfProgram,
          body: AccessChange,
          response: { 200: Access, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => owners.change(actorOf(request), request.params.key, request.params.programId, request.body),
    )
    app.post(
      '/capabilities/:key/deprecations',
      {
        schema: {
          operationId: 'deprecateCapability',
          tags,
          summary: 'Say that an operation, or all of a capability, goes away; its users are told',
          params: ByKey,
          body: NewDeprecation,
          response: { 201: Deprecation, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) =>
        reply
          .code(201)
          .send(await owners.deprecate(actorOf(request), request.params.key, request.body, documentOf(app))),
    )
    app.delete(
      '/capabilities/:key/deprecations',
      {
        schema: {
          operationId: 'keepCapability',
          tags,
          summary: 'It stays after all',
          params: ByKey,
          querystring: Type.Object({ operation: Type.String({ maxLength: 80, default: '' }) }),
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        await owners.keep(actorOf(request), request.params.key, request.query.operation)
        return reply.code(204).send(null)
      },
    )
  }
