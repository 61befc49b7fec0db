import { hash, randomBytes } from 'node:crypto'
import { inTransaction } from '#ground/database/index.ts'
import { anonymousActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { checkNewPassword, normaliseUsername } from '../accounts/account.ts'
import { selectAccount } from '../accounts/store.ts'
import { createGuard } from '../factors/guard.ts'
import type { Parties } from '../parties/service.ts'
import type { NewRecovery, Recovered, RecoveryBegun } from './contract.ts'
import { createRenewal, type RenewalNeeds } from './renewal.ts'
import * as store from './store.ts'

const lives = 30 * 60_000

/** Whose check it is: of the account, for one recovery. */
export type CheckFor = { realm: string; accountId: string; partyId?: string; purpose: 'recovery'; purposeId: string }

export type Recoveries = ReturnType<typeof createRecoveries>

/**
 * 找回: a person who lost their password, or the device with their factors, comes back by a face or document check: nobody's
 * word is enough, and nobody of the staff has a part in it. For whom no check works there is the counter (`counter/`).
 */
export function createRecoveries(
  needs: RenewalNeeds & {
    parties: Pick<Parties, 'readPerson'>
    checks: {
      begin: (
        whose: CheckFor,
        kind: 'face' | 'document',
      ) => Promise<{ id: string; url: string; provider: string; simulated: boolean; browser: string }>
      /** Refuses what was not passed; a check that was passed is used up. */
      finish: (whose: CheckFor, id: string) => Promise<{ level: string; evidenceId: string; at: string }>
    }
  },
) {
  const { db, clock, newId, passwords, recordAudit, parties, checks } = needs
  const guard = createGuard(needs)
  const renewal = createRenewal(needs)

  return {
    /** One answer for an unknown name, a wrong number and somebody else's; five wrong ones lock the name. */
    async begin(
      realm: string,
      { username: typed, name, idNumber, kind }: NewRecovery,
    ): Promise<RecoveryBegun & { browser: string }> {
      const username = normaliseUsername(typed)
      const account = await selectAccount(db, realm, { username })
      const known = account?.kind === 'citizen' && !account.disabled_at && account.party_id ? account : undefined
      const person = known?.party_id ? await parties.readPerson(realm, known.party_id) : undefined
      const fits = person?.idNumber === idNumber && person.name === name.trim()
      await guard(
        realm,
        `recovery:${username}`,
        async () => fits,
        () => new Refusal('invalid', 'identity.recovery-person', 'Username, name and number do not belong together'),
      )
      if (!known?.party_id) throw new Error('A person who fits has an account')
      const [id, secret] = [newId(), randomBytes(32).toString('base64url')]
      const whose = { realm, accountId: known.id, partyId: known.party_id, purpose: 'recovery', purposeId: id } as const
      const { id: checkId, url, provider, simulated, browser } = await checks.begin(whose, kind)
      const begunAt = clock()
      const expiresAt = new Date(begunAt.getTime() + lives)
      await inTransaction(db, async (tx) => {
        const row = { id, accountId: known.id, checkId, secretHash: hashOf(secret), begunAt, expiresAt }
        await store.insertRecovery(tx, realm, row)
        const note = { action: 'recovery.begin', objectType: 'account', objectId: known.id, purpose: kind }
        await recordAudit(tx, anonymousActor(realm), note)
      })
      return { id, secret, url, provider, simulated, expiresAt: expiresAt.toISOString(), browser }
    },
    /** After the check was passed: a new password; every session ends, and what lay on a lost device counts no more. */
    async finish(realm: string, id: string, { secret, password, lostDevice = false }: Recovered): Promise<void> {
      const missing = () => new Refusal('missing', 'identity.recovery-missing', `No recovery ${id} that waits`)
      const row = await store.selectOpenRecovery(db, realm, { id, secretHash: hashOf(secret) }, clock())
      if (!row?.partyId) throw missing()
      checkNewPassword(password, row.username)
      const passwordHash = await passwords.hash(password)
      const { accountId, partyId } = row
      const whose = { realm, accountId, partyId, purpose: 'recovery', purposeId: id } as const
      const { evidenceId } = await checks.finish(whose, row.checkId)
      const { name } = await parties.readPerson(realm, partyId)
      await inTransaction(db, async (tx) => {
        if (!(await store.useRecovery(tx, realm, id, clock()))) throw missing()
        const said = { id, account: accountId, evidenceId, lostDevice }
        await renewal.renew(tx, realm, { username: row.username, name, passwordHash, said })
      })
      renewal.forget(accountId)
    },
  }
}

/** Only this is stored: who reads the table cannot go on with a recovery. */
const hashOf = (secret: string) => hash('sha256', secret, 'buffer')
