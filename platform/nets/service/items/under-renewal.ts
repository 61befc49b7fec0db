import type { Item } from './item.ts'

/**
 * The item as a renewal applies for it: the same form, carried over; only the materials that must come again; the flow and the
 * limits of the renewal, and no fee of the first licence.
 */
export function underRenewal(item: Item): Item {
  const { renewal } = item
  if (!renewal) return item
  const isAsked = ({ key, submission }: Item['materials'][number]) =>
    submission === 'shared' || submission === 'generated' || renewal.materials.includes(key)
  const materials = item.materials.filter(isAsked)
  const kept = new Set(materials.map(({ key }) => key))
  const { matter: _matter, sole: _sole, ...rest } = item
  return {
    ...rest,
    name: `${item.name}（延续）`,
    ...(item.nameEn ? { nameEn: `${item.nameEn} (renewal)` } : {}),
    materials,
    promises: (item.promises ?? []).filter((each) => each.materials.some((key) => kept.has(key))),
    limits: renewal.limits ?? item.limits,
    fee: { charged: false, lines: [] },
    handling: { ...item.handling, flow: renewal.flow },
    basis: [renewal.basis, ...item.basis],
  }
}
