import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { actorOf, empty, problems, type Routes, route, sessionCookie } from '#ground/http/index.ts'
import { adminRoutes } from './admin-routes.ts'
import { Account, Credentials, DemoSignIn, FirstAdministrator, Me, Session, SessionOpened, viewOf } from './contract.ts'
import { delegationRoutes } from './delegations/routes.ts'
import { factorRoutes } from './factors/routes.ts'
import { reviewRoutes } from './review/routes.ts'
import type { Identity } from './service.ts'
import { answerWithSession, originOf } from './sessions/answer.ts'

const tags = ['identity']
const SessionId = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** `secureCookies`: send the session cookie over https only, as every city must. */
export function identityRoutes(identity: Identity, options: { realm: string; secureCookies: boolean }): Routes {
  const { sessions, parties, accounts } = identity
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: options.secureCookies } as const

  return (app) => {
    app.post(
      '/sessions',
      {
        schema: {
          operationId: 'signIn',
          tags,
          summary: 'Sign in with a username and password',
          body: Credentials,
          response: { 201: SessionOpened, ...problems },
        },
        config: route({ access: 'public', perMinute: 120 }),
      },
      async (request, reply) => {
        const opened = await sessions.signIn(options.realm, request.body, originOf(request))
        return answerWithSession(reply, opened, options.secureCookies)
      },
    )
    app.delete(
      '/sessions/current',
      {
        schema: { operationId: 'signOut', tags, summary: 'Sign out', response: { 204: empty, ...problems } },
        config: route({ access: 'signed-in' }),
      },
      async (request, reply) => {
        await sessions.signOut(actorOf(request))
        return noContent(reply.clearCookie(sessionCookie, cookie))
      },
    )
    app.get(
      '/me',
      {
        schema: {
          operationId: 'getMe',
          tags,
          summary: 'Who I am, and for whom I may act',
          response: { 200: Me, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request) => {
        const actor = actorOf(request)
        return { actor: viewOf(actor), mayActFor: await parties.listMandates(actor) }
      },
    )
    app.get(
      '/me/sessions',
      {
        schema: {
          operationId: 'listMySessions',
          tags,
          summary: 'Where I am signed in',
          response: { 200: Type.Object({ items: Type.Array(Session) }), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request) => ({ items: await sessions.listSessions(actorOf(request)) }),
    )
    app.delete(
      '/me/sessions',
      {
        schema: {
          operationId: 'endMyOtherSessions',
          tags,
          summary: 'Sign out everywhere else',
          response: { 200: Type.Object({ ended: Type.Integer() }), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request) => ({ ended: await sessions.endOthers(actorOf(request)) }),
    )
    app.delete(
      '/me/sessions/:id',
      {
        schema: {
          operationId: 'endMySession',
          tags,
          summary: 'Sign out elsewhere',
          params: SessionId,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request, reply) => {
        await sessions.endSession(actorOf(request), request.params.id)
        return noContent(reply)
      },
    )
    app.post(
      '/administrators',
      {
        schema: {
          operationId: 'becomeFirstAdministrator',
          tags,
          summary: 'Open the first administrator’s account with the one-time token printed at the first start',
          body: FirstAdministrator,
          response: { 201: Account, ...problems },
        },
        config: route({ access: 'public', perMinute: 10 }),
      },
      async (request, reply) =>
        reply.code(201).send(await accounts.becomeFirstAdministrator(options.realm, request.body)),
    )
    adminRoutes(identity)(app)
    delegationRoutes(identity.delegations)(app)
    factorRoutes(identity.factors, options)(app)
    reviewRoutes(identity.review)(app)
  }
}

/** Tells visitors the demo's sign-ins; register in the demo profile only. */
export function demoRoutes(signIns: () => Promise<DemoSignIn[]>): Routes {
  return (app) => {
    app.get(
      '/demo/sign-ins',
      {
        schema: {
          operationId: 'listDemoSignIns',
          tags,
          summary: 'Invented people to sign in as (demo profile only)',
          response: { 200: Type.Object({ items: Type.Array(DemoSignIn) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async () => ({ items: await signIns() }),
    )
  }
}

function noContent(reply: FastifyReply) {
  return reply.code(204).send(null)
}
