import Type from 'typebox'
import { type App, actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { PayoutActInput, PayoutState, PayoutView, RunDecision, RunInput, RunView } from './contract.ts'
import type { PayoutService } from './service.ts'

const tags = ['payments']

export const payoutRoutes =
  (payouts: PayoutService): Routes =>
  (app: App) => {
    app.get(
      '/payouts',
      {
        schema: {
          operationId: 'listPayouts',
          tags,
          summary: 'Money paid out: my own, or that of my offices; what came back is work of the cashier',
          querystring: Type.Object({ ...paging, state: Type.Optional(PayoutState) }),
          response: { 200: pageOf(PayoutView), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => payouts.list(actorOf(request), request.query),
    )
    app.post(
      '/payouts/:no/acts',
      {
        schema: {
          operationId: 'actOnPayout',
          tags,
          summary: 'Of a payout that came back: put the account right and pay again, or cancel it',
          params: Type.Object({ no: Type.String({ maxLength: 40 }) }),
          body: PayoutActInput,
          response: { 200: PayoutView, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => payouts.act(actorOf(request), request.params.no, request.body),
    )
    app.get(
      '/payout-runs',
      {
        schema: {
          operationId: 'listPayoutRuns',
          tags,
          summary: 'Months prepared and approved, the newest first',
          response: { 200: Type.Object({ items: Type.Array(RunView) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await payouts.runs(actorOf(request)) }),
    )
    app.post(
      '/payout-runs',
      {
        schema: {
          operationId: 'preparePayoutRun',
          tags,
          summary: 'Prepare a month: how many are paid how much; another person approves it',
          body: RunInput,
          response: { 201: RunView, ...problems },
        },
        config: route({ access: 'official', idempotency: 'required' }),
      },
      async (request, reply) => reply.code(201).send(await payouts.propose(actorOf(request), request.body)),
    )
    app.post(
      '/payout-runs/:id/decision',
      {
        schema: {
          operationId: 'decidePayoutRun',
          tags,
          summary: 'Approve a prepared month and pay it out, or refuse it',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          body: RunDecision,
          response: { 200: RunView, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => payouts.decide(actorOf(request), request.params.id, request.body.approve),
    )
  }
