import Type from 'typebox'
import { type App, actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { BillAct, BillState, BillView, ChannelView, Fen, PayAnswer, PayInput } from './contract.ts'
import type { Outside } from './outside.ts'
import type { BillService } from './service.ts'

const tags = ['payments']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const billRoutes =
  (bills: BillService, outside: Outside): Routes =>
  (app: App) => {
    app.get(
      '/bills',
      {
        schema: {
          operationId: 'listBills',
          tags,
          summary: 'Bills of mine (citizens), or of my offices (officials), the newest first',
          querystring: Type.Object({
            ...paging,
            state: Type.Optional(BillState),
            caseId: Type.Optional(Type.String({ format: 'uuid' })),
            no: Type.Optional(Type.String({ maxLength: 40, description: '缴款识别码' })),
            refunding: Type.Optional(Type.Boolean({ description: 'Only those with a refund under way' })),
          }),
          response: { 200: pageOf(BillView), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => bills.list(actorOf(request), request.query),
    )
    app.get(
      '/bills/:id',
      {
        schema: { operationId: 'getBill', tags, summary: 'One bill', params, response: { 200: BillView, ...problems } },
        config: route({ access: 'signed-in' }),
      },
      (request) => bills.get(actorOf(request), request.params.id),
    )
    app.post(
      '/bills/:id/orders',
      {
        schema: {
          operationId: 'payBill',
          tags,
          summary: 'Begin to pay at a channel: a QR code for another device, or an address for this one',
          params,
          body: PayInput,
          response: { 200: PayAnswer, ...problems },
        },
        config: route({ access: 'citizen', perMinute: 60 }),
      },
      (request) => bills.pay(actorOf(request), request.params.id, request.body, request.ip),
    )
    app.post(
      '/bills/:id/looks',
      {
        schema: {
          operationId: 'lookAtBill',
          tags,
          summary: 'Ask the channel now whether the bill is paid',
          params,
          response: { 200: BillView, ...problems },
        },
        config: route({ access: 'signed-in', perMinute: 60 }),
      },
      (request) => outside.lookNow(actorOf(request), request.params.id),
    )
    app.post(
      '/bills/:id/acts',
      {
        schema: {
          operationId: 'actOnBill',
          tags,
          summary: 'Do one of the verbs listed in `may`: take cash, close, ask for or decide on a refund',
          params,
          body: BillAct,
          response: { 200: BillView, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => bills.act(actorOf(request), request.params.id, request.body),
    )
    app.get(
      '/payment-channels',
      {
        schema: {
          operationId: 'listPaymentChannels',
          tags,
          summary: 'The channels that are connected',
          response: { 200: Type.Object({ items: Type.Array(ChannelView) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async () => ({ items: bills.listChannels() }),
    )
    app.get(
      '/payment-books',
      {
        schema: {
          operationId: 'getPaymentBooks',
          tags,
          summary: 'The balance of every account; together they are nought',
          response: {
            200: Type.Object({
              items: Type.Array(Type.Object({ account: Type.String(), fen: Type.Integer() })),
              sumFen: Fen,
            }),
            ...problems,
          },
        },
        config: route({ access: 'official' }),
      },
      async (request) => {
        const items = await bills.books(actorOf(request))
        return { items, sumFen: items.reduce((sum, { fen }) => sum + fen, 0) }
      },
    )
    notificationRoute(app, outside)
  }

/** Channels sign what they send byte for byte, so here, and here alone, a body arrives as it came. */
function notificationRoute(app: App, outside: Outside): void {
  app.register(async (inner) => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser('*', { parseAs: 'string' }, async (_: unknown, body: string | Buffer) => String(body))
    inner.post(
      '/payment-notifications/:channel',
      {
        schema: {
          operationId: 'hearPaymentChannel',
          tags,
          summary: 'Where a payment channel tells what happened, in its own protocol and signed by it',
          params: Type.Object({ channel: Type.String({ maxLength: 40 }) }),
          response: { 200: Type.String(), 204: Type.Null(), ...problems },
        },
        config: route({ access: 'public' }),
        serializerCompiler: () => (body) => String(body),
      },
      async (request, reply) => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(',') : (value ?? ''),
          ]),
        )
        const answer = await outside.hear((request.params as { channel: string }).channel, {
          headers,
          body: String(request.body ?? ''),
        })
        return reply
          .code(answer.status as 200)
          .type(answer.type)
          .send(answer.body as never)
      },
    )
  })
}
