import Type from 'typebox'
import { type App, actorOf, claimOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { Handover, HandoverActInput, HandoverRow, HandoverSheet, MyResult, ReceiveInput } from './contract.ts'
import type { HandoverService } from './service.ts'

const tags = ['handovers']
const Point = Type.Object({ key: Type.String({ maxLength: 100 }) })
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Sheet = Type.Object({
  key: Type.String({ maxLength: 100 }),
  day: Type.String({ format: 'date' }),
  window: Type.String({ maxLength: 6 }),
})

export const handoverRoutes =
  (handovers: HandoverService): Routes =>
  (app: App) => {
    const about = (operationId: string, summary: string) => ({ operationId, tags, summary })
    app.post(
      '/service-points/:key/handovers',
      {
        schema: {
          ...about('receiveResult', 'The result of a decided case comes to the point; its person is told'),
          ...{ params: Point, body: ReceiveInput, response: { 201: HandoverRow, ...problems } },
        },
        config: route({ access: 'official', idempotency: 'optional' }),
      },
      async (request, reply) =>
        reply
          .code(201)
          .send(await handovers.receive(actorOf(request), request.params.key, request.body, claimOf(request))),
    )
    app.get(
      '/service-points/:key/handovers',
      {
        schema: {
          ...about('listHandovers', 'Results at a point: waiting, not collected in time, handed over, returned'),
          params: Point,
          querystring: Type.Object({
            ...paging,
            state: Type.Optional(Type.Enum(['waiting', 'overdue', 'handed', 'returned'])),
            q: Type.Optional(Type.String({ maxLength: 80, description: 'A case number, a whole name, or a shelf' })),
          }),
          response: { 200: pageOf(HandoverRow), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => handovers.list(actorOf(request), request.params.key, request.query),
    )
    app.get(
      '/handovers',
      {
        schema: {
          ...about('listMyResults', 'My results that wait to be collected'),
          response: { 200: Type.Object({ items: Type.Array(MyResult) }), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      async (request) => ({ items: await handovers.listMine(actorOf(request)) }),
    )
    app.get(
      '/handovers/:id',
      {
        schema: {
          ...about('getHandover', 'One result, opened to be handed over; the read is logged'),
          ...{ params: Params, response: { 200: Handover, ...problems } },
        },
        config: route({ access: 'official' }),
      },
      (request) => handovers.get(actorOf(request), request.params.id),
    )
    app.post(
      '/handovers/:id/acts',
      {
        schema: {
          ...about('actOnHandover', 'Hand over to who was identified and signed, or return to the office'),
          ...{ params: Params, body: HandoverActInput, response: { 200: Handover, ...problems } },
        },
        config: route({ access: 'official', idempotency: 'optional' }),
      },
      (request) => handovers.act(actorOf(request), request.params.id, request.body, claimOf(request)),
    )
    const sheet = '/service-points/:key/handover-sheets/:day/:window' as const
    const of = ({ key, day, window }: { key: string; day: string; window: string }) => ({ point: key, day, window })
    app.get(
      sheet,
      {
        schema: {
          ...about('getHandoverSheet', 'What a window received, handed over and had left on a day'),
          ...{ params: Sheet, response: { 200: HandoverSheet, ...problems } },
        },
        config: route({ access: 'official' }),
      },
      (request) => handovers.sheets.get(actorOf(request), of(request.params)),
    )
    app.post(
      `${sheet}/signature`,
      {
        schema: {
          ...about('signHandoverSheet', 'The clerk who leaves signs the sheet, which then stands'),
          ...{ params: Sheet, response: { 200: HandoverSheet, ...problems } },
        },
        config: route({ access: 'official' }),
      },
      (request) => handovers.sheets.sign(actorOf(request), of(request.params)),
    )
    app.post(
      `${sheet}/take-over`,
      {
        schema: {
          ...about('takeOverHandoverSheet', 'Another clerk takes over what the sheet says'),
          ...{ params: Sheet, response: { 200: HandoverSheet, ...problems } },
        },
        config: route({ access: 'official' }),
      },
      (request) => handovers.sheets.takeOver(actorOf(request), of(request.params)),
    )
  }
