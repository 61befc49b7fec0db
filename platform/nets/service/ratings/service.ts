import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { type Calendar, cityDate } from '#kernel/working-days.ts'
import type { CaseView } from '#support/cases/contract.ts'
import type { Rating, RatingInput } from './contract.ts'
import { findByCase, insertRating, listRatings, lockRating, type RatingRow, saveReply, summarise } from './store.ts'

/** Days to answer a bad rating: 15 working days, the local limit known from Sichuan (standards B); dated data when a city sets its own. */
const replyDays = 15

/** What a rating keeps of its case. */
export type RatedCase = Pick<CaseView, 'no' | 'status' | 'item' | 'department' | 'applicant'>

export type RatingNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  calendar: Calendar
  /** The case, when this person may see it. */
  getCase: (actor: Actor, id: string) => Promise<RatedCase>
  departmentsUnder: (actor: Actor) => Promise<string[]>
}

/** 好差评: one case, one rating, by the applicant alone; a bad one must be answered. */
export function createRatings(needs: RatingNeeds) {
  const { db, clock, calendar } = needs

  async function rate(actor: Actor, caseId: string, input: RatingInput, claim?: Claim): Promise<Rating> {
    const found = await needs.getCase(actor, caseId)
    if (actor.kind !== 'citizen') throw new Refusal('forbidden', 'ratings.not-yours', 'Only the applicant may rate')
    if (found.status !== 'closed') throw new Refusal('conflict', 'ratings.not-closed', 'The case is not closed')
    const now = clock()
    const bad = input.level >= 4
    const row: RatingRow = {
      realm: actor.realm,
      id: needs.newId(),
      case_id: caseId,
      case_no: found.no,
      item_id: found.item.id,
      item_name: found.item.name,
      department_id: found.department.id,
      department_name: found.department.name,
      party_name: found.applicant.name,
      account_id: actor.accountId,
      level: input.level,
      tags: input.tags ?? [],
      text: input.text?.trim() || null,
      channel: input.channel ?? 'web',
      at: now,
      due: bad ? calendar.addWorkingDays(cityDate(now), replyDays).date : null,
      state: bad ? 'open' : 'closed',
      reply: null,
      replied_by: null,
      replied_at: null,
    }
    return inTransaction(db, async (tx) => {
      const first = await insertRating(tx, row)
      if (!first) throw new Refusal('conflict', 'ratings.already-rated', 'This case has been rated')
      const answer = present(row)
      await claim?.answer(tx, 201, answer)
      return answer
    })
  }

  async function stateOf(actor: Actor, caseId: string): Promise<{ mayRate: boolean; rating?: Rating }> {
    const found = await needs.getCase(actor, caseId)
    const row = await findByCase(db, actor.realm, caseId)
    const mayRate = actor.kind === 'citizen' && found.status === 'closed' && !row
    return { mayRate, ...(row ? { rating: present(row) } : {}) }
  }

  async function list(
    actor: Actor,
    query: { bad?: boolean; state?: string; limit: number; cursor?: string },
  ): Promise<Page<Rating>> {
    const departments = await needs.departmentsUnder(actor)
    if (departments.length === 0) return { items: [] }
    const { cursor, ...rest } = query
    const after = cursor ? (decodeCursor(cursor, 2) as [string, string]) : undefined
    const rows = await listRatings(db, {
      ...rest,
      realm: actor.realm,
      departments,
      limit: query.limit + 1,
      ...(after ? { after } : {}),
    })
    const page = pageOf(rows, query.limit, (row) => [row.at.toISOString(), row.id])
    return { ...page, items: page.items.map(present) }
  }

  /** 差评整改: what was found and what was done, told to the person who rated. */
  async function reply(actor: Actor, id: string, text: string): Promise<Rating> {
    const departments = await needs.departmentsUnder(actor)
    return inTransaction(db, async (tx) => {
      const row = await lockRating(tx, actor.realm, id)
      if (!row || !departments.includes(row.department_id))
        throw new Refusal('missing', 'ratings.missing', `No rating ${id}`)
      if (row.state !== 'open') throw new Refusal('conflict', 'ratings.not-open', 'The rating needs no answer')
      const replied = { ...row, state: 'replied', reply: text, replied_by: actor.name, replied_at: clock() }
      await saveReply(tx, replied)
      return present(replied)
    })
  }

  async function summary(realm: string, itemId: string): Promise<{ count: number; satisfied?: number }> {
    const { count, satisfied } = await summarise(db, realm, itemId)
    return { count, ...(satisfied === null ? {} : { satisfied }) }
  }

  return { rate, stateOf, list, reply, summary }
}

export type RatingService = ReturnType<typeof createRatings>

function present(row: RatingRow): Rating {
  return {
    id: row.id,
    caseId: row.case_id,
    caseNo: row.case_no,
    itemName: row.item_name,
    department: row.department_name,
    level: row.level,
    bad: row.level >= 4,
    tags: row.tags,
    rater: mask('name', row.party_name),
    at: row.at.toISOString(),
    state: row.state as Rating['state'],
    ...(row.text ? { text: row.text } : {}),
    ...(row.due ? { due: row.due } : {}),
    ...(row.reply ? { reply: row.reply } : {}),
  }
}
