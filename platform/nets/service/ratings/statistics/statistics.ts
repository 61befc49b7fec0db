import type { CountedBy, RatingStatistics } from '../contract.ts'
import type { Counts, Served } from './store.ts'

type Closed = { departmentId: string; department: string; itemId: string; item: string; count: number }

/** What could be rated, beside what was: a department, item or window that nobody rated is a row too. */
export function withOffered(
  by: CountedBy,
  rated: readonly Counts[],
  could: { closed: readonly Closed[]; served: readonly Served[] },
): (Counts & { offered: number })[] {
  const rows = new Map(rated.map((row) => [`${row.departmentId} ${row.part}`, { ...row, offered: 0 }]))
  const add = (place: Pick<Counts, 'departmentId' | 'department' | 'part' | 'partName'>, count: number) => {
    const key = `${place.departmentId} ${place.part}`
    const row = rows.get(key) ?? { ...none, ...place, offered: 0 }
    rows.set(key, { ...row, offered: row.offered + count })
  }
  for (const { departmentId, department, itemId, item, count } of by === 'window' ? [] : could.closed)
    add({ departmentId, department, ...(by === 'item' ? { part: itemId, partName: item } : whole) }, count)
  for (const { departmentId, department, window, count } of by === 'item' ? [] : could.served)
    add({ departmentId, department, ...(by === 'window' ? { part: window, partName: window } : whole) }, count)
  return [...rows.values()].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

const whole = { part: '', partName: '' }
const sortKey = ({ departmentId, part }: Counts) => `${departmentId} ${part}`
const none = {
  ...{ count: 0, subjects: 0, satisfied: 0, bad: 0, excluded: 0, answerDue: 0, replied: 0, due: 0 },
  ...{ mendedOnTime: 0, named: 0, calledBack: 0, calledBackOnTime: 0, again: 0, satisfiedAgain: 0 },
}

/** 主动评价率 (rated of what was closed or given), 好评率, 差评答复率, 差评整改率, 回访率, 按时回访率, 二次满意率 (standards B); a share of nothing is left out, never shown as 0 or 100 %. */
export function statisticsOf(by: CountedBy, counts: Counts & { offered: number }): RatingStatistics {
  return {
    departmentId: counts.departmentId,
    department: counts.department,
    ...(by === 'item' ? { item: counts.partName } : by === 'window' ? { window: counts.partName } : {}),
    offered: counts.offered,
    count: counts.count,
    bad: counts.bad,
    excluded: counts.excluded,
    // A case that was closed before the window and rated in it must not make more than all.
    ...share('rated', Math.min(counts.subjects, counts.offered), counts.offered),
    ...share('satisfied', counts.satisfied, counts.count),
    ...share('replied', counts.replied, counts.answerDue),
    ...share('mendedOnTime', counts.mendedOnTime, counts.due),
    ...share('calledBack', counts.calledBack, counts.named),
    ...share('calledBackOnTime', counts.calledBackOnTime, counts.named),
    ...share('satisfiedAgain', counts.satisfiedAgain, counts.again),
  }
}

function share<Name extends string>(name: Name, part: number, whole: number): { [name in Name]?: number } {
  return whole === 0 ? {} : ({ [name]: part / whole } as { [name in Name]?: number })
}

const heads: [keyof RatingStatistics, string][] = [
  ['department', '部门'],
  ['item', '事项'],
  ['window', '窗口'],
  ['offered', '可评价数'],
  ['count', '评价数'],
  ['rated', '主动评价率'],
  ['satisfied', '好评率'],
  ['bad', '差评数'],
  ['excluded', '申诉不计入'],
  ['calledBack', '回访率'],
  ['calledBackOnTime', '按时回访率'],
  ['replied', '差评答复率'],
  ['mendedOnTime', '差评按时整改率'],
  ['satisfiedAgain', '二次满意率'],
]

/** The table as people open it in a spreadsheet: shares in per cent, empty where nothing counts. */
export function statisticsTable(rows: readonly RatingStatistics[]): { header: string[]; rows: string[][] } {
  const shown = (value: unknown, key: keyof RatingStatistics) => {
    if (value === undefined) return ''
    return typeof value === 'number' && !['count', 'bad', 'excluded', 'offered'].includes(key)
      ? `${(value * 100).toFixed(1)}%`
      : String(value)
  }
  const used = heads.filter(
    ([key]) => (key !== 'item' && key !== 'window') || rows.some((row) => row[key] !== undefined),
  )
  return {
    header: used.map(([, name]) => name),
    rows: rows.map((row) => used.map(([key]) => shown(row[key], key))),
  }
}
