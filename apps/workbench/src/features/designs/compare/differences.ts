import type { DesignKind } from '@zhengtong/platform/support/designs/contract.ts'
import { partsOfData } from './data-parts.ts'
import { partsOfDrawing } from './drawing-parts.ts'

/** An absent side means that it was added or taken away. */
export type Difference = { part: string; facet: string; before?: string; after?: string }

/** What differs between two texts of a design, part by part; how a drawing is laid out is no difference. */
export function differencesOf(kind: DesignKind, before: string, after: string): Difference[] {
  const read = kind === 'flow' || kind === 'rule' ? partsOfDrawing : partsOfData
  const [old, now] = [read(before), read(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id): Difference[] => {
    const [was, is] = [old.get(id), now.get(id)]
    if (!was && is) return [{ part: is.name, facet: '', after: is.name }]
    if (was && !is) return [{ part: was.name, facet: '', before: was.name }]
    if (!was || !is) return []
    return [...new Set([...was.facets.keys(), ...is.facets.keys()])].flatMap((facet) => {
      const [one, other] = [was.facets.get(facet), is.facets.get(facet)]
      if (one === other) return []
      return {
        ...{ part: is.name, facet },
        ...(one === undefined ? {} : { before: one }),
        ...(other === undefined ? {} : { after: other }),
      }
    })
  })
}
