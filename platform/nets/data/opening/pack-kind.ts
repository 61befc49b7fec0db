import Type, { type Static } from 'typebox'
import type { Clock } from '#ground/clock.ts'
import type { Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Fault } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Installer } from '#support/packs/index.ts'
import type { Register } from '#support/registers/contract.ts'
import { ReleasePlan, Thresholds } from './contract.ts'
import { faultsOf } from './plan.ts'
import type { OpenableEntry } from './service.ts'
import * as store from './store/releases.ts'

/** `opening/<key>.yaml`: a release of a demo city, prepared and approved as the pack was. */
export const ReleaseDeclaration = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' }),
    version: Type.Integer({ minimum: 1 }),
    register: Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' }),
    years: Type.Integer({ minimum: 1, maximum: 10, description: 'How long it stays open' }),
    plan: ReleasePlan,
  },
  { additionalProperties: false, title: 'OpeningReleaseDeclaration' },
)
export type ReleaseDeclaration = Static<typeof ReleaseDeclaration>

/** `opening-thresholds/<key>.yaml`: what the check asks, from a day on. */
export const ThresholdsDeclaration = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' }),
    version: Type.Integer({ minimum: 1 }),
    thresholds: Type.Array(Thresholds, { minItems: 1 }),
  },
  { additionalProperties: false, title: 'OpeningThresholdsDeclaration' },
)
export type ThresholdsDeclaration = Static<typeof ThresholdsDeclaration>

export const releaseKind = { folder: 'opening', schema: ReleaseDeclaration, check: (): Fault[] => [] }
export const thresholdsKind = { folder: 'opening-thresholds', schema: ThresholdsDeclaration, check: (): Fault[] => [] }

type InstallerNeeds = {
  clock: Clock
  newId: NewId
  entryOf: (tx: Tx, realm: string, register: string) => Promise<OpenableEntry | undefined>
  declaredIn: (tx: Tx, realm: string, register: string) => Promise<Register | undefined>
}

/** Puts declared releases out, once: their rows are read, treated and checked by the next turn, before anybody sees them. */
export function releaseInstaller({ clock, newId, entryOf, declaredIn }: InstallerNeeds): Installer {
  return {
    kind: 'opening-release',
    async install(tx, realm, added) {
      for (const { content } of added) {
        const { register: key, plan, years, ...said } = content as ReleaseDeclaration
        const [entry, register] = [await entryOf(tx, realm, key), await declaredIn(tx, realm, key)]
        if (!entry || !register) throw new Error(`The release ${said.key}: no entry in force describes ${key}`)
        const [fault] = faultsOf(plan, register)
        if (fault) throw new Error(`The release ${said.key}: ${fault.pointer} ${fault.detail}`)
        if (entry.opening === 'closed' || (plan.access === 'open' && entry.opening !== 'unconditional'))
          throw new Error(`The release ${said.key}: the catalogue does not open ${key} this way`)
        if (await store.findPublishedOf(tx, realm, entry.id)) continue
        const at = clock()
        const today = cityDate(at)
        const year = Number(today.slice(0, 4))
        const row: store.ReleaseRecord = {
          ...{ realm, id: newId(), entry_id: entry.id, register: key, department_id: entry.departmentId },
          ...{ about: entry.about, plan, state: 'published', profile: [], edition: 0, row_count: 0 },
          no: `KF-${year}-${String(await store.nextNumber(tx, realm, year)).padStart(5, '0')}`,
          finding: { safe: false, rows: 0, suppressed: 0, thresholds: never, reasons: ['empty'] },
          until: `${year + years}${today.slice(4).replace('-02-29', '-02-28')}`,
          ...{ prepared_by: 'system', prepared_name: '系统', prepared_at: at, approved_by: 'pack' },
          ...{ approved_name: `资源包 ${said.key}`, published_at: at, refreshed_at: null },
          ...{ checked_at: at, changed_at: at },
        }
        await store.insertRelease(tx, row)
        const detail = `${said.key} 第${said.version}版`
        await store.addStep(tx, row, { at, verb: 'install', by_name: '系统', by_account: 'system', detail })
      }
    },
  }
}

/** Nothing was checked yet: no dataset passes these. */
const never: Thresholds = {
  ...{ from: '2000-01-01', k: 1_000_000, l: 1, uniqueRate: 0, suppressed: 0, source: '尚未检查' },
}
