import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { DeclaredCapability } from './capability.ts'
import type { Capability, CapabilityPage, Deprecation } from './contract.ts'
import { type DeprecationRow, selectDeprecations } from './deprecations/store.ts'
import { availability, type Counts, none, withinWhich } from './meter/calls.ts'
import { selectSums } from './meter/store.ts'
import { type OpenApi, type Operation, operationsOf, sliceOf } from './openapi.ts'
import { countUsers } from './programs/store.ts'

/** How far back the level of service is measured. */
const measuredDays = 30

export type CapabilityList = ReturnType<typeof createList>

/** The single list (一张清单): what packs declare, with what the contract, the calls and the programs say of it. */
export function createList(needs: {
  db: Db
  clock: Clock
  realm: string
  list: () => Promise<DeclaredCapability[]>
  departmentName: (id: string) => Promise<string>
}) {
  const { db, clock, realm } = needs
  const today = () => cityDate(clock())

  async function get(key: string): Promise<DeclaredCapability> {
    const found = (await needs.list()).find((each) => each.key === key)
    if (!found) throw new Refusal('missing', 'capabilities.missing', `No capability ${key}`)
    return found
  }

  async function brief(
    declared: DeclaredCapability,
    operations: readonly Operation[],
    { users, deprecations, counts }: Around,
  ): Promise<Capability> {
    const { key, name, nameEn, purpose, purposeEn, departmentId, contact, apiVersion, level } = declared
    const mine = operations.filter(isOf(declared))
    const whole = deprecations.find((each) => each.capability === key && each.operation === '')
    return {
      ...{ key, name, nameEn, purpose, purposeEn, apiVersion, level },
      owner: { departmentId, name: await needs.departmentName(departmentId), contact },
      operations: mine.length,
      forPrograms: mine.some(isForPrograms),
      dependents: users.get(key) ?? 0,
      measured: measured(counts.get(key) ?? []),
      ...(whole ? { deprecation: deprecationOut(whole) } : {}),
    }
  }

  async function around(only?: string): Promise<Around> {
    const since = cityDate(new Date(clock().getTime() - measuredDays * 86_400_000))
    const [users, deprecations, counts] = await Promise.all([
      countUsers(db, realm, today()),
      selectDeprecations(db, realm),
      selectSums(db, since, only),
    ])
    return { users, deprecations, counts }
  }

  return {
    get,
    async all(document: OpenApi): Promise<Capability[]> {
      const [list, more] = await Promise.all([needs.list(), around()])
      const operations = operationsOf(document)
      return Promise.all(list.map((each) => brief(each, operations, more)))
    },
    async read(key: string, document: OpenApi): Promise<CapabilityPage> {
      const declared = await get(key)
      const more = await around(key)
      const operations = operationsOf(document).filter(isOf(declared))
      const mine = new Map(
        more.deprecations
          .filter((each) => each.capability === key)
          .map((each) => [each.operation, deprecationOut(each)]),
      )
      return {
        ...(await brief(declared, operations, more)),
        standards: declared.standards ?? [],
        list: operations.map((each) => {
          const deprecation = mine.get(each.id) ?? mine.get('')
          return {
            ...{ id: each.id, method: each.method, path: each.path, summary: each.summary },
            access: each.described['x-access'] ?? 'public',
            programs: isForPrograms(each),
            ...(deprecation ? { deprecation } : {}),
          }
        }),
      }
    },
    /** The part of the contract that is this capability's. */
    async openApi(key: string, document: OpenApi): Promise<OpenApi> {
      const declared = await get(key)
      return sliceOf(document, `${declared.name} · ${declared.nameEn}`, isOf(declared))
    },
  }
}

type Around = { users: Map<string, number>; deprecations: DeprecationRow[]; counts: Map<string, Counts[]> }

/** The level of service that all calls of the last days had together. */
function measured(lines: readonly Counts[]): Capability['measured'] {
  const sum = none()
  for (const { buckets, calls, failed } of lines) {
    for (const [place, count] of buckets.entries()) sum.buckets[place]! += count
    sum.calls += calls
    sum.failed += failed
  }
  const [available, latencyMs] = [availability(sum), withinWhich(sum.buckets, 0.95)]
  return {
    ...{ days: measuredDays, calls: sum.calls },
    ...(available === undefined ? {} : { availability: available }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  }
}

const isOf =
  ({ tags }: DeclaredCapability) =>
  (operation: Operation): boolean =>
    operation.tags.some((tag) => tags.includes(tag))

/** Programs may call what is public, and what says so. */
export const isForPrograms = ({ described }: Operation): boolean =>
  described['x-access'] === undefined || described['x-access'] === 'public' || described['x-programs'] === true

export const deprecationOut = ({ operation, since, sunset, words }: DeprecationRow): Deprecation => ({
  ...{ since, sunset, words },
  ...(operation ? { operation } : {}),
})
