import type { RatingStatistics } from '../contract.ts'
import type { Counts } from './store.ts'

/** 好评率, 差评整改率, 回访率, 按时回访率, 二次满意率 (standards B); a share of nothing is left out, never shown as 0 or 100 %. */
export function statisticsOf(counts: Counts): RatingStatistics {
  return {
    departmentId: counts.departmentId,
    department: counts.department,
    count: counts.count,
    bad: counts.bad,
    excluded: counts.excluded,
    ...share('satisfied', counts.satisfied, counts.count),
    ...share('mendedOnTime', counts.mendedOnTime, counts.due),
    ...share('calledBack', counts.calledBack, counts.bad),
    ...share('calledBackOnTime', counts.calledBackOnTime, counts.bad),
    ...share('satisfiedAgain', counts.satisfiedAgain, counts.again),
  }
}

function share<Name extends string>(name: Name, part: number, whole: number): { [name in Name]?: number } {
  return whole === 0 ? {} : ({ [name]: part / whole } as { [name in Name]?: number })
}

const heads: [keyof RatingStatistics, string][] = [
  ['department', '部门'],
  ['count', '评价数'],
  ['satisfied', '好评率'],
  ['bad', '差评数'],
  ['excluded', '申诉不计入'],
  ['calledBack', '回访率'],
  ['calledBackOnTime', '按时回访率'],
  ['mendedOnTime', '差评按时整改率'],
  ['satisfiedAgain', '二次满意率'],
]

/** The table as people open it in a spreadsheet: shares in per cent, empty where nothing counts. */
export function statisticsTable(rows: readonly RatingStatistics[]): { header: string[]; rows: string[][] } {
  const shown = (value: unknown, key: keyof RatingStatistics) => {
    if (value === undefined) return ''
    return typeof value === 'number' && !['count', 'bad', 'excluded'].includes(key)
      ? `${(value * 100).toFixed(1)}%`
      : String(value)
  }
  return {
    header: heads.map(([, name]) => name),
    rows: rows.map((row) => heads.map(([key]) => shown(row[key], key))),
  }
}
