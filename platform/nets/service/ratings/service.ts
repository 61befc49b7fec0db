import { createHash } from 'node:crypto'
import { inTransaction, type Tx } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Rating, RatingActInput, RatingInput, RatingStage } from './contract.ts'
import { RatingMoved } from './events.ts'
import { limitsOf, limitsOn } from './limits.ts'
import type { RatedCase, RatingNeeds } from './needs.ts'
import { presentRating } from './present.ts'
import { mayOf, partsOf, sightOf } from './reach.ts'
import {
  findBySubject,
  insertOrder,
  insertRating,
  listLapsed,
  listSteps,
  lockRating,
  type Rated,
  type RatingRow,
  saveOrder,
} from './store.ts'
import { notOffered, tagsOffered } from './tags/tags.ts'
import { actOnOrder, lapse, openOrder } from './work-order.ts'

/** 好差评: one stage of a case, one rating, by the applicant alone; a bad one is followed up until it is settled. */
export function createRatingVerbs(needs: RatingNeeds) {
  const { db, clock, calendar } = needs
  const at = () => ({ today: cityDate(clock()), calendar })

  async function rate(actor: Actor, caseId: string, input: RatingInput, claim?: Claim): Promise<Rating> {
    const found = await needs.getCase(actor, caseId)
    if (actor.kind !== 'citizen') throw new Refusal('forbidden', 'ratings.not-yours', 'Only the applicant may rate')
    const stage = input.stage ?? 'result'
    if (!reached(found, stage))
      throw stage === 'result'
        ? new Refusal('conflict', 'ratings.not-closed', 'The case is not closed')
        : new Refusal('conflict', 'ratings.not-accepted', 'The case is not accepted')
    const row: RatingRow = {
      realm: actor.realm,
      id: needs.newId(),
      stage,
      subject_id: caseId,
      subject_no: found.no,
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
      at: clock(),
    }
    return inTransaction(db, async (tx) => {
      const answer = presentRating(await give(tx, row), { knowsCase: true, may: [] }, at())
      await claim?.answer(tx, 201, answer)
      return answer
    })
  }

  /** Writes a rating; a bad one opens its work order at once. Refuses a second one of the same stage. */
  async function give(tx: Tx, row: RatingRow): Promise<Rated> {
    await refuseUnknownTags(row)
    if (!(await insertRating(tx, row)))
      throw new Refusal('conflict', 'ratings.already-rated', 'This stage has been rated')
    if (row.level < 4) {
      await announce(tx, row, row)
      return row
    }
    const limits = limitsOn(cityDate(row.at))
    const order = openOrder({ ...at(), limits })
    await insertOrder(tx, row, limits.version, order)
    const rated = { ...row, order: { ...order, limitsVersion: limits.version } }
    await announce(tx, rated, row)
    return rated
  }

  async function refuseUnknownTags({ level, tags, channel, at: day }: RatingRow): Promise<void> {
    if (tags.length === 0) return
    const lists = await needs.tagLists()
    const said = { channel: channel as NonNullable<RatingInput['channel']>, day: cityDate(day) }
    const unknown = lists.length === 0 ? [] : notOffered(tagsOffered(lists, said), { level, tags })
    if (unknown.length > 0)
      throw new Refusal('invalid', 'ratings.unknown-tag', `Not offered at this level: ${unknown.join(', ')}`, {
        faults: unknown.map((tag) => ({
          pointer: `/tags/${tags.indexOf(tag)}`,
          rule: 'offered',
          detail: `“${tag}”现在不能选`,
        })),
      })
  }

  async function stateOf(actor: Actor, caseId: string) {
    const found = await needs.getCase(actor, caseId)
    const ratings = await findBySubject(db, actor.realm, caseId)
    const isRater = actor.kind === 'citizen'
    const tree = await needs.territory()
    const shown = async (rated: Rated) => {
      const sight = isRater ? { knowsCase: true } : sightOf(actor, rated, tree)
      // On the page of a case a rating tells whose it is: who may not know that is not shown it here.
      if (!sight?.knowsCase) return undefined
      const steps = rated.order ? await listSteps(db, actor.realm, rated.id) : []
      const may = mayOf(rated, isRater ? ['rater'] : partsOf(actor, rated, tree), at().today)
      return presentRating(rated, { ...sight, isRater, may, steps }, at())
    }
    const stages = await Promise.all(
      (['acceptance', 'result'] as const).map(async (stage) => {
        const own = ratings.find((each) => each.stage === stage)
        const rating = own && (await shown(own))
        return { stage, mayRate: isRater && !own && reached(found, stage), ...(rating ? { rating } : {}) }
      }),
    )
    const result = stages.find(({ stage }) => stage === 'result')!
    return { mayRate: result.mayRate, ...(result.rating ? { rating: result.rating } : {}), stages }
  }

  /** Does one verb about a bad rating: the department's, the appeal body's, or the rater's second rating. */
  async function act(actor: Actor, id: string, input: RatingActInput, claim?: Claim): Promise<Rating> {
    return inTransaction(db, async (tx) => {
      const rated = await lockRating(tx, actor.realm, id)
      if (!rated) throw missing(id)
      const tree = await needs.territory()
      const isRater = actor.kind === 'citizen'
      if (isRater) await refuseStrangers(actor, rated)
      const sight = isRater ? { knowsCase: true } : sightOf(actor, rated, tree)
      if (!sight) throw missing(id)
      const parts = isRater ? (['rater'] as const) : partsOf(actor, rated, tree)
      if (!rated.order) throw new Refusal('conflict', 'ratings.not-open', 'A good rating needs nothing done')
      const theirs = mayOf(rated, parts, at().today)
      if (
        !theirs.some(({ verb }) => verb === input.verb) &&
        mayOf(rated, allParts, at().today).some((may) => may.verb === input.verb)
      )
        throw new Refusal('forbidden', 'ratings.forbidden', `May not ${input.verb}`)
      const limits = limitsOf(rated.order.limitsVersion)
      const order = { ...actOnOrder(rated.order, input, { ...at(), limits }), limitsVersion: limits.version }
      const moved = { ...rated, order }
      await keep(tx, moved, actor, input)
      const steps = await listSteps(tx, actor.realm, id)
      const answer = presentRating(moved, { ...sight, isRater, may: mayOf(moved, parts, at().today), steps }, at())
      await claim?.answer(tx, 200, answer)
      return answer
    })
  }

  async function refuseStrangers(actor: Actor, rated: Rated): Promise<void> {
    if (rated.stage === 'service') throw missing(rated.id)
    await needs.getCase(actor, rated.subject_id).catch((error: unknown) => {
      throw error instanceof Refusal && error.kind === 'missing' ? missing(rated.id) : error
    })
  }

  async function keep(
    tx: Tx,
    rated: Rated & { order: NonNullable<Rated['order']> },
    actor: Actor,
    input: RatingActInput,
  ) {
    const isRater = actor.kind === 'citizen'
    const step = {
      realm: rated.realm,
      rating_id: rated.id,
      at: clock(),
      verb: input.verb,
      account_id: actor.accountId,
      actor_name: isRater ? '评价人' : actor.name,
      unit: isRater ? '评价人' : (actor.posts[0]?.departmentName ?? rated.department_name),
      text: input.text?.trim() || null,
      progress: rated.order.progress,
    }
    await saveOrder(tx, rated, rated.order, step)
    await announce(tx, rated, { ...step, level: input.level })
    if (input.verb === 'reply' && rated.account_id)
      await needs.tell(tx, {
        realm: rated.realm,
        accountId: rated.account_id,
        kind: 'rating.reply',
        title: '您的评价有答复了',
        titleEn: 'Your rating has an answer',
        body: `${rated.item_name}，${rated.subject_no}。${rated.department_name}：${rated.order.reply} ${rated.order.due} 前您可以再评一次。`,
        bodyEn: `${rated.item_name}, ${rated.subject_no}. You may rate the answer until ${rated.order.due}.`,
        ...(rated.stage === 'service' ? {} : { caseId: rated.subject_id }),
      })
  }

  async function announce(tx: Tx, rated: Rated, said: object): Promise<void> {
    const { realm, id, subject_id: subjectId } = rated
    const digest = createHash('sha256')
      .update(canonicalJson(JSON.parse(JSON.stringify(said))))
      .digest()
    await needs.appendLeaf(tx, { realm, kind: 'rating', subject: id, digest })
    await needs.publish(tx, RatingMoved, {
      realm,
      subject: subjectId,
      data: {
        ratingId: id,
        subjectId,
        stage: rated.stage as RatingStage,
        level: rated.level,
        progress: rated.order?.progress ?? 'closed',
      },
    })
  }

  /** Closes what was answered and not rated again in time. Each is looked at again under its lock. */
  async function sweep(): Promise<number> {
    let closed = 0
    const { today } = at()
    for (const { realm, id } of await listLapsed(db, today, 500))
      await inTransaction(db, async (tx) => {
        const rated = await lockRating(tx, realm, id)
        if (!rated?.order) return
        const order = lapse(rated.order, today)
        if (order === rated.order) return
        const actor = systemActor(realm)
        const step = {
          realm,
          rating_id: id,
          at: clock(),
          verb: 'lapse',
          account_id: actor.accountId,
          actor_name: actor.name,
          unit: actor.name,
          text: null,
          progress: order.progress,
        }
        await saveOrder(tx, rated, order, step)
        await announce(tx, { ...rated, order: { ...order, limitsVersion: rated.order.limitsVersion } }, step)
        closed++
      })
    return closed
  }

  /** The ratings of a case that count: what an appeal excluded is not among them. */
  async function countingOf(realm: string, caseId: string): Promise<Rated[]> {
    return (await findBySubject(db, realm, caseId)).filter(({ order }) => order?.progress !== 'excluded')
  }

  return { rate, give, stateOf, act, sweep, countingOf }
}

const allParts = ['handler', 'appealBody', 'rater'] as const

function missing(id: string): Refusal {
  return new Refusal('missing', 'ratings.missing', `No rating ${id}`)
}

function reached(found: RatedCase, stage: 'acceptance' | 'result'): boolean {
  return stage === 'result' ? found.status === 'closed' : found.acceptedAt !== undefined
}
