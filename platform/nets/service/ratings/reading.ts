import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { CountedBy, PublishedRating, Rating, RatingInput, RatingStatistics } from './contract.ts'
import type { RatingNeeds } from './needs.ts'
import { presentRating, publishRating } from './present.ts'
import { departmentsSeen, mayOf, partsOf, sightOf } from './reach.ts'
import { statisticsOf, withOffered } from './statistics/statistics.ts'
import { countRatings, countServices } from './statistics/store.ts'
import { findRating, listRatings, listSteps, summarise } from './store.ts'
import { type RatingTag, tagsOffered } from './tags/tags.ts'

export type StatisticsQuery = {
  from?: string
  to?: string
  departmentId?: string
  by?: CountedBy
  limit: number
  cursor?: string
}

/** Everything that reads ratings: lists for officials, the public list, and figures by department. */
export function createRatingReading(needs: RatingNeeds) {
  const { db, clock, calendar } = needs
  const at = () => ({ today: cityDate(clock()), calendar })
  const afterOf = (cursor: string | undefined) =>
    cursor ? { after: decodeCursor(cursor, 2) as [string, string] } : undefined

  async function list(
    actor: Actor,
    query: { bad?: boolean; state?: string; limit: number; cursor?: string },
  ): Promise<Page<Rating>> {
    const tree = await needs.territory()
    const { own, watched } = departmentsSeen(actor, tree, at().today)
    const appeals = watched.length > own.length
    if (own.length === 0 && !appeals) return { items: [] }
    const { cursor, limit, ...rest } = query
    const rows = await listRatings(db, {
      ...rest,
      ...afterOf(cursor),
      realm: actor.realm,
      departments: own,
      appeals,
      limit: limit + 1,
    })
    const page = pageOf(rows, limit, (row) => [row.at.toISOString(), row.id])
    const items = page.items.flatMap((row) => {
      const sight = sightOf(actor, row, tree)
      return sight
        ? [presentRating(row, { ...sight, may: mayOf(row, partsOf(actor, row, tree), at().today) }, at())]
        : []
    })
    return { ...page, items }
  }

  async function get(actor: Actor, id: string): Promise<Rating> {
    const tree = await needs.territory()
    const rated = await findRating(db, actor.realm, id)
    const sight = rated && sightOf(actor, rated, tree)
    if (!rated || !sight) throw new Refusal('missing', 'ratings.missing', `No rating ${id}`)
    const steps = await listSteps(db, actor.realm, id)
    return presentRating(rated, { ...sight, steps, may: mayOf(rated, partsOf(actor, rated, tree), at().today) }, at())
  }

  /** For everybody: what people said, with names and numbers masked. What is under appeal is not shown until it is decided. */
  async function published(
    realm: string,
    query: { itemId?: string; bad?: boolean; limit: number; cursor?: string },
  ): Promise<Page<PublishedRating>> {
    const { cursor, limit, ...rest } = query
    const rows = await listRatings(db, { ...rest, ...afterOf(cursor), realm, published: true, limit: limit + 1 })
    const page = pageOf(rows, limit, (row) => [row.at.toISOString(), row.id])
    return { ...page, items: page.items.map(publishRating) }
  }

  /** Figures of the departments this official watches over, from the first of the year unless told otherwise. */
  async function statistics(actor: Actor, query: StatisticsQuery): Promise<Page<RatingStatistics>> {
    const { today } = at()
    const { watched } = departmentsSeen(actor, await needs.territory(), today)
    const departments = watched.filter((id) => !query.departmentId || id === query.departmentId)
    if (departments.length === 0) return { items: [] }
    const by = query.by ?? 'department'
    const days = { from: query.from ?? `${today.slice(0, 4)}-01-01`, to: query.to ?? today }
    const { realm } = actor
    const [rated, closed, served] = await Promise.all([
      countRatings(db, { realm, departments, ...days, today, by }),
      by === 'window' ? [] : needs.closedCases(realm, { departments, ...days }),
      by === 'item' ? [] : countServices(db, { realm, departments, ...days }),
    ])
    // Departments times items are some thousands at most, so the page is cut here.
    const [after = ''] = query.cursor ? (decodeCursor(query.cursor, 1) as [string]) : []
    const keyOf = ({ departmentId, part }: { departmentId: string; part: string }) => `${departmentId} ${part}`
    const rest = withOffered(by, rated, { closed, served }).filter((row) => keyOf(row) > after)
    const page = pageOf(rest.slice(0, query.limit + 1), query.limit, (row) => [keyOf(row)])
    return { ...page, items: page.items.map((row) => statisticsOf(by, row)) }
  }

  /** What may be ticked today when rating by a channel. */
  async function tags(channel: NonNullable<RatingInput['channel']>): Promise<RatingTag[]> {
    return tagsOffered(await needs.tagLists(), { channel, day: at().today })
  }

  async function summary(realm: string, itemId: string): Promise<{ count: number; satisfied?: number }> {
    const { count, satisfied } = await summarise(db, realm, itemId)
    return { count, ...(satisfied === null ? {} : { satisfied }) }
  }

  return { list, get, published, statistics, summary, tags }
}
