import type { Finding, ReleasePlan, Thresholds } from './contract.ts'

export type OpenRow = Record<string, unknown>
type Checked = Pick<ReleasePlan, 'quasi' | 'sensitive' | 'suppress'>

/** Beyond so many rows a dataset is split before it is released. */
export const mostRows = 50_000

/**
 * 重标识风险: how far the rows that would leave can be told apart by their quasi-identifiers (k-anonymity, GB/T 37964 names it),
 * how varied the sensitive values in each group are (l-diversity), and how many rows stand alone.
 */
export function assess(
  rows: readonly OpenRow[],
  { quasi, sensitive, suppress }: Checked,
  thresholds: Thresholds,
): { finding: Finding; kept: readonly OpenRow[] } {
  const groups = groupsOf(rows, quasi)
  const small = (group: readonly OpenRow[]) => group.length < thresholds.k || variety(group, sensitive) < thresholds.l
  const hides = suppress && quasi.length > 0
  const kept = hides ? [...groups.values()].filter((group) => !small(group)).flat() : rows
  const suppressed = rows.length - kept.length
  const reasons: Finding['reasons'] = []
  if (kept.length === 0) reasons.push('empty')
  if (kept.length > mostRows) reasons.push('too-many')
  if (rows.length > 0 && suppressed / rows.length > thresholds.suppressed) reasons.push('suppressed')
  const finding: Finding = { safe: true, rows: kept.length, suppressed, thresholds, reasons }
  if (quasi.length > 0 && kept.length > 0) {
    const left = [...groupsOf(kept, quasi).values()]
    finding.k = Math.min(...left.map((group) => group.length))
    finding.uniqueRate = left.filter((group) => group.length === 1).length / kept.length
    if (finding.k < thresholds.k) reasons.push('k')
    if (finding.uniqueRate > thresholds.uniqueRate) reasons.push('unique')
    if (sensitive.length > 0) {
      finding.l = Math.min(...left.map((group) => variety(group, sensitive)))
      if (finding.l < thresholds.l) reasons.push('l')
    }
  }
  finding.safe = reasons.length === 0
  return { finding, kept: hides ? inOrder(kept, rows) : kept }
}

function groupsOf(rows: readonly OpenRow[], by: readonly string[]): Map<string, OpenRow[]> {
  const groups = new Map<string, OpenRow[]>()
  for (const row of rows) {
    const key = JSON.stringify(by.map((field) => row[field] ?? null))
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

/** The fewest different values that a sensitive field has in a group; without sensitive fields nothing is to be hidden. */
function variety(group: readonly OpenRow[], sensitive: readonly string[]): number {
  if (sensitive.length === 0) return Number.POSITIVE_INFINITY
  return Math.min(...sensitive.map((field) => new Set(group.map((row) => JSON.stringify(row[field] ?? null))).size))
}

function inOrder(kept: readonly OpenRow[], rows: readonly OpenRow[]): readonly OpenRow[] {
  const left = new Set(kept)
  return rows.filter((row) => left.has(row))
}

/** The thresholds of a day: the latest that had begun. */
export function thresholdsOn(all: readonly Thresholds[], day: string): Thresholds | undefined {
  return all.filter(({ from }) => from <= day).sort((one, other) => (one.from < other.from ? 1 : -1))[0]
}
