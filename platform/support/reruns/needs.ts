import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import type { DecisionRecord, KeptDecisions } from '#support/cases/index.ts'
import type { InstalledRule, Rerun } from './contract.ts'
import type { Anatomy, Said } from './difference.ts'

/** A rule made ready to be asked kept questions again. */
export type ReadyRule = {
  title: string
  inputs: readonly string[]
  findings: Rerun['findings']
  anatomy: Anatomy
  ask: (question: { record: DecisionRecord; asOf: string }) => Said & { exhausted: boolean }
}

export type RerunNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  jobs: Jobs
  decisions: KeptDecisions
  /** An installed version, or a draft of it; refuses what does not compile with `reruns.bad-draft`. */
  ruleOf: (key: string, from: { version: number } | { draft: string }) => Promise<ReadyRule>
  rules: () => Promise<InstalledRule[]>
  territory: () => Promise<{ departmentsUnder(id: string): string[] }>
  /** Every read of a person's data is in that person's log, before anything is made of it. */
  logRead: (
    actor: Actor,
    read: { partyId: string; subject: string; purpose: string; basis: string; caseId: string },
  ) => Promise<void>
}

export const rerunJob = 'reruns.run'
export const recordContext = 'reruns.difference.record'
