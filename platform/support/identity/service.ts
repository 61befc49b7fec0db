import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Organisations } from '#support/organisations/index.ts'
import { createPasswords, type Passwords } from './accounts/passwords.ts'
import { type Accounts, createAccounts } from './accounts/service.ts'
import { type Audit, createAudit } from './audit/service.ts'
import { createDelegations, type Delegations } from './delegations/service.ts'
import type { SendCode } from './factors/codes.ts'
import { createFactors, type FactorService } from './factors/service.ts'
import { createParties, type Parties } from './parties/service.ts'
import { createPosts, type Posts } from './posts/service.ts'
import { createReview, type Review } from './review/service.ts'
import { createActorCache } from './sessions/cache.ts'
import type { Method } from './sessions/level.ts'
import { createSessions, type Sessions } from './sessions/service.ts'
import { trustMillis } from './sessions/session.ts'

/** Who people are, what they may, and the record of what they did. */
export type Identity = {
  parties: Parties
  accounts: Accounts
  sessions: Sessions
  posts: Posts
  delegations: Delegations
  audit: Audit
  factors: FactorService
  passwords: Passwords
  review: Review
}

export function createIdentity(needs: {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  organisations: Pick<Organisations, 'getDepartment' | 'isWithin'>
  /** The address people reach us at: passkeys are bound to it. */
  publicUrl: string
  sendCode: SendCode
  /** Checks of the person that others make for us, where one is connected. */
  checks?: readonly Method[]
}): Identity {
  const passwords = createPasswords()
  const cache = createActorCache({ clock: needs.clock, millis: trustMillis })
  const audit = createAudit(needs)
  const recordAudit = audit.record
  const parties = createParties(needs)
  const sessions = createSessions({ ...needs, passwords, cache, recordAudit })
  return {
    audit,
    parties,
    passwords,
    review: createReview({ ...needs, recordAudit }),
    factors: createFactors({ ...needs, parties, sessions, recordAudit }),
    accounts: createAccounts({ ...needs, passwords, recordAudit }),
    sessions,
    posts: createPosts({ ...needs, recordAudit, forgetActor: cache.dropAccount }),
    delegations: createDelegations({ ...needs, recordAudit, forgetActor: cache.dropAccount }),
  }
}
