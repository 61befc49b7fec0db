import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { Channel, ChannelDraft, ChannelStatistics } from './contract.ts'
import { mayKeepChannels } from './policy.ts'
import * as store from './store.ts'

const day = 86_400_000

export function createChannels({ db, clock, recordAudit }: { db: Db; clock: Clock; recordAudit: RecordAudit }) {
  async function must(realm: string, key: string): Promise<Channel> {
    const [channel] = await store.selectChannels(db, realm, key)
    if (!channel) throw new Refusal('missing', 'evidence.channel-missing', `No channel ${key}`)
    return channel
  }

  return {
    must,
    list: (realm: string) => store.selectChannels(db, realm),
    async open(actor: Actor, draft: ChannelDraft): Promise<Channel> {
      insistKeeper(actor)
      await inTransaction(db, async (tx) => {
        if (!(await store.insertChannel(tx, actor.realm, draft, clock())))
          throw new Refusal('conflict', 'evidence.channel-exists', `Channel ${draft.key} exists`)
        const about = { objectType: 'evidence-channel', objectId: draft.key }
        await recordAudit(tx, actor, { action: 'evidence-channel.open', ...about, after: { name: draft.name } })
      })
      return must(actor.realm, draft.key)
    },
    /** A closed channel takes nothing more; what it holds stays provable. */
    async setClosed(actor: Actor, key: string, closed: boolean): Promise<Channel> {
      insistKeeper(actor)
      await inTransaction(db, async (tx) => {
        if (!(await store.updateClosed(tx, actor.realm, key, closed ? clock() : null)))
          throw new Refusal('missing', 'evidence.channel-missing', `No channel ${key}`)
        const action = `evidence-channel.${closed ? 'close' : 'reopen'}`
        await recordAudit(tx, actor, { action, objectType: 'evidence-channel', objectId: key, after: { closed } })
      })
      return must(actor.realm, key)
    },
    async statistics(realm: string, key: string): Promise<ChannelStatistics> {
      await must(realm, key)
      const since = new Date(clock().getTime() - 30 * day)
      const { lastAt, ...counts } = await store.selectStatistics(db, realm, key, since)
      return { ...counts, ...(lastAt ? { lastAt: lastAt.toISOString() } : {}) }
    },
  }
}

export type Channels = ReturnType<typeof createChannels>

export function insistKeeper(actor: Actor): void {
  if (!mayKeepChannels(actor))
    throw new Refusal('forbidden', 'evidence.forbidden', 'Only administrators keep channels and who is admitted')
}
