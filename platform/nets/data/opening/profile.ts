import type { OpenRow } from './risk.ts'

/** The commonest values of one field, for charts. */
export type FieldProfile = { key: string; filled: number; distinct: number; top: { value: string; count: number }[] }

const shown = 12

export const profileOf = (rows: readonly OpenRow[], keys: readonly string[]): FieldProfile[] =>
  keys.map((key) => {
    const counts = new Map<string, number>()
    for (const row of rows) {
      const value = row[key]
      if (value !== null && value !== undefined) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1)
    }
    const top = [...counts].sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1)).slice(0, shown)
    return {
      ...{ key, filled: [...counts.values()].reduce((sum, count) => sum + count, 0), distinct: counts.size },
      top: top.map(([value, count]) => ({ value, count })),
    }
  })
