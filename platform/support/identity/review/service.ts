import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { contentHash } from '../audit/chain.ts'
import type { RecordAudit } from '../audit/service.ts'
import { roleWords } from '../contract.ts'
import { mayReadAccounts, maySignOffPowers } from '../policy.ts'
import { type Power, roleMay, type SignOff } from './contract.ts'
import { insertSignOff, selectPowers, selectSignedList, selectSignOffs } from './store.ts'

const everything = 100_000

export type Review = ReturnType<typeof createReview>

/** 权限核查: who can do what, over what, and why. */
export function createReview(needs: { db: Db; clock: Clock; newId: NewId; recordAudit: RecordAudit }) {
  const { db, clock, newId, recordAudit } = needs
  const insist = (actor: Actor) => {
    if (!mayReadAccounts(actor))
      throw new Refusal('forbidden', 'identity.accounts-forbidden', 'Only overseers review powers')
  }
  async function csvOf(realm: string): Promise<{ text: string; powers: number }> {
    const rows = await selectPowers(db, realm, clock(), { limit: everything })
    const head = ['姓名', '账号', '岗位', '可以做什么', '部门', '区划', '从', '到', '依据', '由谁', '理由']
    const lines = rows.map((power) => [
      ...[power.name, power.username, roleWords[power.role], roleMay[power.role].zh, power.departmentName],
      ...[power.divisionCode, power.since, power.until ?? '', power.why === 'appointed' ? '任命' : '委托'],
      ...[power.by, power.reason ?? ''],
    ])
    const text = `\uFEFF${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
    return { text, powers: rows.length }
  }
  return {
    async list(actor: Actor, { cursor, limit }: { cursor?: string; limit: number }): Promise<Page<Power>> {
      insist(actor)
      const after = cursor ? (decodeCursor(cursor, 2) as [string, string]) : undefined
      const rows = await selectPowers(db, actor.realm, clock(), { ...(after ? { after } : {}), limit: limit + 1 })
      return pageOf(rows, limit, ({ username, key }) => [username, key])
    },
    /** All of it as CSV with a byte order mark, as spreadsheets want it. */
    async csv(actor: Actor): Promise<string> {
      insist(actor)
      return (await csvOf(actor.realm)).text
    },
    /** A security officer answers for the list as it is now; it is kept with their name under it, and not changed again. */
    async signOff(actor: Actor, note: string): Promise<SignOff> {
      if (!maySignOffPowers(actor))
        throw new Refusal('forbidden', 'identity.review-forbidden', 'Only security officers sign the review off')
      const { text: list, powers } = await csvOf(actor.realm)
      const digest = contentHash(list)
      const signed = { id: newId(), at: clock().toISOString(), by: actor.name, powers, note, digest }
      await inTransaction(db, async (tx) => {
        await insertSignOff(tx, actor.realm, signed, { accountId: actor.accountId, list })
        const about = { action: 'powers.sign-off', objectType: 'access-review', objectId: signed.id, purpose: note }
        await recordAudit(tx, actor, { ...about, after: list })
      })
      return signed
    },
    async signOffs(actor: Actor): Promise<SignOff[]> {
      insist(actor)
      return selectSignOffs(db, actor.realm)
    },
    /** The list that was signed off, as it was. */
    async signedList(actor: Actor, id: string): Promise<string> {
      insist(actor)
      const list = await selectSignedList(db, actor.realm, id)
      if (list === undefined) throw new Refusal('missing', 'identity.review-missing', `No review ${id}`)
      return list
    },
  }
}

/** What begins like a formula is text to a spreadsheet only behind an apostrophe (OWASP, CSV injection). */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
