import type { Clock } from '#ground/clock.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { SharedPage, SharedQuery, SharedReader, SharedScope } from '#support/registers/index.ts'
import type { Finding, ReleasePlan, Thresholds } from './contract.ts'
import { assess, mostRows, type OpenRow, thresholdsOn } from './risk.ts'
import { treated } from './treatment.ts'

export type PreparingNeeds = {
  clock: Clock
  /** A page of a register within a scope; whoever the rows are about finds the reading in their log. */
  readPage: (reader: SharedReader, scope: SharedScope, query: SharedQuery) => Promise<SharedPage>
  thresholds: () => Promise<Thresholds[]>
  /** Whether the quality of a register forbids that it is opened now. */
  barred: (realm: string, register: string) => Promise<boolean>
}

const perPage = 500

/**
 * Reads a register within a plan, treats every value and checks what would leave. What the plan masks is masked in the
 * register's own statement, so that the plain value never comes here.
 */
export function createPreparing({ clock, readPage, thresholds, barred }: PreparingNeeds) {
  return async (
    source: { realm: string; register: string; code: string },
    plan: ReleasePlan,
  ): Promise<{ finding: Finding; rows: readonly OpenRow[] }> => {
    const held = thresholdsOn(await thresholds(), cityDate(clock()))
    if (!held) throw new Refusal('unavailable', 'opening.unsafe', 'No thresholds are in force today')
    const scope: SharedScope = {
      register: source.register,
      fields: plan.fields.map(({ key }) => key),
      plain: plan.fields.filter(({ treatment }) => treatment.how !== 'mask').map(({ key }) => key),
    }
    const reader: SharedReader = {
      ...{ realm: source.realm, name: '公共数据开放', account: 'opening', purpose: '开放前脱敏和风险检查' },
      basis: `公共数据开放目录 ${source.code}`,
    }
    const rows: OpenRow[] = []
    let after: string | undefined
    do {
      const page = await readPage(reader, scope, { where: {}, limit: perPage, ...(after ? { after } : {}) })
      for (const row of page.rows)
        rows.push(Object.fromEntries(plan.fields.map(({ key, treatment }) => [key, treated(row[key], treatment)])))
      after = page.next
    } while (after && rows.length <= mostRows)
    const { finding, kept } = assess(rows, plan, held)
    if (await barred(source.realm, source.register)) {
      finding.reasons.push('quality')
      finding.safe = false
    }
    return { finding, rows: kept }
  }
}
