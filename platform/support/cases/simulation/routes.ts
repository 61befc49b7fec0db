import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import type { CaseService } from '../engine.ts'
import { Simulated, SimulationInput } from './contract.ts'

const tags = ['flows']

export const simulationRoutes =
  (cases: Pick<CaseService, 'simulate'>): Routes =>
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
  }
