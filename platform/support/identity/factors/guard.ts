import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { addFailure, isLocked } from '../sessions/session.ts'
import { deleteFailures, lockUsername, putFailures, selectFailures } from '../sessions/store.ts'

/**
 * Weighs a guess as sign-in does: five wrong ones in a row lock for fifteen minutes (GB/T 22239-2019), and of many sent at
 * once no more than five are weighed. The locks of a factor are apart from those of the name.
 */
export function createGuard({ db, clock }: { db: Db; clock: Clock }) {
  return async (realm: string, what: string, weigh: (tx: Tx) => Promise<boolean>, wrong = codeWrong): Promise<void> => {
    const verdict = await inTransaction(db, async (tx) => {
      await lockUsername(tx, realm, what)
      const failures = await selectFailures(tx, realm, what)
      const now = clock()
      if (isLocked(failures, now)) return 'locked'
      if (await weigh(tx)) {
        if (failures) await deleteFailures(tx, realm, what)
        return 'right'
      }
      const more = addFailure(failures, now)
      await putFailures(tx, realm, what, more)
      return isLocked(more, now) ? 'locked' : 'wrong'
    })
    if (verdict === 'locked')
      throw new Refusal('limited', 'identity.locked', 'Too many failures; locked for 15 minutes')
    if (verdict === 'wrong') throw wrong()
  }
}

const codeWrong = () => new Refusal('invalid', 'identity.code-wrong', 'The code is not right')
