import type { DepartmentRates } from './contract.ts'
import type { RateRow } from './store.ts'

type Named = { id: string; name: string }
type Declared = { key: string; name: string; owner: string }

/**
 * The four rates of each department, live: 编目率 of its tables of record how many an entry in force describes; of its entries
 * how many are collected into the platform (归集率), may be shared (共享率) and have a mount that answers (挂接率).
 */
export function ratesOf(rows: readonly RateRow[], registers: readonly Declared[], departments: readonly Named[]) {
  const described = new Set(rows.flatMap((row) => row.registers))
  const lines = departments.flatMap((department): DepartmentRates[] => {
    const own = rows.find(({ department_id }) => department_id === department.id)
    const tables = registers.filter(({ owner }) => owner === department.id)
    if (!own && tables.length === 0) return []
    const missing = tables.filter(({ key }) => !described.has(key))
    const of = own?.entries ?? 0
    return [
      {
        department: { id: department.id, name: department.name },
        entries: of,
        rows: Number(own?.rows ?? 0),
        catalogued: { done: tables.length - missing.length, of: tables.length },
        collected: { done: own?.collected ?? 0, of },
        shared: { done: own?.shared ?? 0, of },
        mounted: { done: own?.mounted ?? 0, of },
        missing: missing.map(({ key, name }) => ({ register: key, name })),
      },
    ]
  })
  const sum = (name: 'catalogued' | 'collected' | 'shared' | 'mounted') => ({
    done: lines.reduce((all, line) => all + line[name].done, 0),
    of: lines.reduce((all, line) => all + line[name].of, 0),
  })
  return {
    total: {
      entries: lines.reduce((all, line) => all + line.entries, 0),
      rows: lines.reduce((all, line) => all + line.rows, 0),
      catalogued: sum('catalogued'),
      collected: sum('collected'),
      shared: sum('shared'),
      mounted: sum('mounted'),
    },
    departments: lines.sort((a, b) => b.entries - a.entries || (a.department.id < b.department.id ? -1 : 1)),
  }
}
