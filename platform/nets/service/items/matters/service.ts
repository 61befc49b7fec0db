import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Item } from '../item.ts'
import type { Matter } from './contract.ts'
import { type InForce, selectMatters, selectOfPacks } from './store.ts'

/** The joint matters that are offered today, by name. */
export function createMatters({ db, clock }: { db: Db; clock: Clock }) {
  return {
    async list(realm: string): Promise<Matter[]> {
      const day = cityDate(clock())
      const wholes = await selectMatters(db, realm, day)
      const keys = new Set(wholes.flatMap(({ item }) => item.matter?.parts.map((part) => part.item) ?? []))
      const parts = await selectOfPacks(db, realm, day, [...keys])
      const byKey = new Map(parts.map((part) => [part.packKey, part]))
      return wholes.map((whole) => matterOf(whole, byKey))
    },
  }
}
export type Matters = ReturnType<typeof createMatters>

export function matterOf({ id, item }: InForce, parts: ReadonlyMap<string | null, InForce>): Matter {
  const { name, nameEn, summary, summaryEn, audiences, themes, authority, limits, materials } = item
  const counted = (...ways: Item['materials'][number]['submission'][]) =>
    materials.filter(({ submission }) => ways.includes(submission)).length
  return {
    itemId: id,
    name,
    ...(nameEn ? { nameEn } : {}),
    ...(summary ? { summary } : {}),
    ...(summaryEn ? { summaryEn } : {}),
    audiences,
    themes,
    department: authority.name,
    ...(limits.promised ? { promised: limits.promised } : {}),
    uploads: counted('upload'),
    free: counted('shared', 'generated'),
    parts: (item.matter?.parts ?? []).map((part) => {
      const own = parts.get(part.item)
      return {
        key: part.key,
        name: part.name,
        ...(part.nameEn ? { nameEn: part.nameEn } : {}),
        ...(own ? { itemId: own.id, department: own.item.authority.name } : {}),
        ...(own?.item.limits.promised ? { promised: own.item.limits.promised } : {}),
        conditional: part.when !== undefined,
      }
    }),
  }
}
