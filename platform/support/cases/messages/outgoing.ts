import type { Tx } from '#ground/database/index.ts'
import type { Draft } from '../draft.ts'
import { seenBy } from '../drive.ts'
import { awaitedBy } from '../flow/index.ts'
import type { CaseNeeds } from '../needs.ts'
import { Announced } from './events.ts'
import { writeAwaited } from './store.ts'

/** What the data of a message is sealed under on its way. */
export const dataContext = 'cases.announced.data'

/** The digest under which a message is addressed: a key may be a person's number, so it is never kept in the clear. */
export function keyDigest(needs: Pick<CaseNeeds, 'secrets'>, name: string, key: string): Buffer {
  return needs.secrets.blindIndex(`message:${name}:${key}`)
}

/** At the end of an act: notes what the case waits for now, and tells the world what its flow sent. */
export async function writeOutgoing(
  tx: Tx,
  needs: Pick<CaseNeeds, 'netOf' | 'publish' | 'secrets'>,
  draft: Draft,
  now: Date,
): Promise<void> {
  const { realm, id, version, state, item } = draft.current
  const net = await needs.netOf(item.flow)
  if (net.hears) {
    const seen = { ...state, variables: { ...state.variables, ...seenBy(draft, now) } }
    const awaited = awaitedBy(net, seen).map(({ on, name, key, senders, node, nodeName }) => ({
      kind: on,
      name,
      node,
      nodeName,
      key: key === null ? Buffer.alloc(0) : keyDigest(needs, name, key),
      senders: [...senders],
    }))
    await writeAwaited(tx, { realm, caseId: id, version, now }, awaited)
  }
  for (const { on, event, key, data, node } of draft.announced)
    await needs.publish(tx, Announced, {
      realm,
      subject: id,
      data: {
        caseId: id,
        kind: on,
        name: event,
        node,
        sealed: needs.secrets.encrypt(JSON.stringify(data), dataContext).toString('base64'),
        ...(key === null ? {} : { key: keyDigest(needs, event, key).toString('hex') }),
      },
    })
}
