import Type from 'typebox'
import { problems, type Routes, route } from '#ground/http/index.ts'
import { answerWithSession, bindBrowser, boundWordOf, originOf, SessionOpened } from '#support/identity/index.ts'
import { LicenceSignIn, SignInCode } from './contract.ts'
import type { LicenceSignIns } from './service.ts'

const tags = ['identity']
const cookie = 'zt_licence'

export const licenceSignInRoutes =
  (signIns: LicenceSignIns, { realm, secureCookies }: { realm: string; secureCookies: boolean }): Routes =>
  (app) => {
    app.post(
      '/licence-sign-ins',
      {
        schema: {
          operationId: 'beginLicenceSignIn',
          tags,
          summary: 'Begin to sign in with a firm’s electronic business licence (OpenID4VP)',
          response: { 201: LicenceSignIn, ...problems },
        },
        config: route({ access: 'public', perMinute: 60 }),
      },
      async (_request, reply) => {
        const { browser, ...begun } = await signIns.begin(realm)
        bindBrowser(reply, browser, secureCookies, cookie)
        return reply.code(201).send(begun)
      },
    )
    app.post(
      '/licence-sign-ins/:id/session',
      {
        schema: {
          operationId: 'finishLicenceSignIn',
          tags,
          summary:
            'The digits that the phone was told, in the browser that began; the session acts for that firm alone',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          body: SignInCode,
          response: { 201: SessionOpened, ...problems },
        },
        config: route({ access: 'public', perMinute: 60 }),
      },
      async (request, reply) => {
        const given = { id: request.params.id, code: request.body.code, browser: boundWordOf(request, cookie) }
        return answerWithSession(reply, await signIns.finish(realm, given, originOf(request)), secureCookies)
      },
    )
  }
