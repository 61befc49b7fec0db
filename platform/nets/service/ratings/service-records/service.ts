import { inTransaction } from '#ground/database/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { parseQueryCode, queryCode } from '#kernel/codes/case-number.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Rating, ServiceRatingInput, ServiceRecord, ServiceRecordInput } from '../contract.ts'
import type { RatingNeeds } from '../needs.ts'
import { mayRecordService } from '../policy.ts'
import { presentRating } from '../present.ts'
import { placeOf } from '../reach.ts'
import type { createRatingVerbs } from '../service.ts'
import { findBySubject } from '../store.ts'
import { findByCode, insertServiceRecord, type ServiceRecordRow } from './store.ts'

/** 一次一评: a service at a counter or by telephone is recorded, and its code lets the person served rate it once. */
export function createServiceRecords(needs: RatingNeeds, verbs: Pick<ReturnType<typeof createRatingVerbs>, 'give'>) {
  const { db, clock, calendar } = needs
  const indexOf = (code: string) => needs.secrets.blindIndex(`rating:${code}`)

  async function record(actor: Actor, input: ServiceRecordInput): Promise<ServiceRecord> {
    const tree = await needs.territory()
    const department = tree.find(input.departmentId)
    if (!department || !mayRecordService(actor, placeOf(tree, input.departmentId), tree))
      throw new Refusal('forbidden', 'ratings.not-your-department', `No intake post of ${input.departmentId}`)
    const code = queryCode(needs.random)
    const now = clock()
    const row: ServiceRecordRow = {
      realm: actor.realm,
      id: needs.newId(),
      no: `${input.channel === 'phone' ? 'H' : 'C'}${cityDate(now).replaceAll('-', '')}${code.slice(0, 6)}`,
      code_index: indexOf(code),
      department_id: department.id,
      department_name: department.name,
      channel: input.channel,
      service: input.service,
      window_no: input.window ?? null,
      recorded_by: actor.accountId,
      at: now,
    }
    await inTransaction(db, (tx) => insertServiceRecord(tx, row))
    return { ...present(row), code }
  }

  async function find(realm: string, typed: string): Promise<ServiceRecordRow> {
    const code = parseQueryCode(typed)
    const row = code.ok ? await findByCode(db, realm, indexOf(code.value)) : undefined
    if (!row) throw new Refusal('missing', 'ratings.code-unknown', 'No service has this code')
    return row
  }

  async function lookUp(realm: string, code: string): Promise<{ service: ServiceRecord; rating?: Rating }> {
    const row = await find(realm, code)
    const [rated] = await findBySubject(db, realm, row.id)
    const today = cityDate(clock())
    return {
      service: present(row),
      ...(rated ? { rating: presentRating(rated, { knowsCase: true, may: [] }, { today, calendar }) } : {}),
    }
  }

  async function rate(realm: string, input: ServiceRatingInput): Promise<Rating> {
    const row = await find(realm, input.code)
    const rated = await inTransaction(db, (tx) =>
      verbs.give(tx, {
        realm,
        id: needs.newId(),
        stage: 'service',
        subject_id: row.id,
        subject_no: row.no,
        item_id: null,
        item_name: row.service,
        department_id: row.department_id,
        department_name: row.department_name,
        party_name: '',
        account_id: null,
        level: input.level,
        tags: input.tags ?? [],
        text: input.text?.trim() || null,
        channel: input.channel ?? (row.channel === 'phone' ? 'phone' : 'window'),
        at: clock(),
      }),
    )
    return presentRating(rated, { knowsCase: true, may: [] }, { today: cityDate(clock()), calendar })
  }

  return { record, lookUp, rate }
}

function present(row: ServiceRecordRow): ServiceRecord {
  return {
    id: row.id,
    no: row.no,
    service: row.service,
    department: row.department_name,
    at: row.at.toISOString(),
    ...(row.window_no ? { window: row.window_no } : {}),
  }
}
