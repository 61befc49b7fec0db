import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import { type Actor, type AssuranceLevel, reaches } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { selectAccount } from '../accounts/store.ts'
import type { RecordAudit } from '../audit/service.ts'
import type { Parties } from '../parties/service.ts'
import { refuseForFirm } from '../sessions/for-firm.ts'
import { levelOf, type Method } from '../sessions/level.ts'
import type { Opened, Origin, Sessions } from '../sessions/service.ts'
import { createCodes, type SendCode } from './codes.ts'
import type { Factors, StepUp } from './contract.ts'
import { createGuard } from './guard.ts'
import { createPasskeys } from './passkeys.ts'
import { deleteOldChallenges } from './store.ts'
import { createTotp } from './totp.ts'

export type FactorService = ReturnType<typeof createFactors>

/** Ways beside the password to show who one is: a second factor in the same session, or a passkey alone. */
export function createFactors(needs: {
  db: Db
  clock: Clock
  secrets: Secrets
  publicUrl: string
  parties: Pick<Parties, 'readPerson'>
  sessions: Pick<Sessions, 'open' | 'stepUp'>
  sendCode: SendCode
  recordAudit: RecordAudit
  /** Checks of the person that others make for us, where one is connected. */
  checks?: readonly Method[]
}) {
  const { db, clock, sessions } = needs
  const guard = createGuard(needs)
  const codes = createCodes(needs)
  const totp = createTotp(needs)
  const passkeys = createPasskeys(needs)

  async function list(actor: Actor): Promise<Factors> {
    const [isSet, mobile, keys] = await Promise.all([totp.isSet(actor), codes.mobileOf(actor), passkeys.list(actor)])
    return {
      totp: isSet,
      ...(mobile ? { mobile: `${mobile.slice(0, 3)}****${mobile.slice(-4)}` } : {}),
      passkeys: keys.map(({ id, name, createdAt, lastUsedAt }) => ({
        ...{ id, name, createdAt: createdAt.toISOString() },
        ...(lastUsedAt ? { lastUsedAt: lastUsedAt.toISOString() } : {}),
      })),
    }
  }

  /** What this person could show besides, to come to a level. */
  async function waysTo(actor: Actor, needed: AssuranceLevel): Promise<Method[]> {
    if (actor.kind === 'anonymous') return []
    const [account, held] = await Promise.all([selectAccount(db, actor.realm, { id: actor.accountId }), list(actor)])
    const shown = (actor.methods ?? []) as Method[]
    const ready: Method[] = [
      ...(held.mobile ? (['sms'] as const) : []),
      ...(held.totp ? (['otp'] as const) : []),
      ...(held.passkeys.length > 0 ? (['hwk'] as const) : []),
      ...(account?.party_id ? (needs.checks ?? []) : []),
    ]
    return ready.filter((way) => account && reaches(levelOf([...shown, way], account.level), needed))
  }

  /** What is the person's own is not touched by who came in with the licence of a firm. */
  const asPerson =
    <Rest extends unknown[], Answer>(act: (actor: Actor, ...rest: Rest) => Promise<Answer>) =>
    async (actor: Actor, ...rest: Rest): Promise<Answer> => {
      refuseForFirm(actor)
      return act(actor, ...rest)
    }

  return {
    list,
    /** Refuses who is not known surely enough, with the ways that would do. */
    async need(actor: Actor, needed: AssuranceLevel): Promise<void> {
      if (reaches(actor.level, needed)) return
      const ways = await waysTo(actor, needed)
      throw new Refusal('forbidden', 'identity.level-needed', `Needs ${needed}, has ${actor.level}`, {
        ...{ needed, have: actor.level, ways },
      })
    },
    codes: { send: codes.send },
    totp: {
      begin: asPerson(totp.begin),
      remove: asPerson(totp.remove),
      confirm: (actor: Actor, code: string) =>
        guard(actor.realm, `otp:${actor.accountId}`, (tx) => totp.use(tx, actor, code, 'confirm')),
    },
    passkeys: {
      beginNew: asPerson(passkeys.beginNew),
      add: asPerson(passkeys.add),
      beginUse: passkeys.beginUse,
      remove: asPerson(passkeys.remove),
    },
    /** One factor more in the same session; gives its new token. */
    async stepUp(actor: Actor, { method, code }: StepUp, origin: Origin): Promise<Opened> {
      await guard(actor.realm, `${method}:${actor.accountId}`, (tx) =>
        method === 'otp' ? totp.use(tx, actor, code, 'show') : codes.use(tx, actor, code),
      )
      return sessions.stepUp(actor, method, origin)
    },
    /** Signs in by a passkey alone, or, for who is signed in already, adds it to the session. */
    async showPasskey(
      realm: string,
      response: Record<string, unknown>,
      origin: Origin,
      actor?: Actor,
    ): Promise<Opened> {
      const { accountId, secretsVersion } = await passkeys.use(realm, response)
      return actor?.accountId === accountId
        ? sessions.stepUp(actor, 'hwk', origin)
        : sessions.open(realm, accountId, ['hwk'], origin, { secretsVersion })
    },
    sweep: () => deleteOldChallenges(db, clock()),
  }
}
