import Type from 'typebox'
import { type App, actorOf, empty, problems, type Routes, route } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import {
  answerWithSession,
  bindBrowser,
  boundWordOf,
  type Identity,
  type Origin,
  originOf,
  SessionOpened,
} from '#support/identity/index.ts'
import { type CheckKind, NewPersonCheck, PersonCheckBegun, Returned } from './contract.ts'
import type { PersonChecks } from './service.ts'

const tags = ['identity']

/** What the pages of other doors need of a check in the session one is signed in with. */
export function checksInSession(checks: PersonChecks, sessions: Pick<Identity['sessions'], 'stepUp'>) {
  return {
    begin: (actor: Actor, kind: CheckKind) => checks.begin(whoseOf(actor), kind),
    async finish(actor: Actor, id: string, origin: Origin) {
      const { kind } = await checks.finish(whoseOf(actor), id)
      return sessions.stepUp(actor, kind === 'face' ? 'face' : 'doc', origin)
    },
  }
}

/** A check belongs to the session it was begun in: no other session of the person gains by it. */
function whoseOf(actor: Actor) {
  const { realm, accountId, partyId, sessionId } = actor
  if (!sessionId) throw new Refusal('unauthenticated', 'identity.session-missing', 'No session')
  return { realm, accountId, ...(partyId ? { partyId } : {}), purpose: 'session' as const, purposeId: sessionId }
}

/** 实人核验 in the session one is signed in with: there to the provider and back, with a higher level. */
export const personCheckRoutes =
  (
    checks: PersonChecks,
    {
      realm,
      sessions,
      secureCookies,
    }: { realm: string; sessions: Pick<Identity['sessions'], 'stepUp'>; secureCookies: boolean },
  ): Routes =>
  (app: App) => {
    const inSession = checksInSession(checks, sessions)
    app.post(
      '/me/person-checks',
      {
        schema: {
          operationId: 'beginPersonCheck',
          tags,
          summary: 'Begin a face or document check at its provider',
          body: NewPersonCheck,
          response: { 201: PersonCheckBegun, ...problems },
        },
        config: route({ access: 'citizen', perMinute: 10 }),
      },
      async (request, reply) => {
        const { browser, ...begun } = await inSession.begin(actorOf(request), request.body.kind)
        bindBrowser(reply, browser, secureCookies)
        return reply.code(201).send(begun)
      },
    )
    app.post(
      '/person-check-returns',
      {
        schema: {
          operationId: 'returnFromPersonCheck',
          tags,
          summary: 'The provider sent the person back; a check counts only in the browser that began it',
          body: Returned,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'public', perMinute: 60 }),
      },
      async (request, reply) => {
        await checks.takeBack(realm, request.body.returned, boundWordOf(request))
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/me/person-checks/:id/result',
      {
        schema: {
          operationId: 'finishPersonCheck',
          tags,
          summary: 'What came of it; a check that was passed raises this session, which goes on under a new token',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          response: { 201: SessionOpened, ...problems },
        },
        config: route({ access: 'citizen', perMinute: 60 }),
      },
      async (request, reply) => {
        const opened = await inSession.finish(actorOf(request), request.params.id, originOf(request))
        return answerWithSession(reply, opened, secureCookies)
      },
    )
  }
