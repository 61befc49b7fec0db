import type { Actor } from '#kernel/actor.ts'
import { csvOf } from '#kernel/csv.ts'
import type { Cause, RerunDifference } from './contract.ts'
import type { Reruns } from './service.ts'

const header = [
  '办件编号 case',
  '决定日期 as of',
  '规则 rule',
  '版本 version',
  '原结果 before',
  '新结果 after',
  '从哪里开始不同 decision',
  '原来命中 fired then',
  '现在命中 fires now',
  '依据的输入 inputs',
]

/** Every difference of a re-run as a table for spreadsheets. */
export async function differencesCsv(reruns: Pick<Reruns, 'differences'>, actor: Actor, id: string): Promise<string> {
  const rows: string[][] = []
  let cursor: string | undefined
  do {
    const page = await reruns.differences(actor, id, { limit: 500, ...(cursor ? { cursor } : {}) })
    rows.push(...page.items.map(lineOf))
    cursor = page.next
  } while (cursor !== undefined)
  return csvOf(header, rows)
}

function lineOf({ caseNo, asOf, rule, ruleVersion, before, after, causes }: RerunDifference): string[] {
  const [first] = causes
  return [
    ...[caseNo, asOf, rule, String(ruleVersion), before, after],
    first?.label ?? first?.decision ?? '',
    rowsOf(first?.before ?? [], first?.valueBefore),
    rowsOf(first?.after ?? [], first?.valueAfter),
    (first?.given ?? [])
      .map(({ name, label = name, value }) => `${label} = ${JSON.stringify(value ?? null)}`)
      .join('; '),
  ]
}

function rowsOf(rows: Cause['before'], value: unknown): string {
  if (rows.length === 0) return value === undefined ? '' : JSON.stringify(value)
  return rows.map(({ index, reason }) => `第${index}行${reason ? ` ${reason}` : ''}`).join('; ')
}
