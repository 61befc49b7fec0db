import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { Channel, ChannelDraft, ChannelStatistics, EvidenceNode } from './contract.ts'
import { mayKeepChannels } from './policy.ts'
import type { Scene } from './scene.ts'
import * as store from './store.ts'

const day = 86_400_000

export function createChannels(needs: {
  db: Db
  clock: Clock
  recordAudit: RecordAudit
  /** The scenes that packs declare. */
  scenes: () => Promise<Scene[]>
  /** Who witnesses the log and the chain its heads stand on: they take part in every scene. */
  common: readonly EvidenceNode[]
}) {
  const { db, clock, recordAudit, common } = needs
  const open = new Set<string>()

  /** A scene is open from when its pack is installed; each version is written down once. */
  async function openScenes(realm: string): Promise<void> {
    const nameOf = ({ key, version }: Scene) => `${realm} ${key} ${version}`
    const fresh = (await needs.scenes()).filter((scene) => !open.has(nameOf(scene)))
    if (fresh.length === 0) return
    await store.keepScenes(db, realm, fresh, clock())
    for (const scene of fresh) open.add(nameOf(scene))
  }

  async function must(realm: string, key: string): Promise<store.KeptChannel> {
    await openScenes(realm)
    const [channel] = await store.selectChannels(db, realm, key)
    if (!channel) throw new Refusal('missing', 'evidence.channel-missing', `No channel ${key}`)
    return channel
  }

  async function list(realm: string): Promise<Channel[]> {
    await openScenes(realm)
    const [channels, clients] = await Promise.all([store.selectChannels(db, realm), store.selectClients(db, realm)])
    return channels.map((channel) => {
      const writing = clients.filter((each) => each.channels.includes(channel.key) && !each.stopped_at)
      return { ...channel, nodes: [...writing.map(({ name }) => ({ name, role: 'system' as const })), ...common] }
    })
  }

  async function shown(realm: string, key: string): Promise<Channel> {
    const found = (await list(realm)).find((channel) => channel.key === key)
    if (!found) throw new Refusal('missing', 'evidence.channel-missing', `No channel ${key}`)
    return found
  }

  return {
    must,
    list,
    async open(actor: Actor, draft: ChannelDraft): Promise<Channel> {
      insistKeeper(actor)
      await inTransaction(db, async (tx) => {
        if (!(await store.insertChannel(tx, actor.realm, draft, clock())))
          throw new Refusal('conflict', 'evidence.channel-exists', `Channel ${draft.key} exists`)
        const about = { objectType: 'evidence-channel', objectId: draft.key }
        await recordAudit(tx, actor, { action: 'evidence-channel.open', ...about, after: { name: draft.name } })
      })
      return shown(actor.realm, draft.key)
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
      return shown(actor.realm, key)
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
