import { inTransaction } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import type { InstalledRule, Rerun, RerunDifference, RerunInput } from './contract.ts'
import { type RerunNeeds, recordContext, rerunJob } from './needs.ts'
import { mayRerun, maySeeRerun, reachesOf } from './policy.ts'
import { createRunner } from './runner.ts'
import {
  type DifferenceRow,
  deleteRun,
  deleteRunsBefore,
  insertRun,
  type RunRow,
  selectDifferences,
  selectRun,
  selectRunsOf,
} from './store.ts'

const keptFor = 30 * 86_400_000

export type Reruns = ReturnType<typeof createReruns>

/** Re-runs of past decisions under another version of their rule. They read and compare; no case is touched. */
export function createReruns(needs: RerunNeeds) {
  const { db, clock, newId, jobs, secrets } = needs
  const runner = createRunner(needs)

  async function mine(actor: Actor, id: string): Promise<RunRow> {
    const run = await selectRun(db, actor.realm, id)
    if (!run || !maySeeRerun(actor, { startedBy: run.started_by }))
      throw new Refusal('missing', 'reruns.missing', `No re-run ${id} of this person`)
    return run
  }

  /** Checks the draft, counts what it will read, and queues it; `queue: false` is for a caller that runs it itself. */
  async function start(actor: Actor, input: RerunInput, { queue = true } = {}): Promise<Rerun> {
    if (!mayRerun(actor)) throw new Refusal('forbidden', 'reruns.forbidden', 'Needs the post supervisor or decider')
    const source = sourceOf(input)
    if (input.from && input.to && input.from > input.to)
      throw new Refusal('invalid', 'reruns.bad-period', `${input.from} comes after ${input.to}`)
    const ready = source && input.rule ? await needs.ruleOf(input.rule, source) : undefined
    const reaches = actor.kind === 'system' ? null : reachesOf(actor, await needs.territory())
    const run: RunRow = {
      ...counts,
      realm: actor.realm,
      id: newId(),
      rule_key: input.rule ?? null,
      rule_title: ready?.title ?? input.rule ?? '',
      against: input.kept ? 'kept' : input.draft === undefined ? 'version' : 'draft',
      version: input.version ?? null,
      draft: input.draft ?? null,
      missing_inputs: [],
      findings: ready?.findings ?? [],
      from_day: input.from ?? null,
      to_day: input.to ?? null,
      purpose: input.purpose,
      started_by: actor,
      reaches,
      state: 'queued',
      problem: null,
      total: 0,
      position: null,
      created_at: clock(),
      finished_at: null,
    }
    run.total = await needs.decisions.count(actor.realm, runner.filterOf(run))
    await inTransaction(db, async (tx) => {
      await deleteRunsBefore(tx, actor.realm, new Date(clock().getTime() - keptFor))
      await insertRun(tx, run)
      if (queue) await jobs.add(tx, rerunJob, { realm: run.realm, runId: run.id }, { key: `${rerunJob}:${run.id}` })
    })
    return rerunOf(run)
  }

  async function differences(
    actor: Actor,
    id: string,
    find: { kind?: RerunDifference['kind']; caseNo?: string; limit: number; cursor?: string },
  ): Promise<Page<RerunDifference>> {
    const run = await mine(actor, id)
    const after = find.cursor ? Number(decodeCursor(find.cursor, 1)[0]) : 0
    const rows = await selectDifferences(db, run.realm, run.id, { ...find, after, limit: find.limit + 1 })
    const page = pageOf(rows, find.limit, ({ seq }) => [seq])
    return { ...page, items: page.items.map((row) => differenceOf(row, secrets)) }
  }

  return {
    start,
    differences,
    /** Does a queued re-run to its end, or goes on after its last committed batch. */
    run: async (realm: string, id: string, onProgress?: (run: Rerun) => void) =>
      rerunOf(await runner.run(realm, id, onProgress && ((row) => onProgress(rerunOf(row))))),
    get: async (actor: Actor, id: string) => rerunOf(await mine(actor, id)),
    async list(actor: Actor, query: { limit: number; cursor?: string }): Promise<Page<Rerun>> {
      if (!mayRerun(actor)) throw new Refusal('forbidden', 'reruns.forbidden', 'Needs the post supervisor or decider')
      const after = query.cursor ? (decodeCursor(query.cursor, 2) as [string, string]) : undefined
      const rows = await selectRunsOf(db, actor.realm, actor.accountId, {
        limit: query.limit + 1,
        ...(after ? { after } : {}),
      })
      const page = pageOf(rows, query.limit, (row) => [row.created_at.toISOString(), row.id])
      return { ...page, items: page.items.map(rerunOf) }
    },
    /** Takes a re-run away with all it found; one under way ends. */
    async discard(actor: Actor, id: string): Promise<void> {
      const run = await mine(actor, id)
      await inTransaction(db, async (tx) => {
        await jobs.cancel(tx, `${rerunJob}:${run.id}`)
        await deleteRun(tx, run.realm, run.id)
      })
    },
    async rules(actor: Actor): Promise<{ items: InstalledRule[] }> {
      if (!mayRerun(actor)) throw new Refusal('forbidden', 'reruns.forbidden', 'Needs the post supervisor or decider')
      return { items: await needs.rules() }
    },
  }
}

const counts = { seen: 0, same: 0, differ: 0, other: 0, stopped: 0 }

function sourceOf({ rule, draft, version, kept }: RerunInput): { version: number } | { draft: string } | undefined {
  const given = [draft !== undefined, version !== undefined, kept === true].filter(Boolean).length
  // Every rule at once can only be asked under its own versions.
  if (given !== 1 || (!rule && !kept))
    throw new Refusal('invalid', 'reruns.one-of', 'Give a rule, and one of draft, version, kept')
  if (draft !== undefined) return { draft }
  return version === undefined ? undefined : { version }
}

function rerunOf(row: RunRow): Rerun {
  return {
    id: row.id,
    ruleTitle: row.rule_title,
    against: row.against,
    purpose: row.purpose,
    state: row.state,
    total: row.total,
    seen: row.seen,
    same: row.same,
    differ: row.differ,
    other: row.other,
    stopped: row.stopped,
    missingInputs: row.missing_inputs,
    findings: row.findings,
    startedBy: row.started_by.name,
    createdAt: row.created_at.toISOString(),
    ...(row.rule_key ? { rule: row.rule_key } : {}),
    ...(row.version ? { version: row.version } : {}),
    ...(row.from_day ? { from: row.from_day } : {}),
    ...(row.to_day ? { to: row.to_day } : {}),
    ...(row.problem ? { problem: row.problem } : {}),
    ...(row.finished_at ? { finishedAt: row.finished_at.toISOString() } : {}),
  }
}

function differenceOf(row: DifferenceRow, secrets: Secrets): RerunDifference {
  return {
    seq: row.seq,
    kind: row.kind,
    caseId: row.case_id,
    caseNo: row.case_no,
    decisionId: row.decision_id,
    rule: row.rule_key,
    ruleVersion: row.rule_version,
    asOf: row.as_of,
    decidedAt: row.decided_at.toISOString(),
    before: row.before,
    after: row.after,
    causes: JSON.parse(secrets.decrypt(row.record, recordContext)) as RerunDifference['causes'],
  }
}
