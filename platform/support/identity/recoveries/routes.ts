import Type from 'typebox'
import { type App, empty, problems, type Routes, route } from '#ground/http/index.ts'
import { bindBrowser } from '../sessions/bound-browser.ts'
import { NewRecovery, Recovered, RecoveryBegun } from './contract.ts'
import type { Recoveries } from './service.ts'

const tags = ['identity']

/** The way back into an account, for who cannot sign in. */
export const recoveryRoutes =
  (recoveries: Recoveries, { realm, secureCookies }: { realm: string; secureCookies: boolean }): Routes =>
  (app: App) => {
    app.post(
      '/recoveries',
      {
        schema: {
          operationId: 'beginRecovery',
          tags,
          summary: 'Begin a check of the person to get back into an account',
          body: NewRecovery,
          response: { 201: RecoveryBegun, ...problems },
        },
        config: route({ access: 'public', perMinute: 10 }),
      },
      async (request, reply) => {
        const { browser, ...begun } = await recoveries.begin(realm, request.body)
        bindBrowser(reply, browser, secureCookies)
        return reply.code(201).send(begun)
      },
    )
    app.post(
      '/recoveries/:id/password',
      {
        schema: {
          operationId: 'finishRecovery',
          tags,
          summary: 'A new password, after the check was passed',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          body: Recovered,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'public', perMinute: 20 }),
      },
      async (request, reply) => {
        await recoveries.finish(realm, request.params.id, request.body)
        return reply.code(204).send(null)
      },
    )
  }
