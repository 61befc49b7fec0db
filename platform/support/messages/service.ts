import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import { addressFor, masked } from './address.ts'
import type { Channel, Language, Message, ProviderState } from './contract.ts'
import { maySeeMessages } from './policy.ts'
import { mostParts, partCount } from './providers/cmpp/submit.ts'
import type { Provider } from './providers/provider.ts'
import { createProviders, type ProviderSettings } from './providers/settings.ts'
import { addressContext, contentContext } from './sealing.ts'
import { createSenders } from './senders/service.ts'
import { leaveAt } from './sending/quiet.ts'
import { createReceipts } from './sending/receipts.ts'
import * as sending from './sending/store.ts'
import { createSendingWork } from './sending/work.ts'
import * as store from './store.ts'
import { createTemplates } from './templates/service.ts'
import { type Filled, fill } from './templates/template.ts'
import { linkOf, readLink } from './unsubscriptions/link.ts'
import { deleteUnsubscription, insertUnsubscription, isUnsubscribed } from './unsubscriptions/store.ts'

const day = 86_400_000
/** Words and addresses are destroyed a week after they were written (个人信息保护法第19条: no longer than needed). */
const keptDays = 7

export type MessageRequest = {
  senderId: string
  templateId: string
  /** When given, it must be the template's. */
  channel?: Channel
  to: string
  language?: Language
  values?: Record<string, unknown>
  reference?: string
  /** It does not wait for the morning, and goes to people who unsubscribed. */
  urgent?: boolean
}

export type Asked = { id: string; templateName: string; templateVersion: number; channel: Channel } & Filled

/** Messages to people outside the platform: by whom, by which words, by which way, and whether they arrived. */
export function createMessages(needs: {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  log: Log
  settings: ProviderSettings
  publicUrl: string
  recordAudit: RecordAudit
  /** Beside those of the settings: the demo's own. */
  providers?: (takeReceipts: ReturnType<typeof createReceipts>) => Provider[]
}) {
  const { db, clock, newId, secrets } = needs
  const takeReceipts = createReceipts(needs)
  const providers = [
    ...createProviders(needs.settings, { log: needs.log, now: clock, takeReceipts }),
    ...(needs.providers?.(takeReceipts) ?? []),
  ]
  const senders = createSenders(needs)
  const templates = createTemplates({ ...needs, mustSender: senders.must })
  const indexOf = (channel: Channel, to: string) => secrets.blindIndex(`${channel}:${to}`)
  const work = createSendingWork({
    ...needs,
    providers: () => providers,
    unsubscribeUrl: (row) =>
      row.channel === 'email' && !row.urgent && row.to_index
        ? `${needs.publicUrl}/api/v1/message-unsubscriptions/${linkOf(secrets, { senderId: row.sender_id, toIndex: row.to_index })}`
        : undefined,
  })

  /** Fills the template in and checks the address; what it answers is what will be sent. */
  async function prepare(from: Db, realm: string, request: MessageRequest) {
    const template = await templates.find(realm, request.templateId, undefined, from)
    if (template.sender_id !== request.senderId || template.archived)
      throw new Refusal('missing', 'messages.template-missing', `No template ${request.templateId} of this sender`)
    if (request.channel && request.channel !== template.channel)
      throw new Refusal('invalid', 'messages.wrong-channel', `The template is for ${template.channel}`)
    const filled = fill(template.texts, request.language ?? 'zh', request.values ?? {})
    if (template.channel === 'sms' && partCount(filled.body) > mostParts)
      throw new Refusal('invalid', 'messages.too-long', `More than ${mostParts} parts`)
    return { template, filled, to: addressFor(template.channel, request.to) }
  }

  return {
    senders,
    templates,
    /** Puts a message down to be sent, in the transaction of whoever asks; once that is committed it is not lost. */
    async send(tx: Tx, realm: string, request: MessageRequest): Promise<Asked> {
      const { template, filled, to } = await prepare(tx, realm, request)
      const { channel } = template
      const urgent = request.urgent ?? false
      const link = { senderId: request.senderId, toIndex: indexOf(channel, to) }
      if (!urgent && (await isUnsubscribed(tx, realm, link)))
        throw new Refusal('conflict', 'messages.unsubscribed', 'The recipient has unsubscribed')
      const now = clock()
      const id = newId()
      await sending.insertMessage(tx, {
        ...{ realm, id, channel, urgent },
        sender_id: request.senderId,
        template_id: template.id,
        template_version: template.version,
        language: request.language ?? 'zh',
        reference: request.reference ?? null,
        to_sealed: secrets.encrypt(to, addressContext),
        to_index: link.toIndex,
        content_sealed: secrets.encrypt(JSON.stringify(filled), contentContext),
        parts: channel === 'sms' ? partCount(filled.body) : 1,
        ...{ status: 'created', reason: null, provider: null, attempts: 0 },
        due_at: leaveAt({ channel, urgent }, now),
        created_at: now,
        ...{ sent_at: null, done_at: null, read_at: null },
      })
      return { id, templateName: template.name, templateVersion: template.version, channel, ...filled }
    },
    async unsubscribe(realm: string, token: string): Promise<void> {
      const link = readLink(secrets, token)
      await inTransaction(db, (tx) => insertUnsubscription(tx, realm, link, clock()))
    },
    isUnsubscribed: (realm: string, senderId: string, channel: Channel, to: string): Promise<boolean> =>
      isUnsubscribed(db, realm, { senderId, toIndex: indexOf(channel, to) }),
    /** Its owner wants to hear of this sender again. */
    resubscribe: (tx: Tx, realm: string, senderId: string, channel: Channel, to: string): Promise<void> =>
      deleteUnsubscription(tx, realm, { senderId, toIndex: indexOf(channel, to) }),
    /** What became of messages, and when they were read. */
    fates: (realm: string, ids: readonly string[]) => store.listFates(db, realm, ids),
    /** One message of a sender, with its whole address and words while they are kept: for the sender's own program. */
    async getOf(realm: string, senderId: string, id: string) {
      const row = await store.selectMessage(db, realm, id)
      if (row?.sender_id !== senderId) throw new Refusal('missing', 'messages.missing', `No message ${id}`)
      return opened(row)
    },
    async listOf(realm: string, filter: store.MessageFilter & { senderId: string }) {
      return Promise.all((await store.listMessages(db, realm, filter)).map(opened))
    },
    async list(
      actor: Actor,
      query: { limit: number; cursor?: string; to?: string } & Omit<store.MessageFilter, 'limit' | 'after' | 'toIndex'>,
    ): Promise<Page<Message>> {
      insistOn(actor)
      const { limit, cursor, to, ...filter } = query
      const after = cursor ? (decodeCursor(cursor, 2) as [string, string]) : undefined
      const toIndex = to && filter.channel ? indexOf(filter.channel, addressFor(filter.channel, to)) : undefined
      const rows = await store.listMessages(db, actor.realm, {
        ...filter,
        limit: limit + 1,
        ...(toIndex ? { toIndex } : {}),
        ...(after ? { after } : {}),
      })
      const messages = await Promise.all(rows.map(asMessage))
      return pageOf(messages, limit, ({ createdAt, id }) => [createdAt, id])
    },
    async providerStates(actor: Actor): Promise<ProviderState[]> {
      insistOn(actor)
      const counts = await store.countByProvider(db, actor.realm, new Date(clock().getTime() - day))
      return providers.map(({ key, name, channel, simulated }) => {
        const of = (...statuses: string[]) =>
          counts
            .filter(({ provider, status }) => provider === key && (statuses.length === 0 || statuses.includes(status)))
            .reduce((sum, { count }) => sum + count, 0)
        const failed = of('permanent-failure', 'temporary-failure', 'technical-failure')
        const lastDay = { taken: of(), delivered: of('delivered', 'sent'), failed, waiting: of('sending', 'created') }
        return { key, name, channel, simulated, lastDay }
      })
    },
    work,
    /** Asks messengers that bring no receipts by themselves. */
    async fetchReceipts(): Promise<void> {
      for (const { key, fetchReceipts } of providers) {
        if (!fetchReceipts) continue
        const refs = await sending.listUnsettled(db, key, new Date(clock().getTime() - 3 * day), 200)
        if (refs.length > 0) await takeReceipts(key, await fetchReceipts(refs))
      }
    },
    /** What a provider calls us with; false when it is not that provider who calls. */
    async takeCall(key: string, query: Record<string, string>, body: string): Promise<boolean> {
      const callback = providers.find((each) => each.key === key)?.callback
      if (!callback?.isTrue(query)) return false
      const receipts = body ? callback.read(body) : []
      if (receipts.length > 0) await takeReceipts(key, receipts)
      return true
    },
    /** Gives up what was never receipted, settles what a killed process overlooked, destroys what is no longer needed. */
    async sweep(): Promise<void> {
      const now = clock()
      for (const { provider, ref } of await sending.listOverlooked(db, 10_000))
        await inTransaction(db, (tx) => sending.settle(tx, provider, [ref]))
      await inTransaction(db, (tx) => sending.giveUp(tx, now))
      await inTransaction(db, (tx) => sending.forget(tx, new Date(now.getTime() - keptDays * day)))
    },
    async stop(): Promise<void> {
      await Promise.all(providers.map((provider) => provider.close()))
    },
  }

  function insistOn(actor: Actor): void {
    if (!maySeeMessages(actor)) throw new Refusal('forbidden', 'messages.not-manager', 'Not for this post')
  }

  async function opened(row: sending.MessageRow) {
    const template = await templates.find(row.realm, row.template_id, row.template_version)
    const to = row.to_sealed ? secrets.decrypt(row.to_sealed, addressContext) : undefined
    const content = row.content_sealed
      ? (JSON.parse(secrets.decrypt(row.content_sealed, contentContext)) as Filled)
      : undefined
    return { row, template, to, content }
  }

  async function asMessage(row: sending.MessageRow): Promise<Message> {
    const { template, to } = await opened(row)
    return {
      id: row.id,
      templateId: row.template_id,
      templateVersion: row.template_version,
      templateName: template.name,
      channel: row.channel,
      urgent: row.urgent,
      status: row.status,
      simulated: providers.some(({ key, simulated }) => key === row.provider && simulated),
      attempts: row.attempts,
      createdAt: row.created_at.toISOString(),
      ...(to ? { to: masked(row.channel, to) } : {}),
      ...(row.reference ? { reference: row.reference } : {}),
      ...(row.reason ? { reason: row.reason } : {}),
      ...(row.provider ? { provider: row.provider } : {}),
      ...(row.sent_at ? { sentAt: row.sent_at.toISOString() } : {}),
      ...(row.done_at ? { doneAt: row.done_at.toISOString() } : {}),
      ...(row.read_at ? { readAt: row.read_at.toISOString() } : {}),
    }
  }
}

export type Messages = ReturnType<typeof createMessages>
export type Opened = Awaited<ReturnType<Messages['getOf']>>
