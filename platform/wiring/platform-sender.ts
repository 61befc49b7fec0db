import { systemActor } from '#kernel/actor.ts'
import type { Channel, Messages, TemplateDraft } from '#support/messages/index.ts'

export type Place = { senderId: string; templateId: string }

/** A sender of the platform's own with its templates, made when each is first needed. Never inside a transaction. */
export function createPlatformSender(messages: () => Messages, senderName: string) {
  const senders = new Map<string, string>()
  const places = new Map<string, Place>()

  async function senderOf(realm: string): Promise<string> {
    const kept = senders.get(realm)
    if (kept) return kept
    const { senders: all } = messages()
    const actor = systemActor(realm)
    const found = (await all.list(actor)).find(({ name }) => name === senderName)
    const { id } = found ?? (await all.open(actor, { name: senderName }))
    senders.set(realm, id)
    return id
  }

  async function placeOf(realm: string, draft: TemplateDraft): Promise<Place> {
    const key = `${realm} ${draft.channel} ${draft.name}`
    const kept = places.get(key)
    if (kept) return kept
    const senderId = await senderOf(realm)
    const { templates } = messages()
    const actor = systemActor(realm)
    const same = ({ name, channel }: { name: string; channel: Channel }) =>
      name === draft.name && channel === draft.channel
    const template =
      (await templates.list(actor, senderId)).find(same) ?? (await templates.write(actor, senderId, draft))
    const place = { senderId, templateId: template.id }
    places.set(key, place)
    return place
  }

  return { senderOf, placeOf }
}
