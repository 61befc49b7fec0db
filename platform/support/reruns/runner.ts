import { inTransaction } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import type { KeptDecision } from '#support/cases/index.ts'
import type { DecisionTrace } from '#support/rules/contract.ts'
import { type Anatomy, causesOf, compareAnswers, type Said } from './difference.ts'
import { type ReadyRule, type RerunNeeds, recordContext } from './needs.ts'
import { type DifferenceRow, insertDifferences, lockRun, type RunRow, selectRun, updateRun } from './store.ts'

const BATCH = 200
/** Beyond this only the counts go on: nobody reads a longer list, and a draft that changes everything would fill the disk. */
const MOST_LISTED = 20_000
const basis = '个人信息保护法第13条第1款第3项'

/** Reads past decisions batch by batch, asks each again, and writes what differs; a batch is one transaction. */
export function createRunner(needs: RerunNeeds) {
  const { db, clock, secrets } = needs

  const filterOf = (run: RunRow) => ({
    whose: run.reaches ?? ('all' as const),
    ...(run.rule_key ? { rule: run.rule_key } : {}),
    ...(run.from_day ? { from: run.from_day } : {}),
    ...(run.to_day ? { to: run.to_day } : {}),
  })

  /** The rule to ask for a decision: the draft or version of the run, else the version that the decision was made by. */
  function asker(run: RunRow): (kept: KeptDecision) => Promise<ReadyRule> {
    const known = new Map<string, Promise<ReadyRule>>()
    const source =
      run.draft !== null ? { draft: run.draft } : run.version !== null ? { version: run.version } : undefined
    return ({ ruleKey, ruleVersion }) => {
      const mark = source ? '' : `${ruleKey} ${ruleVersion}`
      const found =
        known.get(mark) ?? needs.ruleOf(source ? run.rule_key! : ruleKey, source ?? { version: ruleVersion })
      known.set(mark, found)
      return found
    }
  }

  async function run(realm: string, id: string, onProgress?: (run: RunRow) => void): Promise<RunRow> {
    let row = await selectRun(db, realm, id)
    if (!row) throw new Refusal('missing', 'reruns.missing', `No re-run ${id}`)
    if (row.state === 'done' || row.state === 'failed') return row
    await updateRun(db, realm, id, { state: 'running' })
    const ruleFor = asker(row)
    try {
      for (;;) {
        const page = { limit: BATCH, ...(row.position ? { after: row.position } : {}) }
        const batch = await needs.decisions.read(realm, filterOf(row), page)
        if (batch.length === 0) break
        // Who was read about hears of it before anything is made of it.
        await Promise.all(batch.map((kept) => logged(row!, kept)))
        const next = await compareBatch(row, batch, ruleFor)
        // Taken away meanwhile, or another process goes on with it.
        if (!next) return row
        row = next
        onProgress?.(row)
      }
      row = await finish(row, { state: 'done' })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      row = await finish(row, { state: 'failed', problem: error.code })
    }
    onProgress?.(row)
    return row
  }

  const logged = ({ started_by: actor, purpose }: RunRow, { partyId, caseId }: KeptDecision) =>
    needs.logRead(actor, { partyId, subject: 'case', purpose: `重算规则决定：${purpose}`, basis, caseId })

  async function compareBatch(run: RunRow, batch: KeptDecision[], ruleFor: ReturnType<typeof asker>) {
    const change = { same: run.same, differ: run.differ, other: run.other, stopped: run.stopped }
    const missing = new Set(run.missing_inputs)
    const rows: DifferenceRow[] = []
    for (const kept of batch) {
      const rule = await ruleFor(kept)
      for (const name of rule.inputs) if (!Object.hasOwn(kept.record.inputs, name)) missing.add(name)
      const then = saidThen(kept)
      const now = rule.ask({ record: kept.record, asOf: kept.asOf })
      const verdict = compareAnswers(then, now, { exact: run.against === 'kept' })
      if (verdict === 'same') {
        change.same++
        continue
      }
      if (verdict === 'outcome') change.differ++
      else change.other++
      if (now.exhausted) change.stopped++
      const seq = change.differ + change.other
      if (seq <= MOST_LISTED) rows.push(rowOf(run, kept, { seq, kind: verdict, then, now, anatomy: rule.anatomy }))
    }
    const progress = {
      ...change,
      seen: run.seen + batch.length,
      missing_inputs: [...missing],
      position: batch.at(-1)!.mark,
    }
    return inTransaction(db, async (tx) => {
      const current = await lockRun(tx, run.realm, run.id)
      if (!current || current.seen !== run.seen) return undefined
      await insertDifferences(tx, rows)
      await updateRun(tx, run.realm, run.id, progress)
      return { ...current, ...progress }
    })
  }

  function rowOf(
    { realm, id }: RunRow,
    kept: KeptDecision,
    {
      seq,
      kind,
      then,
      now,
      anatomy,
    }: { seq: number; kind: DifferenceRow['kind']; then: Said; now: Said; anatomy: Anatomy },
  ): DifferenceRow {
    return {
      realm,
      run_id: id,
      seq,
      kind,
      case_id: kept.caseId,
      case_no: kept.caseNo,
      decision_id: kept.id,
      rule_key: kept.ruleKey,
      rule_version: kept.ruleVersion,
      as_of: kept.asOf,
      decided_at: kept.at,
      before: then.outcome,
      after: now.outcome,
      record: secrets.encrypt(JSON.stringify(causesOf(then.trace, now.trace, anatomy)), recordContext),
    }
  }

  async function finish(run: RunRow, end: { state: RunRow['state']; problem?: string }): Promise<RunRow> {
    const change = { ...end, finished_at: clock() }
    await updateRun(db, run.realm, run.id, change)
    return { ...run, ...change }
  }

  return { run, filterOf }
}

function saidThen({ outcome, record }: KeptDecision): Said {
  return { outcome, outputs: record.outputs, trace: record.trace as DecisionTrace }
}
