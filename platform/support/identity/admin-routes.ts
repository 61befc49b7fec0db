import Type from 'typebox'
import { actorOf, empty, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { Account, AccountKind, Appointment, AuditCheck, AuditLine, NewOfficial, Post } from './contract.ts'
import type { Identity } from './service.ts'

const tags = ['administration']
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** Doors for administrators, security officers and auditors; each service verb asks again who may. */
export function adminRoutes({ accounts, posts, sessions, audit }: Identity): Routes {
  return (app) => {
    app.get(
      '/accounts',
      {
        schema: {
          operationId: 'listAccounts',
          tags,
          summary: 'Accounts by username',
          querystring: Type.Object({ ...paging, kind: Type.Optional(AccountKind) }),
          response: { 200: pageOf(Account), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => accounts.listAccounts(actorOf(request), request.query),
    )
    app.post(
      '/accounts',
      {
        schema: {
          operationId: 'openOfficialAccount',
          tags,
          summary: 'Open an account for an official; powers come by posts',
          body: NewOfficial,
          response: { 201: Account, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => reply.code(201).send(await accounts.openOfficial(actorOf(request), request.body)),
    )
    app.delete(
      '/accounts/:id/sessions',
      {
        schema: {
          operationId: 'endSessionsOfAccount',
          tags,
          summary: 'Sign an account out everywhere',
          params: ById,
          response: { 200: Type.Object({ ended: Type.Integer() }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ ended: await sessions.endSessionsOf(actorOf(request), request.params.id) }),
    )
    app.get(
      '/posts',
      {
        schema: {
          operationId: 'listPosts',
          tags,
          summary: 'Posts in force',
          querystring: Type.Object({ accountId: Type.Optional(Type.String({ format: 'uuid' })) }),
          response: { 200: Type.Object({ items: Type.Array(Post) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await posts.listPosts(actorOf(request), request.query) }),
    )
    app.post(
      '/posts',
      {
        schema: {
          operationId: 'appoint',
          tags,
          summary: 'Appoint an official to a post',
          body: Appointment,
          response: { 201: Post, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => reply.code(201).send(await posts.appoint(actorOf(request), request.body)),
    )
    app.delete(
      '/posts/:id',
      {
        schema: {
          operationId: 'endPost',
          tags,
          summary: 'End a post now',
          params: ById,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        await posts.end(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
    app.get(
      '/audit',
      {
        schema: {
          operationId: 'listAudit',
          tags,
          summary: 'The audit log, newest first',
          querystring: Type.Object({
            ...paging,
            actorId: Type.Optional(Type.String({ maxLength: 64 })),
            objectId: Type.Optional(Type.String({ maxLength: 64 })),
            action: Type.Optional(Type.String({ maxLength: 64 })),
          }),
          response: { 200: pageOf(AuditLine), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => audit.listLines(actorOf(request), request.query),
    )
    app.get(
      '/audit/check',
      {
        schema: {
          operationId: 'checkAudit',
          tags,
          summary: 'Walk the hash chain of the audit log and say where it breaks, if it does',
          response: { 200: AuditCheck, ...problems },
        },
        config: route({ access: 'official', perMinute: 10 }),
      },
      (request) => audit.check(actorOf(request)),
    )
  }
}
