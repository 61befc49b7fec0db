import Type from 'typebox'
import { type App, actorOf, claimOf, empty, problems, type Routes, route } from '#ground/http/index.ts'
import { CallingScreen, Duty, DutyInput, HallLoad, MoveInput, Ticket, TicketActInput, TicketInput } from './contract.ts'
import type { QueueService } from './service.ts'

const tags = ['queues']
const Point = Type.Object({ key: Type.String({ maxLength: 100 }) })
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const queueRoutes =
  (queues: QueueService): Routes =>
  (app: App) => {
    const about = (operationId: string, summary: string) => ({ operationId, tags, summary })
    app.post(
      '/service-points/:key/tickets',
      {
        schema: {
          ...about('takeTicket', 'Take a number: for oneself, or as staff of the hall for whoever stands there'),
          ...{ params: Point, body: TicketInput, response: { 201: Ticket, ...problems } },
        },
        config: route({ access: 'signed-in', idempotency: 'optional', perMinute: 60 }),
      },
      async (request, reply) =>
        reply.code(201).send(await queues.take(actorOf(request), request.params.key, request.body, claimOf(request))),
    )
    app.get(
      '/service-points/:key/calls',
      {
        schema: {
          ...about('getCallingScreen', 'What the screen in the hall shows: numbers and windows, no names'),
          ...{ params: Point, response: { 200: CallingScreen, ...problems } },
        },
        config: route({ access: 'public' }),
      },
      (request) => queues.screen(actorOf(request).realm, request.params.key),
    )
    app.get(
      '/service-points/:key/load',
      {
        schema: {
          ...about('getHallLoad', 'Waiting, served and average time of a hall and its windows today'),
          ...{ params: Point, response: { 200: HallLoad, ...problems } },
        },
        config: route({ access: 'official' }),
      },
      (request) => queues.load(actorOf(request), request.params.key),
    )
    app.get(
      '/tickets',
      {
        schema: {
          ...about('listMyTickets', 'My numbers of today, with how many are ahead'),
          response: { 200: Type.Object({ items: Type.Array(Ticket) }), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      async (request) => ({ items: await queues.listMine(actorOf(request)) }),
    )
    app.get(
      '/tickets/:id',
      {
        schema: { ...about('getTicket', 'One number'), params: Params, response: { 200: Ticket, ...problems } },
        config: route({ access: 'signed-in' }),
      },
      async (request) => {
        const actor = actorOf(request)
        return queues.present(actor, await queues.findFor(actor, request.params.id))
      },
    )
    app.post(
      '/tickets/:id/acts',
      {
        schema: {
          ...about(
            'actOnTicket',
            'Do one of the verbs in `may`: recall, start, skip, return, transfer, finish, cancel',
          ),
          ...{ params: Params, body: TicketActInput, response: { 200: Ticket, ...problems } },
        },
        config: route({ access: 'signed-in', idempotency: 'optional' }),
      },
      (request) => queues.act(actorOf(request), request.params.id, request.body, claimOf(request)),
    )
    app.post(
      '/window-duty',
      {
        schema: {
          ...about('openWindow', 'Sit down at a window of a hall'),
          ...{ body: DutyInput, response: { 201: Duty, ...problems } },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => reply.code(201).send(await queues.open(actorOf(request), request.body)),
    )
    app.get(
      '/window-duty',
      {
        schema: {
          ...about('getMyWindow', 'The window I sit at, with the number there and what waits; null when I sit at none'),
          response: { 200: Type.Object({ duty: Type.Optional(Duty) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => {
        const duty = await queues.dutyOf(actorOf(request))
        return duty ? { duty } : {}
      },
    )
    app.delete(
      '/window-duty',
      {
        schema: { ...about('closeWindow', 'Leave the window'), response: { 204: empty, ...problems } },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        await queues.close(actorOf(request))
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/window-duty/calls',
      {
        schema: {
          ...about('callNextTicket', 'Call whoever comes next to my window'),
          response: { 200: Duty, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => queues.call(actorOf(request)),
    )
    app.post(
      '/window-duties/:id/moves',
      {
        schema: {
          ...about('moveClerk', 'Send a clerk to another window of the hall'),
          ...{ params: Params, body: MoveInput, response: { 200: HallLoad, ...problems } },
        },
        config: route({ access: 'official' }),
      },
      (request) => queues.move(actorOf(request), request.params.id, request.body.window),
    )
  }
