import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Node } from '../flow/index.ts'
import type { CaseNeeds } from '../needs.ts'
import type { FlowPlace, FlowVersions } from './contract.ts'

/** The flows that are installed and the places of each version, for who moves cases from one to another. */
export function createFlowListing(needs: CaseNeeds) {
  function mayList(actor: Actor): void {
    if (actor.kind === 'system' || actor.posts.some(({ role }) => role === 'item-manager')) return
    throw new Refusal('forbidden', 'cases.change-over-forbidden', 'Only item managers move cases to another version')
  }

  async function listFlows(actor: Actor): Promise<FlowVersions[]> {
    mayList(actor)
    const byKey = Map.groupBy((await needs.flowVersions?.()) ?? [], ({ key }) => key)
    return Promise.all(
      [...byKey].map(async ([key, installed]): Promise<FlowVersions> => {
        const versions = installed.map(({ version }) => version)
        const { name, nameEn } = await needs.netOf({ key, version: Math.max(...versions) })
        return { key, name, nameEn: nameEn ?? name, versions }
      }),
    )
  }

  async function listPlaces(actor: Actor, key: string, version: number): Promise<FlowPlace[]> {
    mayList(actor)
    const net = await needs.netOf({ key, version })
    return net.nodes.filter((node) => rests(node)).map(placeOf)
  }

  return { listFlows, listPlaces }
}

/** Where a case can wait: what passes at once is no place to move a case to. */
function rests(node: Node): boolean {
  switch (node.kind) {
    case 'user':
    case 'receive':
    case 'catch':
    case 'event-based':
    case 'call':
    case 'sub-process':
      return true
    case 'service':
      return node.mode === 'job'
    case 'parallel':
    case 'inclusive':
      return node.incoming.length > 1
    default:
      return false
  }
}

function placeOf(node: Node): FlowPlace {
  const name = node.name || node.id
  return { node: node.id, name, nameEn: node.nameEn ?? name, kind: node.kind }
}
