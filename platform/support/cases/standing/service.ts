import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { type Net, readDiagram } from '../flow/index.ts'
import { awaitedFor } from '../messages/awaited.ts'
import type { CaseNeeds } from '../needs.ts'
import { maySeeCase } from '../policy.ts'
import { createCaseStore, loadSteps, loadTasks } from '../store.ts'
import { unseenCase } from '../unseen.ts'
import type { Standing } from './contract.ts'
import { drawingOf, waitsOf } from './standing.ts'
import { listTimers } from './store.ts'

/** Where a case stands in its flow, for the officials who see it. It says nothing of what the case is about. */
export function createStanding(needs: CaseNeeds) {
  const { db } = needs
  const store = createCaseStore(needs)
  const drawn = new WeakMap<Net, ReturnType<typeof readDiagram>>()

  async function standing(actor: Actor, caseId: string): Promise<Standing> {
    const { realm } = actor
    const found = await store.load(db, realm, caseId, false)
    const tasks = found ? await loadTasks(db, realm, caseId) : []
    const [territory, parties] = [await needs.territory(), await needs.partiesOf(actor, found?.current.item.id)]
    if (!found || !maySeeCase(actor, found.current, parties, territory, tasks))
      throw await unseenCase(needs, actor, caseId, found?.current)
    if (actor.kind !== 'official')
      throw new Refusal('forbidden', 'cases.standing-forbidden', 'The flow is shown to those who work on the case')
    const { current } = found
    const net = await needs.netOf(current.item.flow)
    const diagram = drawn.get(net) ?? readDiagram(net.xml)
    drawn.set(net, diagram)
    const [steps, timers, awaited] = await Promise.all([
      loadSteps(db, realm, caseId),
      listTimers(db, realm, caseId),
      awaitedFor(db, actor, current, { territory, parties, net }),
    ])
    const passed = new Set([...steps.flatMap(({ node }) => node ?? []), ...tasks.map(({ node }) => node), net.start.id])
    return {
      flow: {
        key: current.item.flow.key,
        version: current.item.flow.version,
        name: net.name,
        nameEn: net.nameEn ?? net.name,
      },
      waits: waitsOf(net, current.state, { tasks, timers, awaited }),
      diagram: drawingOf(net, current.state, passed, await diagram),
    }
  }

  return { standing }
}
