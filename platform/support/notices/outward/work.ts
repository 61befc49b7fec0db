import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Log } from '#ground/telemetry/log.ts'
import { asUuid } from '../as-uuid.ts'
import { insertNotice } from '../store.ts'
import type { Contact, Contacts } from './contacts/service.ts'
import type { Way } from './contract.ts'
import { ladderOf, type Rung, rungAt } from './ladder.ts'
import type { Reach, Recipients } from './needs.ts'
import * as store from './store.ts'

const batch = 200

type Officers = Awaited<ReturnType<Recipients['officers']>>
type Step = Omit<store.StepRow, 'realm' | 'notice_id' | 'seq' | 'at'>

/** Brings notices out of the house, and urgent ones up the ladder while nobody reads them. */
export function createOutward(needs: {
  db: Db
  clock: Clock
  newId: NewId
  log: Log
  publicUrl: string
  reach: Reach
  recipients: Recipients
  contacts: Pick<Contacts, 'listOf'>
}) {
  const { db, clock, newId, reach, recipients } = needs

  /** Does what is due now; answers how many notices it looked at. */
  async function turn(): Promise<number> {
    const due = await store.listDue(db, clock(), batch)
    const realms = [...new Set(due.map(({ realm }) => realm))]
    const known = new Map(
      await Promise.all(
        realms.map(async (realm) => {
          const [ready, officers] = await Promise.all([reach.prepare(realm), recipients.officers(realm)])
          return [realm, { ready, officers }] as const
        }),
      ),
    )
    for (const one of due)
      await goOn(one, known.get(one.realm)!).catch((error: unknown) =>
        needs.log.error({ err: error, notice: one.id }, 'a notice could not go on; it waits for the next turn'),
      )
    return due.length
  }

  type Known = { ready: Awaited<ReturnType<Reach['prepare']>>; officers: Officers }

  async function goOn(one: { realm: string; id: string }, { ready, officers }: Known): Promise<void> {
    await inTransaction(db, async (tx) => {
      const now = clock()
      const notice = await store.takeDue(tx, one, now)
      if (!notice) return
      const before = await store.listSteps(tx, one.realm, [one.id])
      const read = await readBy(one.realm, before)
      if (read) return store.saveRead(tx, one, read)
      const official = officers.has(notice.accountId)
      const ladder = ladderOf({ ...notice, official, passedOn: notice.origin !== null })
      const rung = ladder[notice.rung]
      const steps = rung ? await climb(tx, notice, { rung, before, ready, officers }) : []
      await store.insertSteps(
        tx,
        steps.map((step, place) => ({
          ...{ realm: one.realm, notice_id: one.id, seq: before.length + place, at: now },
          ...step,
        })),
      )
      await store.saveRung(tx, one, notice.rung + 1, rungAt(ladder, notice.rung + 1, notice.at))
    })
  }

  /** A message of this notice whose receipt says that it was read. */
  async function readBy(realm: string, steps: readonly store.StepRow[]) {
    const sent = steps.filter(({ message_id }) => message_id)
    if (sent.length === 0) return undefined
    const fates = await reach.fates(
      realm,
      sent.map(({ message_id }) => message_id!),
    )
    const found = sent.find(({ message_id }) => fates.get(message_id!)?.readAt)
    return found && { at: fates.get(found.message_id!)!.readAt!, via: found.way }
  }

  type Climb = { rung: Rung; before: readonly store.StepRow[]; ready: Known['ready']; officers: Officers }

  async function climb(tx: Tx, notice: store.DueNotice, { rung, before, ready, officers }: Climb): Promise<Step[]> {
    const { to } = rung
    if (to === 'deputy' || to === 'head') {
      const { accountId, realm } = notice
      const people =
        to === 'head' ? (officers.get(accountId)?.heads ?? []) : await recipients.deputiesOf(realm, accountId)
      const others = people.filter((each) => each !== accountId)
      for (const each of others) await passOn(tx, notice, each)
      return others.length > 0
        ? others.map((each) => ({ way: to, outcome: 'passed-on', message_id: null, account_id: each }))
        : [{ way: to, outcome: 'nobody', message_id: null, account_id: null }]
    }
    const contacts = await needs.contacts.listOf(tx, notice)
    const ways =
      to === 'chosen' ? contacts.filter(({ chosen }) => chosen) : contacts.filter(({ channel }) => channel === to)
    // What has left by this channel already does not leave by it twice.
    const fresh = ways.filter(({ channel }) => !before.some((step) => step.way === channel && step.message_id))
    if (ways.length === 0)
      return to === 'chosen' ? [] : [{ way: to, outcome: 'no-address', message_id: null, account_id: null }]
    return Promise.all(
      fresh.map((contact) => send(tx, notice, { contact, ready, official: officers.has(notice.accountId) })),
    )
  }

  async function send(
    tx: Tx,
    notice: store.DueNotice,
    { contact, ready, official }: { contact: Contact; ready: Known['ready']; official: boolean },
  ): Promise<Step> {
    const { channel, address } = contact
    const page = official
      ? notice.caseId
        ? `/workbench/cases/${notice.caseId}`
        : '/workbench/notices'
      : notice.caseId
        ? `/cases/${notice.caseId}`
        : '/me/notices'
    const sent = await ready.send(tx, {
      ...{ channel, to: address, title: notice.title, body: notice.body, link: `${needs.publicUrl}${page}` },
      // An applicant is not woken at night; an official on duty is.
      urgent: notice.urgent && official,
      reference: `notice:${notice.id}`,
    })
    const way: Way = channel
    return typeof sent === 'string'
      ? { way, outcome: sent, message_id: null, account_id: null }
      : { way, outcome: 'sent', message_id: sent.id, account_id: null }
  }

  /** The same words to the deputy or the head, with who has not read them. */
  async function passOn(tx: Tx, notice: store.DueNotice, accountId: string): Promise<void> {
    const { realm, id, caseId } = notice
    const now = clock()
    const name = await recipients.nameOf(realm, notice.accountId)
    await insertNotice(tx, {
      ...{ realm, id: newId(), account_id: accountId, event_id: asUuid(`passed-on:${id}:${accountId}`) },
      ...{ kind: 'passed-on', case_id: caseId, at: now, urgent: true, due_at: now, origin: id },
      title: `${name}还没有看：${notice.title}`,
      title_en: `Not read by ${name}: ${notice.titleEn}`,
      ...{ body: notice.body, body_en: notice.bodyEn },
    })
  }

  return { turn }
}
