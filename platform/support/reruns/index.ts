import type { JobHandler } from '#ground/jobs.ts'
import { rerunJob } from './needs.ts'
import type { Reruns } from './service.ts'

export * from './contract.ts'
export type { Said } from './difference.ts'
export type { ReadyRule, RerunNeeds } from './needs.ts'
export { rerunRoles } from './policy.ts'
export { rerunRoutes } from './routes.ts'
export { createReruns, type Reruns } from './service.ts'

export const rerunsModule = { name: 'reruns', migrations: new URL('./migrations/', import.meta.url) }

export function rerunJobs(reruns: Reruns): Record<string, JobHandler> {
  return {
    [rerunJob]: async (payload) => void (await reruns.run(String(payload.realm), String(payload.runId))),
  }
}
