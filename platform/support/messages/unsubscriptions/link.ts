import type { Secrets } from '#ground/secrets.ts'
import { Refusal } from '#kernel/errors.ts'

const linkContext = 'messages.unsubscribe'

/** Who need not be written to by whom: sender and the address's digest, sealed so that nobody can make one up. */
export type Link = { senderId: string; toIndex: Buffer }

export function linkOf(secrets: Secrets, { senderId, toIndex }: Link): string {
  return secrets.encrypt(`${senderId} ${toIndex.toString('hex')}`, linkContext).toString('base64url')
}

/** Refuses with `messages.bad-link`. */
export function readLink(secrets: Secrets, token: string): Link {
  try {
    const [senderId, hex] = secrets.decrypt(Buffer.from(token, 'base64url'), linkContext).split(' ')
    return { senderId: senderId!, toIndex: Buffer.from(hex!, 'hex') }
  } catch (cause) {
    throw new Refusal('invalid', 'messages.bad-link', `Not one of our links: ${String(cause)}`)
  }
}
