import type { Tx } from '#ground/database/index.ts'
import { inTransaction } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import type { Claim } from '#ground/http/index.ts'
import type { JobHandler } from '#ground/jobs.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { divisionPrefix } from '#kernel/codes/division-code.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Reach } from '../lists/todo/store.ts'
import type { CaseNeeds } from '../needs.ts'
import { maySeeCase } from '../policy.ts'
import type { Acted } from '../service.ts'
import { createCaseStore } from '../store.ts'
import { unseenCase } from '../unseen.ts'
import { awaitedFor } from './awaited.ts'
import type { AwaitedView, BroadcastInput, KeyedMessageInput, MessageInput } from './contract.ts'
import { Announced } from './events.ts'
import { createIncoming, notAwaited } from './incoming.ts'
import { dataContext, keyDigest } from './outgoing.ts'
import { broadcastPosts, maySendMessage } from './policy.ts'
import { findAddressees, listHearers } from './store.ts'

/** How many cases one step of a broadcast tells; each is told in a transaction of its own. */
const pageSize = 500

/** Who broadcasts, as the history of every case it reaches will name them. */
type Sender = Pick<Actor, 'kind' | 'accountId' | 'name'>

type Broadcast = {
  id: string
  realm: string
  name: string
  sealed: string
  sender: Sender
  reaches: Reach[] | null
  /** The case that sent it has heard it already. */
  except: string | null
  after: string | null
}

type Told = {
  realm: string
  caseId: string
  kind: 'message' | 'signal'
  name: string
  sealed: string
  since: number
  sender: Sender
}

/** Messages and signals: from people to cases, and from case to case. */
export function createMessages(needs: CaseNeeds) {
  const { db, jobs, secrets } = needs
  const store = createCaseStore(needs)
  const tell = createIncoming(needs)

  /** Brings a message to the case it is addressed to. Refuses with `flows.message-not-awaited` when it waits for none such. */
  function sendMessage(
    actor: Actor,
    caseId: string,
    { name, data = {}, reason }: MessageInput,
    claim?: Claim,
  ): Promise<Acted> {
    return tell(actor, caseId, { kind: 'message', name, data, ...(reason ? { reason } : {}) }, claim)
  }

  /** Brings a message to the case that waits for it under this key; of several, to the one that waits longest. */
  async function correlate(actor: Actor, input: KeyedMessageInput, claim?: Claim): Promise<Acted> {
    const key = keyDigest(needs, input.name, input.key)
    const [territory, parties] = [await needs.territory(), await needs.partiesOf(actor)]
    for (const { caseId, senders } of await findAddressees(db, actor.realm, input.name, key)) {
      const found = await store.load(db, actor.realm, caseId, false)
      // Whoever may not send it does not learn that somebody waits.
      if (!found || !maySendMessage(actor, found.current, senders, parties, territory)) continue
      return tell(actor, caseId, { kind: 'message', name: input.name, data: input.data ?? {}, key }, claim)
    }
    throw notAwaited(input.name)
  }

  /** Tells all waiting cases that the sender's posts reach; they move one by one after this answer. */
  async function broadcast(actor: Actor, { name, data = {} }: BroadcastInput, claim?: Claim): Promise<{ id: string }> {
    const posts = broadcastPosts(actor)
    if (posts.length === 0)
      throw new Refusal('forbidden', 'cases.may-not-broadcast', 'Broadcasting needs a decider or a supervisor')
    const territory = await needs.territory()
    const reaches = posts.map((post) => ({
      role: post.role,
      departments: territory.departmentsUnder(post.departmentId),
      divisionPrefix: divisionPrefix(post.divisionCode),
    }))
    return inTransaction(db, async (tx) => {
      const id = needs.newId()
      const sender = { kind: actor.kind, accountId: actor.accountId, name: actor.name }
      await begin(tx, { id, realm: actor.realm, name, sealed: seal(data), sender, reaches, except: null, after: null })
      const answer = { id }
      await claim?.answer(tx, 202, answer)
      return answer
    })
  }

  /** What a case waits for by name, for who may see the case. */
  async function awaited(actor: Actor, caseId: string): Promise<AwaitedView[]> {
    const found = await store.load(db, actor.realm, caseId, false)
    const [territory, parties] = [await needs.territory(), await needs.partiesOf(actor, found?.current.item.id)]
    if (!found || !maySeeCase(actor, found.current, parties, territory))
      throw await unseenCase(needs, actor, caseId, found?.current)
    const net = await needs.netOf(found.current.item.flow)
    return awaitedFor(db, actor, found.current, { territory, parties, net })
  }

  async function begin(tx: Tx, page: Broadcast): Promise<void> {
    await jobs.add(tx, 'cases.broadcast', page, { key: `broadcast:${page.id}:${page.after ?? ''}` })
  }

  async function tellPage(page: Broadcast): Promise<void> {
    await inTransaction(db, async (tx) => {
      const { realm, name, sealed, sender } = page
      const found = await listHearers(tx, { realm, name, reaches: page.reaches, after: page.after, limit: pageSize })
      for (const { caseId, since } of found)
        if (caseId !== page.except)
          await leave(tx, page.id, { realm, caseId, kind: 'signal', name, sealed, since, sender })
      const last = found.at(-1)
      if (last && found.length === pageSize) await begin(tx, { ...page, after: last.caseId })
    })
  }

  async function leave(tx: Tx, id: string, told: Told): Promise<void> {
    await jobs.add(tx, 'cases.tell', told, { key: `case:${told.realm}:${told.caseId}:told-${id}` })
  }

  /** A case that no longer waits the wait it was meant for has gone on: the news is old. */
  async function tellOne({ realm, caseId, kind, name, sealed, since, sender }: Told): Promise<void> {
    const actor: Actor = { ...systemActor(realm), ...sender }
    try {
      await tell({ ...actor, kind: 'system' }, caseId, { kind, name, data: open(sealed), since })
    } catch (error) {
      const old = error instanceof Refusal && ['flows.message-not-awaited', 'flows.ended'].includes(error.code)
      if (!old) throw error
    }
  }

  function seal(data: unknown): string {
    return secrets.encrypt(JSON.stringify(data), dataContext).toString('base64')
  }

  function open(sealed: string): Record<string, unknown> {
    return JSON.parse(secrets.decrypt(Buffer.from(sealed, 'base64'), dataContext)) as Record<string, unknown>
  }

  /** What one flow sends, others wait for. */
  const reactions: Reaction[] = [
    when(
      Announced,
      'cases.deliver-announced',
      async (tx, { eventId, realm, data: { caseId, kind, name, key, sealed } }) => {
        const { accountId, name: called } = systemActor(realm)
        const sender: Sender = { kind: 'system', accountId, name: called }
        if (kind === 'signal') {
          await begin(tx, { id: eventId, realm, name, sealed, sender, reaches: null, except: caseId, after: null })
          return
        }
        const [first] = key === undefined ? [] : await findAddressees(tx, realm, name, Buffer.from(key, 'hex'))
        if (first)
          await leave(tx, eventId, { realm, caseId: first.caseId, kind, name, sealed, since: first.since, sender })
      },
    ),
  ]
  const jobHandlers: Record<string, JobHandler> = {
    'cases.broadcast': (payload) => tellPage(payload as Broadcast),
    'cases.tell': (payload) => tellOne(payload as Told),
  }

  return { sendMessage, correlate, broadcast, awaited, messageReactions: reactions, messageJobs: jobHandlers }
}
