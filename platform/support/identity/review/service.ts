import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { roleWords } from '../contract.ts'
import { mayReadAccounts } from '../policy.ts'
import { type Power, roleMay } from './contract.ts'
import { selectPowers } from './store.ts'

const everything = 100_000

export type Review = ReturnType<typeof createReview>

/** 权限核查: who can do what, over what, and why. */
export function createReview({ db, clock }: { db: Db; clock: Clock }) {
  const insist = (actor: Actor) => {
    if (!mayReadAccounts(actor))
      throw new Refusal('forbidden', 'identity.accounts-forbidden', 'Only overseers review powers')
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
      const rows = await selectPowers(db, actor.realm, clock(), { limit: everything })
      const head = ['姓名', '账号', '岗位', '可以做什么', '部门', '区划', '从', '到', '依据', '由谁', '理由']
      const lines = rows.map((power) => [
        ...[power.name, power.username, roleWords[power.role], roleMay[power.role].zh, power.departmentName],
        ...[power.divisionCode, power.since, power.until ?? '', power.why === 'appointed' ? '任命' : '委托'],
        ...[power.by, power.reason ?? ''],
      ])
      return `\uFEFF${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
    },
  }
}

/** What begins like a formula is text to a spreadsheet only behind an apostrophe (OWASP, CSV injection). */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
