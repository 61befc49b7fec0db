import type { JobHandler } from '#ground/jobs.ts'
import { systemActor } from '#kernel/actor.ts'
import type { CaseService } from './engine.ts'

export type { Case, CaseItem, CaseParty, Fact, Material } from './case.ts'
export * from './contract.ts'
export type { AskRule, InlineService, RuleAnswer, ServiceCall } from './drive.ts'
export { type CaseService, createCases } from './engine.ts'
export { CaseMoved } from './events.ts'
export {
  advance,
  compileFlow,
  describeFlow,
  type Effect,
  type Net,
  type Signal,
  type Step,
  start,
  ztNamespace,
} from './flow/index.ts'
export { acceptedKinds, materialLimit, safeFileName, type UploadedFile } from './materials.ts'
export type { CaseNeeds } from './needs.ts'
export { seesCases } from './policy.ts'
export { problems } from './problems.ts'
export { caseRoutes } from './routes.ts'
export type { Acted, CaseRequest, Opened } from './service.ts'

export const casesModule = { name: 'cases', migrations: new URL('./migrations/', import.meta.url) }

/** Jobs the engine leaves for later: a timer that ran out, a service called outside the transaction. */
export function caseJobs(cases: CaseService): Record<string, JobHandler> {
  return {
    'cases.timer': (payload) =>
      cases.signal(
        systemActor(String(payload.realm)),
        String(payload.caseId),
        { kind: 'timer', timer: Number(payload.timer) },
        'timer',
      ),
  }
}
