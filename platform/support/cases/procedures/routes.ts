import Type from 'typebox'
import { type App, actorOf, claimOf, problems, type Routes, route } from '#ground/http/index.ts'
import type { CaseService } from '../engine.ts'
import { ProcedureAct } from './contract.ts'

export const procedureRoutes =
  (cases: CaseService): Routes =>
  (app: App) => {
    app.post(
      '/cases/:id/procedures',
      {
        schema: {
          operationId: 'proceedWithCase',
          tags: ['cases'],
          summary: 'Special procedure, extension, hearing or delivery: one of the verbs listed in `mayProceed`',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          body: ProcedureAct,
          response: {
            200: Type.Object({
              caseId: Type.String(),
              procedure: Type.Integer(),
              status: Type.String(),
              outcome: Type.Optional(Type.String()),
              version: Type.Integer(),
            }),
            ...problems,
          },
        },
        config: route({ access: 'signed-in', idempotency: 'optional' }),
      },
      (request) => cases.proceed(actorOf(request), request.params.id, request.body, claimOf(request)),
    )
  }
