import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import { CalendarVersion } from '../contract.ts'
import type { CalendarService } from '../service.ts'
import { OfficeDays, OfficeDaysInput } from './contract.ts'

const tags = ['calendars']
const OfficeParams = Type.Object({ department: Type.String({ maxLength: 64 }) })

export const officeRoutes =
  ({ offices }: Pick<CalendarService, 'offices'>): Routes =>
  (app: App) => {
    app.get(
      '/calendars/offices',
      {
        schema: {
          operationId: 'listOfficeDays',
          tags,
          summary: 'The departments that have days or hours of their own',
          response: { 200: Type.Object({ items: Type.Array(OfficeDays) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async () => ({ items: await offices.listOffices() }),
    )
    app.get(
      '/calendars/offices/:department',
      {
        schema: {
          operationId: 'getOfficeDays',
          tags,
          summary: 'The days and hours of a department: its own, or those of the office above it',
          params: OfficeParams,
          response: { 200: OfficeDays, ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => offices.getOffice(request.params.department),
    )
    app.put(
      '/calendars/offices/:department',
      {
        schema: {
          operationId: 'replaceOfficeDays',
          tags,
          summary: 'Put in the days and hours of a department; what they touch is computed again',
          params: OfficeParams,
          body: OfficeDaysInput,
          response: { 200: CalendarVersion, ...problems },
        },
        config: route({ access: 'official', idempotency: 'optional' }),
      },
      (request) => offices.replaceOffice(actorOf(request), request.params.department, request.body),
    )
  }
