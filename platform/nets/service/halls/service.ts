import type { Clock } from '#ground/clock.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate, cityTime } from '#kernel/working-days.ts'
import type {
  DeclaredPoint,
  HallNetwork,
  HallReach,
  HallTier,
  PointComparison,
  PointItem,
  PointQueue,
  ServicePoint,
} from './contract.ts'
import { type DayKnown, hoursOn, isOpenAt } from './hours.ts'
import { mayPlan } from './policy.ts'
import { reachOf } from './reach.ts'

export type HallNeeds = {
  clock: Clock
  calendar: DayKnown
  networks: () => Promise<HallNetwork[]>
  /** The published items of these pack keys, in order; what is not published is left out. */
  itemsOf: (keys: readonly string[]) => Promise<(PointItem & { key: string })[]>
  departmentName: (id: string) => Promise<string>
  queues: (realm: string) => Promise<Map<string, PointQueue>>
}

export type PointQuery = { itemId?: string; tier?: HallTier; open?: boolean }

/** 三级服务体系: where services are given, what each point can do, and who is too far away. */
export function createHalls(needs: HallNeeds) {
  const points = async () => (await needs.networks()).flatMap((network) => network.points)

  async function getDeclared(key: string): Promise<DeclaredPoint> {
    const found = (await points()).find((each) => each.key === key)
    if (!found) throw new Refusal('missing', 'halls.missing', `No service point ${key}`)
    return found
  }

  async function present(point: DeclaredPoint, queue: PointQueue | undefined): Promise<ServicePoint> {
    const { departmentId, items, slots, usualMinutes: _minutes, results: _results, ...rest } = point
    const today = hoursToday(point)
    return {
      ...rest,
      department: await needs.departmentName(departmentId),
      items: (await needs.itemsOf(items)).map(({ key: _key, ...item }) => item),
      ...openNow(point),
      today,
      ...(point.windows.length > 0 ? { queue: queue ?? { waiting: 0, openWindows: 0, minutes: 0 } } : {}),
      appointments: slots !== undefined,
    }
  }

  const hoursToday = (point: DeclaredPoint) => hoursOn(point, cityDate(needs.clock()), needs.calendar)
  const openNow = (point: DeclaredPoint) => ({ open: isOpenAt(hoursToday(point), cityTime(needs.clock())) })

  async function list(realm: string, query: PointQuery): Promise<ServicePoint[]> {
    const [declared, queues] = [await points(), await needs.queues(realm)]
    const all = await Promise.all(declared.map((point) => present(point, queues.get(point.key))))
    return all.filter(
      ({ items, tier, open }) =>
        (!query.itemId || items.some(({ id }) => id === query.itemId)) &&
        (!query.tier || tier === query.tier) &&
        (query.open === undefined || open === query.open),
    )
  }

  async function get(realm: string, key: string): Promise<ServicePoint> {
    const point = await getDeclared(key)
    return present(point, (await needs.queues(realm)).get(key))
  }

  /** 标准化收件: what each point handles beside the standard list of its tier. */
  async function compare(actor: Actor): Promise<PointComparison[]> {
    insistPlanning(actor)
    const rows = (await needs.networks()).map(async ({ points: declared, standards }) => {
      const named = new Map(
        (await needs.itemsOf([...new Set([...declared, ...standards].flatMap(({ items }) => items))])).map((item) => [
          item.key,
          item.name,
        ]),
      )
      const say = (keys: readonly string[]) => keys.flatMap((key) => named.get(key) ?? [])
      return declared.map(({ key, name, tier, divisionCode, windows, items }) => {
        const standard = standards.find((each) => each.tier === tier)?.items ?? []
        const missing = standard.filter((each) => !items.includes(each))
        return {
          ...{ key, name, tier, divisionCode, windows: windows.length },
          standard: standard.length,
          handled: standard.length - missing.length,
          missing: say(missing),
          besides: say(items.filter((each) => !standard.includes(each))),
        }
      })
    })
    return (await Promise.all(rows)).flat()
  }

  async function reach(actor: Actor): Promise<HallReach> {
    insistPlanning(actor)
    const [network] = await needs.networks()
    if (!network || network.areas.length === 0)
      throw new Refusal('missing', 'halls.missing', 'No network says where people live')
    return reachOf(network)
  }

  return { list, get, getDeclared, points, hoursToday, compare, reach }
}

export type HallService = ReturnType<typeof createHalls>

const insistPlanning = (actor: Actor): void => {
  if (!mayPlan(actor)) throw new Refusal('forbidden', 'halls.forbidden', 'No post that plans service points')
}
