import Type from 'typebox'
import { type App, actorOf, claimOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { GatewayWarning, WarningClosing } from './contract.ts'
import type { Warnings } from './service.ts'

const tags = ['sharing']

export const warningRoutes =
  (warnings: Warnings): Routes =>
  (app: App) => {
    app.get(
      '/sharing/warnings',
      {
        schema: {
          operationId: 'listGatewayWarnings',
          tags,
          summary:
            'Use of grants that is out of the common: volume, hour, address, guessing; for the data office and auditors',
          querystring: Type.Object({ ...paging, open: Type.Optional(Type.Boolean()) }),
          response: { 200: pageOf(GatewayWarning), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => warnings.list(actorOf(request), request.query),
    )
    app.post(
      '/sharing/warnings/:id/closing',
      {
        schema: {
          operationId: 'closeGatewayWarning',
          tags,
          summary: 'Say what came of a warning: explained, or misuse',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          body: WarningClosing,
          response: { 200: GatewayWarning, ...problems },
        },
        config: route({ access: 'official', idempotency: 'required' }),
      },
      (request) => warnings.close(actorOf(request), request.params.id, request.body, claimOf(request)),
    )
  }
