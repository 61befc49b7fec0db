import type { Db } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Case } from '../case.ts'
import { type Net, nameOf } from '../flow/index.ts'
import type { Territory } from '../policy.ts'
import type { AwaitedView } from './contract.ts'
import { mayDeliverByHand, maySendMessage } from './policy.ts'
import { listAwaited } from './store.ts'

/** What a case waits for by name, and whether this person may bring it. */
export async function awaitedFor(
  db: Db,
  actor: Actor,
  current: Case,
  { territory, parties, net }: { territory: Territory; parties: readonly string[]; net: Net },
): Promise<(AwaitedView & { senders: string[] })[]> {
  const rows = await listAwaited(db, actor.realm, current.id)
  return rows.map(({ kind, name, node, nodeName, at, senders }) => {
    const may = maySendMessage(actor, current, senders, parties, territory)
    const byHand = !may && mayDeliverByHand(actor, current, senders, territory)
    return {
      kind,
      name,
      node,
      nodeName,
      nodeNameEn: nameOf(net, node).nameEn,
      since: at.toISOString(),
      senders,
      maySend: kind === 'message' && (may || byHand),
      needsReason: kind === 'message' && byHand,
    }
  })
}
