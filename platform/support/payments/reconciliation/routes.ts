import Type from 'typebox'
import { type App, actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { DifferenceView, ReconcileInput, ReconciliationView, SettleInput, TreasuryInput } from './contract.ts'
import type { Reconciling } from './service.ts'

const tags = ['payments']

export const reconciliationRoutes =
  (reconciling: Reconciling): Routes =>
  (app: App) => {
    app.get(
      '/reconciliations',
      {
        schema: {
          operationId: 'listReconciliations',
          tags,
          summary: 'Days compared with each channel and the treasury, the newest first',
          querystring: Type.Object({ ...paging, channel: Type.Optional(Type.String({ maxLength: 40 })) }),
          response: { 200: pageOf(ReconciliationView), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => reconciling.list(actorOf(request), request.query),
    )
    app.post(
      '/reconciliations',
      {
        schema: {
          operationId: 'reconcile',
          tags,
          summary: 'Compare a day with the bill of a channel now; again replaces the line and keeps what was settled',
          body: ReconcileInput,
          response: { 200: ReconciliationView, ...problems },
        },
        config: route({ access: 'official', perMinute: 30 }),
      },
      (request) => reconciling.run(actorOf(request), request.body),
    )
    app.post(
      '/treasury-vouchers',
      {
        schema: {
          operationId: 'takeTreasuryVouchers',
          tags,
          summary: 'Take vouchers 5408 of the treasury; the same one twice is booked once',
          body: TreasuryInput,
          response: { 200: Type.Object({ items: Type.Array(ReconciliationView) }), ...problems },
        },
        config: route({ access: 'official', perMinute: 30 }),
      },
      async (request) => ({ items: await reconciling.takeVouchers(actorOf(request), request.body.voucher) }),
    )
    app.get(
      '/payment-differences',
      {
        schema: {
          operationId: 'listPaymentDifferences',
          tags,
          summary: 'What did not fit, of my offices and of no bill at all, the newest first',
          querystring: Type.Object({ ...paging, state: Type.Optional(Type.Enum(['open', 'settled'])) }),
          response: { 200: pageOf(DifferenceView), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => reconciling.differences(actorOf(request), request.query),
    )
    app.post(
      '/payment-differences/:id/settlement',
      {
        schema: {
          operationId: 'settlePaymentDifference',
          tags,
          summary: 'Say what was behind a difference and what was done',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          body: SettleInput,
          response: { 200: DifferenceView, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => reconciling.settle(actorOf(request), request.params.id, request.body),
    )
  }
