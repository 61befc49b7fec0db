import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { Template, TemplateDraft } from '../contract.ts'
import { mayKeepSenders, maySeeMessages } from '../policy.ts'
import * as store from './store.ts'
import { blanksOf, faultsOf } from './template.ts'

/** Another process goes on with the newest version it knows for so long. */
const newestKept = 2_000

export function createTemplates(needs: {
  db: Db
  clock: Clock
  newId: NewId
  /** Refuses with `messages.sender-missing`. */
  mustSender: (realm: string, id: string) => Promise<unknown>
  recordAudit: RecordAudit
}) {
  const { db, clock, newId } = needs
  /** A version never changes, so it is read once; which one is the newest is asked again after a moment. */
  const versions = new Map<string, store.TemplateRow>()
  const newest = new Map<string, { row: store.TemplateRow; until: number }>()

  /** The newest version, or the one asked for; read in the caller's transaction when there is one. */
  async function find(realm: string, id: string, version?: number, from: Db = db): Promise<store.TemplateRow> {
    const key = `${realm} ${id} ${version}`
    const now = clock().getTime()
    const recent = newest.get(key)
    const kept = version === undefined ? recent && recent.until > now && recent.row : versions.get(key)
    if (kept) return kept
    const row = await store.selectTemplate(from, realm, id, version)
    if (!row) throw new Refusal('missing', 'messages.template-missing', `No template ${id}`)
    for (const cache of [versions, newest]) if (cache.size > 1000) cache.clear()
    if (version === undefined) newest.set(key, { row, until: now + newestKept })
    else versions.set(key, row)
    return row
  }

  function insist(allowed: boolean): void {
    if (!allowed) throw new Refusal('forbidden', 'messages.not-manager', 'Only administrators keep templates')
  }

  function check({ channel, texts }: TemplateDraft): void {
    const faults = faultsOf(channel, texts)
    if (faults.length > 0)
      throw new Refusal('invalid', 'messages.bad-template', 'The template is not right', { faults })
  }

  async function save(actor: Actor, row: store.TemplateRow): Promise<Template> {
    const { id, version, archived } = row
    await inTransaction(db, async (tx) => {
      await store.insertTemplate(tx, row)
      const note = { action: 'message-template.save', objectType: 'message-template', objectId: id }
      await needs.recordAudit(tx, actor, { ...note, after: { version, archived } })
    })
    newest.clear()
    return asTemplate(row)
  }

  return {
    find,
    async list(actor: Actor, senderId?: string): Promise<Template[]> {
      insist(maySeeMessages(actor))
      return (await store.listTemplates(db, actor.realm, senderId)).map(asTemplate)
    },
    /** For the sender's own program. */
    async listOf(realm: string, senderId: string): Promise<Template[]> {
      return (await store.listTemplates(db, realm, senderId)).map(asTemplate)
    },
    async versions(actor: Actor, id: string): Promise<Template[]> {
      insist(maySeeMessages(actor))
      const rows = await store.listVersions(db, actor.realm, id)
      if (rows.length === 0) throw new Refusal('missing', 'messages.template-missing', `No template ${id}`)
      return rows.map(asTemplate)
    },
    async write(actor: Actor, senderId: string, draft: TemplateDraft): Promise<Template> {
      insist(mayKeepSenders(actor))
      check(draft)
      await needs.mustSender(actor.realm, senderId)
      return save(actor, rowOf(actor, { ...draft, id: newId(), version: 1, sender_id: senderId, archived: false }))
    },
    /** A new version; messages made from earlier ones keep theirs. An archived template sends nothing new. */
    async rewrite(actor: Actor, id: string, draft: TemplateDraft, archived: boolean): Promise<Template> {
      insist(mayKeepSenders(actor))
      check(draft)
      const latest = await store.selectTemplate(db, actor.realm, id)
      if (!latest) throw new Refusal('missing', 'messages.template-missing', `No template ${id}`)
      if (draft.channel !== latest.channel)
        throw new Refusal('invalid', 'messages.wrong-channel', 'A template keeps its channel')
      const { version, sender_id } = latest
      return save(actor, rowOf(actor, { ...draft, id, version: version + 1, sender_id, archived }))
    },
  }

  function rowOf(actor: Actor, row: Omit<store.TemplateRow, 'realm' | 'created_at' | 'created_by'>): store.TemplateRow {
    const { id, version, sender_id, name, channel, texts, archived } = row
    return {
      ...{ realm: actor.realm, id, version, sender_id, name, channel, texts, archived },
      created_at: clock(),
      created_by: actor.name,
    }
  }
}

export type Templates = ReturnType<typeof createTemplates>

export const asTemplate = (row: store.TemplateRow): Template => ({
  id: row.id,
  version: row.version,
  senderId: row.sender_id,
  name: row.name,
  channel: row.channel,
  texts: row.texts,
  blanks: blanksOf(row.texts),
  archived: row.archived,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
})
