import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { actorOf, empty, problems, type Routes, route } from '#ground/http/index.ts'
import { SessionOpened } from '../contract.ts'
import { answerWithSession, originOf } from '../sessions/answer.ts'
import type { Opened } from '../sessions/service.ts'
import { Factors, NewPasskey, OneTimeCode, PasskeyShown, StepUp, TotpBegun, WebAuthn } from './contract.ts'
import type { FactorService } from './service.ts'

const tags = ['identity']

/** My ways to show who I am, and showing one. */
export function factorRoutes(factors: FactorService, options: { realm: string; secureCookies: boolean }): Routes {
  const opened = (reply: FastifyReply, session: Opened) => answerWithSession(reply, session, options.secureCookies)
  const signedIn = route({ access: 'signed-in' })
  const guessed = route({ access: 'signed-in', perMinute: 60 })
  const nothing = { 204: empty, ...problems }

  return (app) => {
    app.get(
      '/me/factors',
      {
        schema: {
          operationId: 'listMyFactors',
          tags,
          summary: 'The ways in which I can show who I am',
          response: { 200: Factors, ...problems },
        },
        config: signedIn,
      },
      (request) => factors.list(actorOf(request)),
    )
    app.post(
      '/me/factors/totp',
      {
        schema: {
          operationId: 'beginMyTotp',
          tags,
          summary: 'Set up an app with one-time codes; it counts after its first right code',
          response: { 201: TotpBegun, ...problems },
        },
        config: guessed,
      },
      async (request, reply) => reply.code(201).send(await factors.totp.begin(actorOf(request))),
    )
    app.post(
      '/me/factors/totp/confirmation',
      {
        schema: {
          operationId: 'confirmMyTotp',
          tags,
          summary: 'The first right code of the app',
          body: OneTimeCode,
          response: nothing,
        },
        config: guessed,
      },
      async (request, reply) => {
        await factors.totp.confirm(actorOf(request), request.body.code)
        return reply.code(204).send(null)
      },
    )
    app.delete(
      '/me/factors/totp',
      {
        schema: { operationId: 'removeMyTotp', tags, summary: 'The app counts no more', response: nothing },
        config: signedIn,
      },
      async (request, reply) => {
        await factors.totp.remove(actorOf(request))
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/me/codes',
      {
        schema: { operationId: 'sendMeCode', tags, summary: 'Send a code to my mobile', response: nothing },
        config: route({ access: 'signed-in', perMinute: 10 }),
      },
      async (request, reply) => {
        await factors.codes.send(actorOf(request))
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/me/step-ups',
      {
        schema: {
          operationId: 'stepUp',
          tags,
          summary: 'Show one factor more in this session, which goes on under a new token',
          body: StepUp,
          response: { 201: SessionOpened, ...problems },
        },
        config: guessed,
      },
      async (request, reply) => opened(reply, await factors.stepUp(actorOf(request), request.body, originOf(request))),
    )
    app.post(
      '/me/passkeys/options',
      {
        schema: {
          operationId: 'beginMyPasskey',
          tags,
          summary: 'What my device needs to make a passkey (WebAuthn)',
          response: { 200: WebAuthn, ...problems },
        },
        config: guessed,
      },
      (request) => factors.passkeys.beginNew(actorOf(request)),
    )
    app.post(
      '/me/passkeys',
      {
        schema: {
          operationId: 'addMyPasskey',
          tags,
          summary: 'The passkey my device made',
          body: NewPasskey,
          response: nothing,
        },
        config: guessed,
      },
      async (request, reply) => {
        await factors.passkeys.add(actorOf(request), request.body)
        return reply.code(204).send(null)
      },
    )
    app.delete(
      '/me/passkeys/:key',
      {
        schema: {
          operationId: 'removeMyPasskey',
          tags,
          summary: 'A passkey counts no more',
          params: Type.Object({ key: Type.String({ minLength: 1, maxLength: 200 }) }),
          response: nothing,
        },
        config: signedIn,
      },
      async (request, reply) => {
        await factors.passkeys.remove(actorOf(request), request.params.key)
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/passkey-sign-ins/options',
      {
        schema: {
          operationId: 'beginPasskeySignIn',
          tags,
          summary: 'What my device needs to show a passkey (WebAuthn)',
          response: { 200: WebAuthn, ...problems },
        },
        config: route({ access: 'public', perMinute: 6000 }),
      },
      () => factors.passkeys.beginUse(options.realm),
    )
    app.post(
      '/passkey-sign-ins',
      {
        schema: {
          operationId: 'signInByPasskey',
          tags,
          summary: 'Sign in by a passkey, or show it in a session',
          body: PasskeyShown,
          response: { 201: SessionOpened, ...problems },
        },
        config: route({ access: 'public', perMinute: 6000 }),
      },
      async (request, reply) => {
        const actor = actorOf(request)
        const shown = request.body.response
        const known = actor.kind === 'anonymous' ? undefined : actor
        return opened(reply, await factors.showPasskey(options.realm, shown, originOf(request), known))
      },
    )
  }
}
