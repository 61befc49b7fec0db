import { randomInt } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { ChannelChoice, ContactInput, Outside } from '../contract.ts'
import type { Reach, Recipients } from '../needs.ts'
import * as store from './store.ts'

const addressContext = 'notices.contact'
const minute = 60_000
const lives = 10 * minute

export type Contact = { channel: Outside; address: string; chosen: boolean; own: boolean }

/** Where people are reached outside the platform, and which of these ways they chose. An address counts once its owner showed it is theirs. */
export function createContacts(needs: {
  db: Db
  clock: Clock
  secrets: Secrets
  reach: Reach
  recipients: Recipients
}) {
  const { db, clock, secrets, reach, recipients } = needs
  const seal = (address: string) => secrets.encrypt(address, addressContext)
  const open = (sealed: Buffer) => secrets.decrypt(sealed, addressContext)
  const digestOf = ({ accountId }: store.Owner, channel: Outside, code: string) =>
    secrets.blindIndex(`notices.contact:${accountId}:${channel}:${code}`)

  /** All ways in which this account can be reached. */
  async function listOf(from: Db, owner: store.Owner): Promise<Contact[]> {
    const rows = await store.listContacts(from, owner)
    const given = rows.flatMap(({ channel, address, chosen }) =>
      address ? [{ channel, address: open(address), chosen, own: true }] : [],
    )
    if (given.some(({ channel }) => channel === 'sms')) return given
    const mobile = await recipients.mobileOf(owner.realm, owner.accountId)
    const chosen = rows.some((row) => row.channel === 'sms' && row.chosen)
    return mobile ? [{ channel: 'sms', address: mobile, chosen, own: false }, ...given] : given
  }

  async function present(actor: Actor): Promise<ChannelChoice[]> {
    const [contacts, { isUnsubscribed }] = await Promise.all([listOf(db, actor), reach.prepare(actor.realm)])
    return Promise.all(
      channelsFor(actor).map(async (channel): Promise<ChannelChoice> => {
        const found = contacts.find((each) => each.channel === channel)
        if (!found) return { channel, chosen: false, unsubscribed: false, own: false }
        return {
          ...{ channel, chosen: found.chosen, own: found.own },
          address: reach.masked(channel, found.address),
          unsubscribed: await isUnsubscribed(channel, found.address),
        }
      }),
    )
  }

  return {
    listOf,
    present,
    /** Chooses a way, or no longer. Choosing one again ends an unsubscription. */
    async choose(actor: Actor, channel: Outside, chosen: boolean): Promise<void> {
      const found = (await listOf(db, actor)).find((each) => each.channel === channel)
      if (!found) throw new Refusal('conflict', 'notices.no-address', `No address for ${channel}`)
      const { resubscribe } = await reach.prepare(actor.realm)
      await inTransaction(db, async (tx) => {
        const address = found.own ? seal(found.address) : null
        await store.saveContact(tx, actor, { channel, address, chosen }, clock())
        if (chosen) await resubscribe(tx, channel, found.address)
      })
    },
    /** Sends a code to an address; whoever gives it back has shown that the address is theirs. */
    async check(actor: Actor, { channel, address }: ContactInput): Promise<void> {
      if (!channelsFor(actor).includes(channel))
        throw new Refusal('invalid', 'notices.not-for-you', `${channel} is for officials`)
      const to = reach.tidy(channel, address)
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      const now = clock()
      const { sendCode } = await reach.prepare(actor.realm)
      await inTransaction(db, async (tx) => {
        const put = await store.putCheck(tx, actor, {
          ...{ channel, address: seal(to), digest: digestOf(actor, channel, code), now },
          expiresAt: new Date(now.getTime() + lives),
          notAfter: new Date(now.getTime() - minute),
        })
        if (!put) throw new Refusal('limited', 'notices.code-too-soon', 'A code was sent within the last minute')
        await sendCode(tx, { channel, to, code })
      })
    },
    /** The code came back: the address is kept and chosen. */
    async confirm(actor: Actor, channel: Outside, code: string): Promise<void> {
      const right = await inTransaction(db, async (tx) => {
        const check = await store.tryCheck(tx, actor, channel, clock())
        if (!check?.digest.equals(digestOf(actor, channel, code))) return false
        await store.saveContact(tx, actor, { channel, address: check.address, chosen: true }, clock())
        await store.deleteCheck(tx, actor, channel)
        return true
      })
      if (!right) throw new Refusal('invalid', 'notices.wrong-code', 'The code is wrong or too old')
    },
    async forget(actor: Actor, channel: Outside): Promise<void> {
      await inTransaction(db, (tx) => store.deleteContact(tx, actor, channel))
    },
  }
}

export type Contacts = ReturnType<typeof createContacts>

/** The officials' messenger is for officials. */
const channelsFor = ({ kind }: Actor): Outside[] => (kind === 'official' ? ['push', 'sms', 'email'] : ['sms', 'email'])
