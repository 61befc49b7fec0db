import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Case } from '../case.ts'
import { driveSignal } from '../drive.ts'
import type { Signal } from '../flow/index.ts'
import { lockDraft } from '../lock.ts'
import type { CaseNeeds } from '../needs.ts'
import { actingFor, isApplicant, maySeeCase } from '../policy.ts'
import { createSave } from '../saving.ts'
import type { Acted } from '../service.ts'
import { createCaseStore } from '../store.ts'
import { unseenCase } from '../unseen.ts'
import { missingCase } from '../verbs/checks.ts'
import { worldFor } from '../world.ts'
import { mayDeliverByHand, maySendMessage } from './policy.ts'
import { type AwaitedRecord, listAwaited } from './store.ts'

/** What comes to one case by name. `since` binds it to one wait: after that wait it is old news. */
export type Incoming = {
  kind: 'message' | 'signal'
  name: string
  data: Record<string, unknown>
  /** Why it is brought by hand. */
  reason?: string
  key?: Buffer
  since?: number
}

/** Brings a message or a signal to one case: policy, lock, advance, write, in one transaction. */
export function createIncoming(needs: CaseNeeds) {
  const store = createCaseStore(needs)
  const save = createSave(needs, store)

  return async function tell(person: Actor, caseId: string, incoming: Incoming, claim?: Claim): Promise<Acted> {
    return inTransaction(needs.db, async (tx) => {
      const now = needs.clock()
      const locked = await lockDraft(tx, store, person.realm, caseId)
      if (!locked) throw missingCase(caseId)
      const { draft } = locked
      const { current } = draft
      const awaited = await choose(tx, person, current.realm, caseId, incoming)
      const own = await checkSender(person, current, incoming, awaited)
      const actor = own ? actingFor(person, current) : person
      if (awaited === undefined) throw notAwaited(incoming.name)
      draft.current = { ...current, version: current.version + 1 }
      const step = {
        verb: incoming.kind,
        node: awaited.node,
        name: awaited.nodeName || incoming.name,
        nameEn: awaited.nodeName || incoming.name,
        actor,
        unit: current.item.departmentName,
        statusBefore: current.status,
        statusAfter: current.status as string,
        input: { name: incoming.name, data: incoming.data },
        public: true,
        ...(incoming.reason === undefined ? {} : { reason: incoming.reason }),
      }
      draft.steps.push(step)
      const net = await needs.netOf(current.item.flow)
      const world = await worldFor(needs, net)
      const signal: Signal = { kind: incoming.kind, name: incoming.name, data: incoming.data }
      await driveSignal(tx, world, net, draft, { actor, now, transient: { reason: null } }, signal)
      step.statusAfter = draft.current.status
      await save.write(tx, draft, incoming.kind, now)
      const { status, outcome, version } = draft.current
      const answer: Acted = { caseId, status, version, ...(outcome ? { outcome } : {}) }
      await claim?.answer(tx, 200, answer)
      return answer
    })
  }

  async function choose(
    tx: Tx,
    actor: Actor,
    realm: string,
    caseId: string,
    { kind, name, key, since }: Incoming,
  ): Promise<AwaitedRecord | undefined> {
    return (await listAwaited(tx, realm, caseId)).find(
      (each) =>
        each.kind === kind &&
        each.name === name &&
        (key === undefined || each.key.equals(key)) &&
        (since === undefined || each.since === since) &&
        (actor.kind === 'system' || kind === 'message' || since !== undefined),
    )
  }

  /** A signal was checked where it was broadcast; a message is checked against the case it comes to. True for the applicant's own. */
  async function checkSender(
    actor: Actor,
    current: Case,
    { kind, name, reason }: Incoming,
    awaited: AwaitedRecord | undefined,
  ): Promise<boolean> {
    if (kind === 'signal') return false
    const [territory, parties] = [await needs.territory(), await needs.partiesOf(actor, current.item.id)]
    if (!maySeeCase(actor, current, parties, territory)) throw await unseenCase(needs, actor, current.id, current)
    const senders = awaited?.senders ?? []
    if (maySendMessage(actor, current, senders, parties, territory)) return isApplicant(actor, current, parties)
    if (!mayDeliverByHand(actor, current, senders, territory))
      throw new Refusal('forbidden', 'cases.may-not-send', `May not send ${name} to this case`)
    if (reason === undefined)
      throw new Refusal('invalid', 'cases.delivery-reason', 'Say why the message is brought by hand')
    return false
  }
}

export function notAwaited(name: string): Refusal {
  return new Refusal('conflict', 'flows.message-not-awaited', `nothing waits for ${name}`, { name })
}
