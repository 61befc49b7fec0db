import type { Fault } from '#kernel/errors.ts'
import type { Register } from '#support/registers/contract.ts'
import type { ImportMapping } from './contract.ts'

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-()/*]/g, '')

/** The columns whose names say which field they are: by key, by name or by English name. */
export function suggestMapping(register: Register, columns: readonly string[]): ImportMapping {
  const mapping: ImportMapping = {}
  for (const { key, name, nameEn } of register.fields) {
    const known = [key, name, nameEn].map(plain)
    const column = columns.find((each) => known.includes(plain(each)))
    if (column !== undefined) mapping[key] = { column }
  }
  return mapping
}

/** What keeps a mapping from being used. */
export function mappingFaults(register: Register, columns: readonly string[], mapping: ImportMapping): Fault[] {
  const faults: Fault[] = []
  const fault = (field: string, rule: string, detail: string) =>
    faults.push({ pointer: `/mapping/${field}`, rule: `mapping.${rule}`, detail })
  for (const [field, from] of Object.entries(mapping)) {
    if (!register.fields.some(({ key }) => key === field)) fault(field, 'field', '数据库没有这个字段。')
    else if ('column' in from && !columns.includes(from.column)) fault(field, 'column', `文件没有“${from.column}”列。`)
  }
  for (const field of register.keyFields) if (!mapping[field]) fault(field, 'key', '关键字段须有对应的列。')
  return faults
}

/** The cells of a line under the fields they go to. */
export function mapCells(mapping: ImportMapping, cells: Record<string, string>): Record<string, string> {
  const mapped: Record<string, string> = {}
  for (const field in mapping) {
    const from = mapping[field]!
    mapped[field] = 'column' in from ? (cells[from.column] ?? '') : from.value
  }
  return mapped
}
