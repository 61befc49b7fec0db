import type { Item } from '@zhengtong/platform/nets/service/items/contract.ts'
import { readAt } from './place.ts'
import { sections } from './sections.ts'
import type { FieldSpec } from './spec.ts'

/** The places that must be written before the document can be kept, such as the name of a row just added. */
export function unwritten(item: Item): string[] {
  const visit = (spec: FieldSpec, at: string): string[] => {
    const value = readAt(item, at)
    if (spec.kind === 'part')
      return value === undefined ? [] : spec.fields.flatMap((each) => visit(each, `${at}${each.at}`))
    if (spec.kind !== 'rows') return spec.must && (value === undefined || value === '') ? [at] : []
    const inner = [...spec.columns, ...(spec.more ?? [])]
    const rows = Array.isArray(value) ? value : []
    return rows.flatMap((_, index) => inner.flatMap((each) => visit(each, `${at}/${index}${each.at}`)))
  }
  return sections.flatMap(({ fields }) => fields.flatMap((spec) => visit(spec, spec.at)))
}
