import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import type { CaseService } from '../engine.ts'
import { HandedOver, HandOver, WorkloadRow } from './contract.ts'

const tags = ['cases']

export const workloadRoutes =
  (cases: Pick<CaseService, 'workload' | 'handOver'>): Routes =>
  (app: App) => {
    app.get(
      '/workload',
      {
        schema: {
          operationId: 'getWorkload',
          tags,
          summary:
            'Who has how much to do in the offices I supervise: open, overdue, done in 30 days, how long it took',
          response: { 200: Type.Object({ items: Type.Array(WorkloadRow) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await cases.workload(actorOf(request)) }),
    )
    app.post(
      '/hand-overs',
      {
        schema: {
          operationId: 'handOver',
          tags,
          summary: 'Give all that an officer has taken to a colleague; my own work, or that of an office I supervise',
          body: HandOver,
          response: { 200: HandedOver, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => cases.handOver(actorOf(request), request.body),
    )
  }
