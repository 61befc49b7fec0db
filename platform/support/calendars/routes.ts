import Type from 'typebox'
import { type App, actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { CalendarImport, CalendarVersion, CalendarYear } from './contract.ts'
import { officeRoutes } from './offices/routes.ts'
import type { CalendarService } from './service.ts'

const tags = ['calendars']

export const calendarRoutes =
  (calendars: CalendarService): Routes =>
  (app: App) => {
    officeRoutes(calendars)(app)
    app.get(
      '/calendars',
      {
        schema: {
          operationId: 'listCalendars',
          tags,
          summary: 'Versions of the working calendar, the newest first; it is in force',
          querystring: Type.Object(paging),
          response: { 200: pageOf(CalendarVersion), ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => calendars.list(request.query),
    )
    app.get(
      '/calendars/current',
      {
        schema: {
          operationId: 'getCalendar',
          tags,
          summary: 'The days off and the made-up working days of every published year',
          response: { 200: Type.Object({ version: Type.String(), years: Type.Array(CalendarYear) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async () => ({ version: calendars.calendar.version, years: calendars.years() }),
    )
    app.post(
      '/calendars',
      {
        schema: {
          operationId: 'replaceCalendar',
          tags,
          summary: 'Put in the notices of some years; what they touch is computed again',
          body: CalendarImport,
          response: { 201: CalendarVersion, ...problems },
        },
        config: route({ access: 'official', idempotency: 'optional' }),
      },
      async (request, reply) => reply.code(201).send(await calendars.replace(actorOf(request), request.body)),
    )
  }
