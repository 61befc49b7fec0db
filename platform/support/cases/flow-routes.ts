import type { App, Routes } from '#ground/http/index.ts'
import type { CaseService } from './engine.ts'
import { messageRoutes } from './messages/routes.ts'
import { simulationRoutes } from './simulation/routes.ts'
import { standingRoutes } from './standing/routes.ts'
import { versionRoutes } from './versions/routes.ts'

/** Doors to the flows of cases: where one stands, what it waits for, what would come of it, and its change of version. */
export const flowRoutes =
  (cases: CaseService): Routes =>
  (app: App) => {
    for (const routes of [versionRoutes, simulationRoutes, standingRoutes, messageRoutes]) routes(cases)(app)
  }
