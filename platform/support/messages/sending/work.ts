import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { HandOver, Outgoing, Provider } from '../providers/provider.ts'
import { addressContext, contentContext } from '../sealing.ts'
import { after } from './outcome.ts'
import * as store from './store.ts'

/** Taken together, and so long that nobody else takes them. */
const batch = 200
const lease = 120_000
/** A provider that cannot be used is left alone for so long; others of its channel send meanwhile. */
const restDown = 30_000

/** The work of sending: takes what is due, hands it to the first provider that can be used, and writes down what came of it. */
export function createSendingWork(needs: {
  db: Db
  clock: Clock
  log: Log
  secrets: Secrets
  providers: () => readonly Provider[]
  unsubscribeUrl: (row: store.MessageRow) => string | undefined
}) {
  const { db, clock, log, secrets } = needs
  const downUntil = new Map<string, number>()

  const usable = (channel: string) => needs.providers().filter((provider) => provider.channel === channel)
  const rested = ({ key }: Provider) => (downUntil.get(key) ?? 0) <= clock().getTime()

  /** Tries the providers of the channel in their order, those that rest last of all. */
  async function handOver(row: store.MessageRow): Promise<{ came?: HandOver; provider?: Provider }> {
    const message = outgoing(row)
    let last: { came?: HandOver; provider?: Provider } = {}
    const inOrder = usable(row.channel)
    for (const provider of [...inOrder.filter(rested), ...inOrder.filter((one) => !rested(one))]) {
      const came = await provider.handOver(message)
      last = { came, provider }
      if (came.kind === 'down') downUntil.set(provider.key, clock().getTime() + restDown)
      else downUntil.delete(provider.key)
      if (came.kind === 'taken' || came.kind === 'wrong') break
    }
    return last
  }

  function outgoing(row: store.MessageRow): Outgoing {
    const content = JSON.parse(secrets.decrypt(row.content_sealed!, contentContext)) as {
      subject?: string
      body: string
    }
    const unsubscribeUrl = needs.unsubscribeUrl(row)
    return {
      id: row.id,
      to: secrets.decrypt(row.to_sealed!, addressContext),
      ...content,
      ...(unsubscribeUrl ? { unsubscribeUrl } : {}),
    }
  }

  async function send(row: store.MessageRow): Promise<store.Tried> {
    // One that cannot be handed over for a defect waits by itself: the others of its batch must be written down, or they go out twice.
    const { came, provider } = await handOver(row).catch((error: unknown): Awaited<ReturnType<typeof handOver>> => {
      log.error({ err: error, message: row.id }, 'a message could not be handed over')
      return { came: { kind: 'later', code: 'defect' } }
    })
    const now = clock()
    const next = after(came, { attempts: row.attempts, createdAt: row.created_at, now })
    const refs = came?.kind === 'taken' ? came.refs : []
    return { ...next, realm: row.realm, id: row.id, provider: provider?.key ?? null, refs, at: now }
  }

  async function write(tried: readonly store.Tried[]): Promise<void> {
    await inTransaction(db, (tx) => store.storeTried(tx, tried))
    // Receipts may have come before the rows they are about; now they find them.
    for (const [provider, refs] of refsByProvider(tried))
      await inTransaction(db, (tx) => store.settle(tx, provider, refs))
  }

  return {
    /** Sends what is due now; answers how many messages it tried. */
    async turn(): Promise<number> {
      const now = clock()
      const rows = await store.takeDue(db, { now, until: new Date(now.getTime() + lease), limit: batch })
      if (rows.length === 0) return 0
      const windows = [...new Set(rows.map(({ channel }) => channel))].map((channel) =>
        inWindow(
          rows.filter((row) => row.channel === channel),
          usable(channel)[0]?.window ?? 1,
          send,
        ),
      )
      const tried = (await Promise.all(windows)).flat()
      await write(tried)
      const failed = tried.filter(({ status }) => status === 'technical-failure').length
      if (failed > 0) log.error({ messages: failed }, 'messages could not be sent by any provider')
      return rows.length
    },
  }
}

function refsByProvider(tried: readonly store.Tried[]): Map<string, string[]> {
  const refs = new Map<string, string[]>()
  for (const { provider, refs: own, status } of tried)
    if (provider && status === 'sending') refs.set(provider, [...(refs.get(provider) ?? []), ...own])
  return refs
}

/** Does all of it with at most `size` under way at once. */
async function inWindow<Item, Result>(
  items: Item[],
  size: number,
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const rest = items.values()
  const lanes = Array.from({ length: Math.min(size, items.length) }, async () => {
    for (const item of rest) results.push(await run(item))
  })
  await Promise.all(lanes)
  return results
}
