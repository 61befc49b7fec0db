import type { ChangeTerms, Item } from './item.ts'
import { underRenewal } from './under-renewal.ts'

/**
 * The item as a change of its licence, or another copy of it, applies for it: what register and form supply, the materials this asks
 * for and no others; its own flow and limits, no fee of the first licence and no promise in place of a proof.
 */
export function underChange(item: Item, change: ChangeTerms): Item {
  const isAsked = ({ key, submission }: Item['materials'][number]) =>
    submission === 'shared' || submission === 'generated' || change.materials.includes(key)
  const { matter: _matter, sole: _sole, branches: _branches, ...rest } = item
  return {
    ...rest,
    // 新办 says what this application is not.
    name: `${item.name.replace(/（新办）$/, '')}（${change.name}）`,
    ...(item.nameEn ? { nameEn: `${item.nameEn.replace(/ \(new\)$/, '')} (${change.nameEn ?? change.kind})` } : {}),
    materials: [...item.materials.filter(isAsked), ...change.added],
    promises: [],
    limits: change.limits ?? item.limits,
    fee: { charged: false, lines: [] },
    handling: { ...item.handling, flow: change.flow },
    basis: [change.basis, ...item.basis],
  }
}

/** The item as a case applied for it: anew, as a renewal, or as one of its changes. */
export function underTerms(item: Item, renews: { change?: { key: string } } | undefined): Item {
  if (!renews) return item
  const change = item.changes?.find(({ key }) => key === renews.change?.key)
  return change ? underChange(item, change) : underRenewal(item)
}
