import {
  centreRoutes,
  createFederation,
  federationModule,
  federationRoutes,
  readCentre,
} from '#support/federation/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { Ground } from './ground.ts'
import type { Part } from './part.ts'

export const federationModules = [federationModule]

/** The identity centre above us, where one is connected. */
export async function createFederationPart(ground: Ground & { identity: Identity }): Promise<Part> {
  const { config } = ground
  const centre = await readCentre(config)
  const federation = centre && createFederation({ ...ground, centre })
  const secureCookies = config.profile === 'production'
  return {
    routes: [centreRoutes(federation)],
    rootRoutes: federation ? [federationRoutes(federation, { publicUrl: config.publicUrl, secureCookies })] : [],
    chores: federation
      ? [{ every: 3_600_000, failure: 'old sign-ins were not swept', run: () => federation.sweep() }]
      : [],
  }
}
