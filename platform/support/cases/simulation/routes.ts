import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import type { CaseService } from '../engine.ts'
import { FlowSimulationInput, Simulated, SimulationInput } from './contract.ts'

const tags = ['flows']

export const simulationRoutes =
  (cases: Pick<CaseService, 'simulate' | 'simulateFlow'>): Routes =>
  (app: App) => {
    app.post(
      '/cases/:id/simulations',
      {
        schema: {
          operationId: 'simulateCase',
          tags,
          summary:
            'What would come of a case if such and such happened, also under another version; nothing is written',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          body: SimulationInput,
          response: { 200: Simulated, ...problems },
        },
        config: route({ access: 'signed-in', perMinute: 60 }),
      },
      (request) => cases.simulate(actorOf(request), request.params.id, request.body),
    )

    app.post(
      '/flows/:key/versions/:version/simulations',
      {
        schema: {
          operationId: 'simulateFlow',
          tags,
          summary:
            'What would come of a case of this flow with such answers, if such and such happened; nothing is written',
          params: Type.Object({ key: Type.String({ maxLength: 100 }), version: Type.Integer({ minimum: 1 }) }),
          body: FlowSimulationInput,
          response: { 200: Simulated, ...problems },
        },
        config: route({ access: 'official', perMinute: 120 }),
      },
      (request) => cases.simulateFlow(actorOf(request), request.params, request.body),
    )
  }
