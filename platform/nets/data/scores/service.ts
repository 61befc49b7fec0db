import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Gateway } from '../gateway/index.ts'
import type { Sharing } from '../sharing/index.ts'
import type { DataRating, RatingInput } from './contract.ts'
import * as store from './store.ts'

type Needs = {
  db: Db
  clock: Clock
  newId: NewId
  sharing: Pick<Sharing, 'get' | 'partiesOf'>
  gateway: Pick<Gateway, 'use'>
  recordAudit: (
    tx: Tx,
    actor: Actor,
    note: { action: string; objectType: string; objectId: string; purpose?: string },
  ) => Promise<void>
}

export type Scores = ReturnType<typeof createScores>

/** 数源部门与使用部门双向评价: after use, either side rates the other. */
export function createScores(needs: Needs) {
  const { db, clock, sharing } = needs

  /** Refuses with `scores.other-side`, `.not-used`, and as demands do. */
  async function rate(actor: Actor, demandId: string, input: RatingInput, claim?: Claim): Promise<DataRating> {
    const { register, sides } = await sharing.partiesOf(actor, demandId)
    const side = 'compliance' in input ? 'provider' : 'user'
    if (!sides.includes(side)) throw new Refusal('forbidden', 'scores.other-side', `Not the ${side} of this demand`)
    const { days } = await needs.gateway.use(actor, demandId)
    if (!days.some(({ calls, refused }) => calls > refused))
      throw new Refusal('conflict', 'scores.not-used', 'Nothing was read in thirty days')
    const { accuracy = null, freshness = null, service = null, compliance = null, note } = { ...none, ...input }
    const row: store.RatingRow = {
      ...{ realm: actor.realm, id: needs.newId(), demand_id: demandId, register, side, at: clock() },
      ...{ by_account: actor.accountId, by_name: actor.name, note: note.trim() },
      ...{ accuracy, freshness, service, compliance },
    }
    return inTransaction(db, async (tx) => {
      await store.insertRating(tx, row)
      await needs.recordAudit(tx, actor, {
        ...{ action: 'scores.rate', objectType: 'sharing.demand', objectId: demandId, purpose: row.note },
      })
      const view = viewOf(row)
      await claim?.answer(tx, 201, view)
      return view
    })
  }

  /** Of a demand, for whoever sees the demand; the last word first. */
  async function list(actor: Actor, demandId: string): Promise<DataRating[]> {
    await sharing.get(actor, demandId)
    return (await store.listRatings(db, actor.realm, demandId)).map(viewOf)
  }

  return { rate, list }
}

/** What users say of a register, for its entry in the catalogue; undefined while nobody has said anything. */
export const scoreOf = (db: Db) => async (realm: string, register: string) => {
  const score = await store.selectScore(db, realm, register)
  return score && score.ratings > 0 ? score : undefined
}

type Points = { accuracy?: number; freshness?: number; service?: number; compliance?: number }
const none: Points = {}

const viewOf = (row: store.RatingRow): DataRating => ({
  ...{ side: row.side, by: row.by_name, at: row.at.toISOString(), note: row.note },
  ...(row.accuracy === null ? {} : { accuracy: row.accuracy }),
  ...(row.freshness === null ? {} : { freshness: row.freshness }),
  ...(row.service === null ? {} : { service: row.service }),
  ...(row.compliance === null ? {} : { compliance: row.compliance }),
})
