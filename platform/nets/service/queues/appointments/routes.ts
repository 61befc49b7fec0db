import Type from 'typebox'
import { type App, actorOf, claimOf, problems, type Routes, route } from '#ground/http/index.ts'
import { Appointment, AppointmentInput, AppointmentVerb, SlotDay } from './contract.ts'
import type { AppointmentService } from './service.ts'

const tags = ['queues']
const Point = Type.Object({ key: Type.String({ maxLength: 100 }) })
const list = Type.Object({ items: Type.Array(Appointment) })

export const appointmentRoutes =
  (appointments: AppointmentService): Routes =>
  (app: App) => {
    const about = (operationId: string, summary: string) => ({ operationId, tags, summary })
    app.get(
      '/service-points/:key/slots',
      {
        schema: {
          ...about('listAppointmentSlots', 'Slots that may be booked, with the places left'),
          ...{ params: Point, response: { 200: Type.Object({ items: Type.Array(SlotDay) }), ...problems } },
        },
        config: route({ access: 'public' }),
      },
      async (request) => ({ items: await appointments.slots(actorOf(request).realm, request.params.key) }),
    )
    app.post(
      '/service-points/:key/appointments',
      {
        schema: {
          ...about('bookAppointment', 'Book a slot for oneself'),
          ...{ params: Point, body: AppointmentInput, response: { 201: Appointment, ...problems } },
        },
        config: route({ access: 'citizen', idempotency: 'optional' }),
      },
      async (request, reply) =>
        reply
          .code(201)
          .send(await appointments.book(actorOf(request), request.params.key, request.body, claimOf(request))),
    )
    app.get(
      '/service-points/:key/appointments',
      {
        schema: {
          ...about('listAppointments', 'Who is expected at a hall on a day, names masked; for those who serve there'),
          ...{ params: Point, response: { 200: list, ...problems } },
          querystring: Type.Object({ day: Type.Optional(Type.String({ format: 'date' })) }),
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({
        items: await appointments.listOf(actorOf(request), request.params.key, request.query.day),
      }),
    )
    app.get(
      '/appointments',
      {
        schema: {
          ...about('listMyAppointments', 'My appointments, the latest first'),
          response: { 200: list, ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      async (request) => ({ items: await appointments.listMine(actorOf(request)) }),
    )
    app.post(
      '/appointments/:id/acts',
      {
        schema: {
          ...about('actOnAppointment', 'Cancel it, or (the hall) say that the person came and give them a number'),
          ...{
            params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
            response: { 200: Appointment, ...problems },
          },
          body: Type.Object({ verb: AppointmentVerb }, { additionalProperties: false }),
        },
        config: route({ access: 'signed-in', idempotency: 'optional' }),
      },
      (request) => appointments.act(actorOf(request), request.params.id, request.body.verb, claimOf(request)),
    )
  }
