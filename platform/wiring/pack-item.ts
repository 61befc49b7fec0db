import { type Items, limitsUnder } from '#nets/service/items/index.ts'
import type { CaseRequest } from '#support/cases/index.ts'
import type { Packs } from '#support/packs/index.ts'

/** The item of a pack as it is in force, for cases the platform opens itself: whose department it is, the caller says. */
export function packItem(needs: { items: Items; packs: Packs }) {
  return async (realm: string, key: string): Promise<Omit<CaseRequest['item'], 'departmentId' | 'departmentName'>> => {
    const id = await needs.items.idOfPackItem(realm, key)
    const { item, version } = await needs.items.getPublished(realm, id)
    const [form, flow] = await Promise.all([
      needs.packs.get('form', item.handling.form ?? ''),
      needs.packs.get('flow', item.handling.flow ?? ''),
    ])
    const { promised, legal } = limitsUnder(item, undefined)
    return {
      ...{ id, version, name: item.name, ...(item.nameEn ? { nameEn: item.nameEn } : {}) },
      form: { key: form.key, version: form.version },
      flow: { key: flow.key, version: flow.version },
      limits: {
        ...(promised ? { promise: { unit: promised.unit, days: promised.days } } : {}),
        ...(legal ? { legal: { unit: legal.unit, days: legal.days } } : {}),
      },
    }
  }
}
