import { AsyncLocalStorage } from 'node:async_hooks'
import { errors } from 'oidc-provider'
import type { Db } from '#ground/database/index.ts'
import type { Directory } from '../contract.ts'
import { deleteOfGrant, type Found, type Kept, keepTogether } from './store.ts'

/** What one request of a program uses up and keeps, held until it is answered; and what was read along with a token. */
export type Together = {
  uses: { kind: string; digest: Buffer; grantId?: string }[]
  keeps: ({ kind: string } & Kept)[]
  grants: Map<string, Found>
  /** The grant of each token that was read. */
  grantOf: Map<string, string>
}

/** What belongs to a grant and falls with it. */
export const grantable = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken', 'DeviceCode'])

const current = new AsyncLocalStorage<Together>()

export const together = (): Together | undefined => current.getStore()

/**
 * Lets a request for tokens use up what it brought and keep what it gives in one statement: all of it or nothing, one commit,
 * before the answer leaves. Of two that bring the same at once, the second finds it used: nobody keeps what it gave.
 */
export async function answerTogether(
  { db, directory, now }: { db: Db; directory: Directory; now: () => Date },
  answer: () => Promise<void>,
  succeeded: () => boolean,
): Promise<void> {
  const work: Together = { uses: [], keeps: [], grants: new Map(), grantOf: new Map() }
  await current.run(work, answer)
  if (!succeeded() || (work.uses.length === 0 && work.keeps.length === 0)) return
  if (await keepTogether(db, directory, work, now())) return
  for (const { grantId } of work.uses)
    if (grantId) for (const kind of grantable) await deleteOfGrant(db, { directory, kind }, grantId)
  throw new errors.InvalidGrant('it was used already')
}
