import type { App } from '#ground/http/index.ts'
import type { Platform } from '../compose.ts'

/** Opens every door of the platform on a web server: the API below /api/v1, the log where its standard puts it. */
export async function openDoors(app: App, platform: Pick<Platform, 'routes' | 'rootRoutes'>): Promise<void> {
  await app.register(
    async (api) => {
      for (const routes of platform.routes) routes(api as App)
    },
    { prefix: '/api/v1' },
  )
  for (const routes of platform.rootRoutes) routes(app)
}
