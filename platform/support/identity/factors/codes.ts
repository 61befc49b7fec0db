import { randomInt } from 'node:crypto'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Parties } from '../parties/service.ts'
import { putChallenge, takeCode } from './store.ts'

const minute = 60_000
const lives = 5 * minute

/** Makes ready to send; what it gives sends a code to a mobile number, in the transaction of whoever asks. */
export type SendCode = (realm: string) => Promise<(tx: Tx, to: { mobile: string; code: string }) => Promise<void>>

/** 短信验证码: six digits, five minutes, used once, one a minute. */
export function createCodes(needs: {
  db: Db
  clock: Clock
  secrets: Secrets
  parties: Pick<Parties, 'readPerson'>
  sendCode: SendCode
}) {
  const { db, clock, secrets, parties, sendCode } = needs
  const digestOf = (accountId: string, code: string) => secrets.blindIndex(`identity.code:${accountId}:${code}`)
  const mobileOf = async ({ realm, partyId }: Pick<Actor, 'realm' | 'partyId'>) =>
    partyId ? (await parties.readPerson(realm, partyId)).mobile : undefined
  return {
    mobileOf,
    async send(actor: Actor): Promise<void> {
      const mobile = await mobileOf(actor)
      if (!mobile) throw new Refusal('conflict', 'identity.no-mobile', 'The account has no mobile number')
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      const now = clock()
      const { realm, accountId } = actor
      const leave = await sendCode(realm)
      await inTransaction(db, async (tx) => {
        const kept = await putChallenge(
          tx,
          {
            ...{ realm, kind: 'sms', id: accountId, accountId, digest: digestOf(accountId, code) },
            expiresAt: new Date(now.getTime() + lives),
          },
          new Date(now.getTime() + lives - minute),
        )
        if (!kept) throw new Refusal('limited', 'identity.code-too-soon', 'A code was sent within the last minute')
        await leave(tx, { mobile, code })
      })
    },
    /** Whether it is the code that was sent; a right one is used up. */
    use: (tx: Tx, { realm, accountId }: Actor, code: string): Promise<boolean> =>
      takeCode(tx, { realm, id: accountId, digest: digestOf(accountId, code) }, clock()),
  }
}
