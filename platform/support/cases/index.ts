import type { JobHandler } from '#ground/jobs.ts'
import { systemActor } from '#kernel/actor.ts'
import type { CaseService } from './engine.ts'
import type { BatchOf } from './recalculation/service.ts'
import { owedJob } from './terms/schedule.ts'

export { actDigest, type ProvenStep } from './act-digest.ts'
export { type CallOutside, callJobs, type OutsideCall } from './calls.ts'
export type { Case, CaseItem, CaseParty, Fact, Material } from './case.ts'
export { daysLeft, lightOf } from './clocks.ts'
export * from './contract.ts'
export type { DecisionRecord } from './draft.ts'
export type { AskRule, InlineService, RuleAnswer, ServiceCall } from './drive.ts'
export { type CaseService, createCases } from './engine.ts'
export { CaseMoved } from './events.ts'
export {
  advance,
  compileFlow,
  describeFlow,
  type Effect,
  type FileReview,
  type FlowFault,
  type Net,
  ownId,
  reviewFile,
  rewriteFlow,
  type Signal,
  type Step,
  start,
  ztNamespace,
} from './flow/index.ts'
export { flowRoutes } from './flow-routes.ts'
export { createKeptDecisions, type KeptDecision, type KeptDecisions } from './kept-decisions/service.ts'
export type { DueSoon, OfficeDue } from './lists/due-soon/store.ts'
export type { EndedCase } from './lists/ended/store.ts'
export type { WatchedCase } from './lists/watched/store.ts'
export { historyMonths } from './months/work.ts'
export type { CaseNeeds } from './needs.ts'
export { postFor as postForTask, seesCases, workingRoles } from './policy.ts'
export { problems } from './problems.ts'
export { procedureRoutes } from './procedures/routes.ts'
export { recalculationRoutes } from './recalculation/routes.ts'
export { caseRoutes } from './routes.ts'
export type { Acted, CaseRequest, Opened } from './service.ts'
export { acceptedKinds, materialLimit, safeFileName, type UploadedFile } from './uploads.ts'
export { generatedMatrix } from './verbs/matrix.ts'
export type { ChangeOverPlan } from './versions/contract.ts'
export type { CaseOut, WholeCase } from './whole.ts'
export { workloadRoutes } from './workload/routes.ts'

export const casesModule = { name: 'cases', migrations: new URL('./migrations/', import.meta.url) }

/** Jobs the engine leaves for later: a timer that ran out, a service called outside the transaction. */
export function caseJobs(cases: CaseService): Record<string, JobHandler> {
  return {
    ...cases.messageJobs,
    ...cases.matterJobs,
    'cases.timer': (payload) =>
      cases.signal(
        systemActor(String(payload.realm)),
        String(payload.caseId),
        { kind: 'timer', timer: Number(payload.timer) },
        'timer',
      ),
    'cases.recalculate': (payload) => cases.recalculation.runBatch(payload as BatchOf),
    [owedJob]: (payload) => cases.lookAtOwed(String(payload.realm), String(payload.caseId)),
  }
}
export { FlowSimulationInput, Simulated } from './simulation/contract.ts'
