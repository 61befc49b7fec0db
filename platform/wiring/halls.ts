import { Refusal } from '#kernel/errors.ts'
import * as halls from '#nets/service/halls/index.ts'
import type { Items } from '#nets/service/items/index.ts'
import * as queues from '#nets/service/queues/index.ts'
import type { CalendarService } from '#support/calendars/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Ground } from './ground.ts'
import { createHandoversPart, type HandoverWiring } from './handovers.ts'
import type { Part } from './part.ts'
import type { Territories } from './territory.ts'

type Needs = Ground &
  Pick<queues.QueueNeeds, 'publish' | 'recordAudit'> & {
    calendar: CalendarService['calendar']
    items: Items
    packs: Packs
    territory: Territories
  } & HandoverWiring

/** Halls as packs declare them, and the queues before their windows. */
export function createHallsPart(needs: Needs): Part {
  const { clock, calendar, config, items, packs, territory } = needs

  /** The published items of these keys; what a pack names and nobody published is left out. */
  async function itemsOf(keys: readonly string[]) {
    const found = await Promise.all(
      keys.map(async (key) => {
        try {
          const id = await items.idOfPackItem(config.realm, key)
          const { item } = await items.getPublished(config.realm, id)
          return [{ key, id, name: item.name, ...(item.nameEn ? { nameEn: item.nameEn } : {}) }]
        } catch (error) {
          if (error instanceof Refusal && error.kind === 'missing') return []
          throw error
        }
      }),
    )
    return found.flat()
  }

  const hallService = halls.createHalls({
    ...{ clock, calendar, itemsOf },
    networks: async () => (await packs.list<halls.HallNetwork>('hall-network')).map(({ content }) => content),
    departmentName: async (id) => (await territory()).find(id)?.name ?? id,
    queues: (realm) => queueService.queues(realm),
  })
  const forQueues: queues.QueueNeeds = {
    ...needs,
    halls: { ...hallService, hoursOn: (point, day) => halls.hoursOn(point, day, calendar), itemsOf },
  }
  const queueService: queues.QueueService = queues.createQueues(forQueues)
  const appointments = queues.createAppointments(forQueues, queueService)
  const handovers = createHandoversPart(needs, hallService, queueService)
  return {
    routes: [
      halls.hallRoutes(hallService),
      queues.queueRoutes(queueService),
      queues.appointmentRoutes(appointments),
      ...handovers.routes,
    ],
    chores: [
      ...handovers.chores,
      {
        every: 60_000,
        failure: 'appointments that nobody came to were not closed',
        run: () => appointments.missEnded(config.realm),
      },
    ],
  }
}
