import Type from 'typebox'
import { actorOf, empty, problems, type Routes, route } from '#ground/http/index.ts'
import { CallDay, FailedCall, KeyMade, NewKey, NewTrial, Program, ProgramPage, SecretMade } from '../contract.ts'
import type { Programs } from './service.ts'

const tags = ['capabilities']
const ById = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) })
const OfKey = Type.Object({ ...ById.properties, keyId: Type.String({ minLength: 1, maxLength: 64 }) })
const Days = Type.Object({ from: Type.String({ format: 'date' }), to: Type.String({ format: 'date' }) })
const mine = route({ access: 'citizen' })

/** A developer's own programs: keys, quotas, what came of their calls. */
export const programRoutes =
  (programs: Programs): Routes =>
  (app) => {
    app.get(
      '/me/programs',
      {
        schema: {
          operationId: 'listMyPrograms',
          tags,
          summary: 'Programs of mine and of those I act for',
          response: { 200: Type.Object({ items: Type.Array(Program) }), ...problems },
        },
        config: mine,
      },
      async (request) => ({ items: await programs.listOwn(actorOf(request)) }),
    )
    app.post(
      '/me/programs',
      {
        schema: {
          operationId: 'openTrialProgram',
          tags,
          summary: 'A program to try capabilities with, at once; in a sandbox only',
          body: NewTrial,
          response: { 201: ProgramPage, ...problems },
        },
        config: mine,
      },
      async (request, reply) => reply.code(201).send(await programs.openTrial(actorOf(request), request.body)),
    )
    app.get(
      '/me/programs/:id',
      {
        schema: {
          operationId: 'getMyProgram',
          tags,
          summary: 'One program: what it may use, how much of it is used today, its keys',
          params: ById,
          response: { 200: ProgramPage, ...problems },
        },
        config: mine,
      },
      (request) => programs.readOwn(actorOf(request), request.params.id),
    )
    app.delete(
      '/me/programs/:id',
      {
        schema: {
          operationId: 'closeMyProgram',
          tags,
          summary: 'Close a program: it calls nothing any more',
          params: ById,
          response: { 204: empty, ...problems },
        },
        config: mine,
      },
      async (request, reply) => {
        await programs.close(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/me/programs/:id/secret',
      {
        schema: {
          operationId: 'makeProgramSecret',
          tags,
          summary: 'Client credentials for /oidc/token, shown this once; made again, the old secret counts no more',
          params: ById,
          response: { 201: SecretMade, ...problems },
        },
        config: mine,
      },
      async (request, reply) => reply.code(201).send(await programs.makeSecret(actorOf(request), request.params.id)),
    )
    app.post(
      '/me/programs/:id/keys',
      {
        schema: {
          operationId: 'addProgramKey',
          tags,
          summary: 'A key to sign requests with (RFC 9421): a public key of yours, or a secret that is shown this once',
          params: ById,
          body: NewKey,
          response: { 201: KeyMade, ...problems },
        },
        config: mine,
      },
      async (request, reply) =>
        reply.code(201).send(await programs.addKey(actorOf(request), request.params.id, request.body)),
    )
    app.delete(
      '/me/programs/:id/keys/:keyId',
      {
        schema: {
          operationId: 'revokeProgramKey',
          tags,
          summary: 'Revoke a key: nothing signed with it counts any more',
          params: OfKey,
          response: { 204: empty, ...problems },
        },
        config: mine,
      },
      async (request, reply) => {
        await programs.revokeKey(actorOf(request), request.params.id, request.params.keyId)
        return reply.code(204).send(null)
      },
    )
    app.get(
      '/me/programs/:id/calls',
      {
        schema: {
          operationId: 'listProgramCalls',
          tags,
          summary: 'Calls of a program by day and operation: how many, how many came to nothing, how fast',
          params: ById,
          querystring: Days,
          response: { 200: Type.Object({ items: Type.Array(CallDay) }), ...problems },
        },
        config: mine,
      },
      async (request) => ({ items: await programs.calls(actorOf(request), request.params.id, request.query) }),
    )
    app.get(
      '/me/programs/:id/failures',
      {
        schema: {
          operationId: 'listProgramFailures',
          tags,
          summary: 'The latest hundred calls of a program that came to nothing, and why',
          params: ById,
          response: { 200: Type.Object({ items: Type.Array(FailedCall) }), ...problems },
        },
        config: mine,
      },
      async (request) => ({ items: await programs.failures(actorOf(request), request.params.id) }),
    )
  }
