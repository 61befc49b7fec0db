import Type from 'typebox'
import { type App, actorOf, empty, problems, type Routes, route } from '#ground/http/index.ts'
import { CounterCode, CounterRecovery, NewCounterRecovery, RecoveredByCode } from './contract.ts'
import type { CounterRecoveries } from './service.ts'

const tags = ['identity']

/** The way back into an account at the counter: a clerk, a second official, and the person with a code. */
export const counterRecoveryRoutes =
  (recoveries: CounterRecoveries, realm: string): Routes =>
  (app: App) => {
    app.get(
      '/counter-recoveries',
      {
        schema: {
          operationId: 'listCounterRecoveries',
          tags,
          summary: 'Recoveries at the counter of my office within a day, the newest first',
          response: { 200: Type.Object({ items: Type.Array(CounterRecovery) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await recoveries.list(actorOf(request)) }),
    )
    app.post(
      '/counter-recoveries',
      {
        schema: {
          operationId: 'beginCounterRecovery',
          tags,
          summary: 'The clerk looked at the person and the document',
          body: NewCounterRecovery,
          response: { 201: CounterRecovery, ...problems },
        },
        config: route({ access: 'official', perMinute: 20 }),
      },
      async (request, reply) => reply.code(201).send(await recoveries.ask(actorOf(request), request.body)),
    )
    app.post(
      '/counter-recoveries/:id/approval',
      {
        schema: {
          operationId: 'approveCounterRecovery',
          tags,
          summary: 'A second official agrees; the code for the person is told once',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          response: { 201: CounterCode, ...problems },
        },
        config: route({ access: 'official', perMinute: 20 }),
      },
      async (request, reply) => reply.code(201).send(await recoveries.approve(actorOf(request), request.params.id)),
    )
    app.post(
      '/counter-recovery-codes/password',
      {
        schema: {
          operationId: 'finishCounterRecovery',
          tags,
          summary: 'A new password, with the code from the counter',
          body: RecoveredByCode,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'public', perMinute: 20 }),
      },
      async (request, reply) => {
        await recoveries.finish(realm, request.body)
        return reply.code(204).send(null)
      },
    )
  }
