import { createHash, timingSafeEqual } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { Refusal } from '#kernel/errors.ts'
import { type SigningKey, sharedKey, skewSeconds, verifyMessage } from '#kernel/http-signatures/index.ts'
import type { KeyHolder } from '../sharing/index.ts'
import { gatewayTag } from './contract.ts'

/** A call as it came in. */
export type Knock = {
  method: string
  /** The whole address that the caller asked. */
  url: string
  headers: Record<string, string | string[] | undefined>
  ip: string
}

/** Who was let in; with a nonce when the request was signed, and then the answer is signed, too. */
export type Admitted = { holder: KeyHolder; nonce?: string; key: SigningKey }

/** What a signature over a call covers: nothing has a body here. */
export const callCovers = ['@method', '@target-uri']

type Held = { at: number; answer: Promise<KeyHolder | undefined> }

/** How long a process may go on with what it knew: a key revoked elsewhere stops within this. */
const freshFor = 1_000

/**
 * Finds who calls: by a signature (RFC 9421, hmac-sha256), or by the key itself in `Authorization: ZT-Key id:secret`.
 * Refuses with `gateway.no-key`, `.bad-signature`, `.elsewhere`.
 */
export function createAdmission(needs: { clock: Clock; holderOf: (keyId: string) => Promise<KeyHolder | undefined> }) {
  const held = new Map<string, Held>()

  function holderOf(keyId: string): Promise<KeyHolder | undefined> {
    const known = held.get(keyId)
    if (known && performance.now() - known.at < freshFor) return known.answer
    if (held.size > 10_000) held.clear()
    const answer = needs.holderOf(keyId)
    held.set(keyId, { at: performance.now(), answer })
    answer.catch(() => held.delete(keyId))
    return answer
  }

  async function identify(knock: Knock): Promise<Admitted> {
    const shown = /^ZT-Key ([\w-]{4,100}):([A-Za-z0-9+/=]{44})$/.exec(String(knock.headers.authorization ?? ''))
    if (shown) {
      const holder = await holderOf(shown[1]!)
      // Digests, so that the comparison takes as long whatever was shown.
      const same = holder && timingSafeEqual(digest(Buffer.from(shown[2]!, 'base64')), digest(holder.secret))
      if (!same) throw noKey()
      return { holder, key: sharedKey(holder.keyId, holder.secret) }
    }
    const keyId = /;keyid="([\w-]{4,100})"/.exec(String(knock.headers['signature-input'] ?? ''))?.[1]
    const holder = keyId === undefined ? undefined : await holderOf(keyId)
    if (!holder) throw noKey()
    const key = sharedKey(holder.keyId, holder.secret)
    const verdict = verifyMessage(
      { method: knock.method, url: knock.url, headers: knock.headers },
      {
        ...{ key, required: callCovers, needsNonce: true, tag: gatewayTag },
        now: Math.floor(needs.clock().getTime() / 1000),
      },
    )
    if (!verdict.ok) throw new Refusal('unauthenticated', 'gateway.bad-signature', `The signature: ${verdict.reason}`)
    return { holder, key, ...(verdict.nonce === undefined ? {} : { nonce: verdict.nonce }) }
  }

  return {
    identify,
    /** What was known of a key may be wrong now. */
    forget: () => held.clear(),
    /** When a signature made now is too old to count anywhere. */
    nonceUntil: () => new Date(needs.clock().getTime() + 2 * skewSeconds * 1000),
  }
}

const digest = (secret: Uint8Array) => createHash('sha256').update(secret).digest()

const noKey = () => new Refusal('unauthenticated', 'gateway.no-key', 'No key that opens this')
