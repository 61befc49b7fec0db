import { inTransaction } from '#ground/database/index.ts'
import type { Claim } from '#ground/http/index.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import type { ServiceCall } from '../../cases/index.ts'
import type { ConsultationView, ConsultInput, DutyView } from '../contract.ts'
import type { Business } from '../declared.ts'
import { type Entities, type Entity, presentEntity } from '../entities.ts'
import type { CreditNeeds } from '../needs.ts'
import { mayConsult, mayOversee, readers, seesAllOffices } from '../policy.ts'
import type { Presenting } from '../presenting.ts'
import type { ScoreService } from '../scores/service.ts'
import { type DutyRow, listFacts, listListings } from '../store.ts'
import { insertConsultation, listDuties, loadDuty, reportDuty } from './store.ts'

export type ConsultationService = ReturnType<typeof createConsultations>

/**
 * 公共信用组件: one call says what applies to a party in a business: its grade, the lists it is on, the facts that matter, and
 * the measures the caller must apply and report back on. Each call is kept with its purpose, and the party sees it.
 */
export function createConsultations(
  needs: CreditNeeds & { entities: Entities; present: Presenting; scores: ScoreService },
) {
  const { db, clock, entities, present } = needs

  async function consult(actor: Actor, input: ConsultInput, claim?: Claim): Promise<ConsultationView> {
    if (!mayConsult(actor)) throw forbidden()
    const post = actor.posts.find(({ role }) => readers.includes(role))!
    return answer(actor, input, { id: post.departmentId, name: post.departmentName }, { claim })
  }

  async function answer(
    actor: Actor,
    input: ConsultInput,
    office: { id: string; name: string },
    { owes = true, claim }: { owes?: boolean; claim?: Claim | undefined } = {},
  ): Promise<ConsultationView> {
    const { realm } = actor
    const { content: business } = await needs.packs.get<Business>('credit-business', input.business)
    const { kind, number } = entities.readNumber(input.number)
    const { purpose, basis } = input
    // Before anything leaves, the party's log says who looked and why.
    await needs.noteRead(actor, {
      subject: number,
      what: '信用档案',
      fields: ['信用等级', '名单', '信用信息'],
      purpose,
      basis,
    })
    const known = await entities.find(realm, number)
    const entity: Entity = known ?? { id: '', kind, number, name: '' }
    const at = clock()
    if (!known) {
      const nothing: ConsultationView = {
        ...{ id: '', business: business.key, at: at.toISOString(), known: false, entity: presentEntity(entity) },
        ...{ lists: [], facts: [], duties: [] },
      }
      if (claim) await inTransaction(db, (tx) => claim.answer(tx, 201, nothing))
      return nothing
    }
    const today = present.today()
    const [score, listed, facts] = await Promise.all([
      needs.scores.current(realm, entity.id),
      listListings(db, realm, { entityId: entity.id, states: ['listed'], limit: 100 }),
      listFacts(db, realm, { entityId: entity.id, state: 'valid', limit: 500 }),
    ])
    const lists = listed.filter(({ until }) => until === null || until >= today)
    const id = needs.newId()
    const duties = (
      await Promise.all(
        lists.map(async (row) => {
          const { measures } = await present.creditList(row.list, row.list_version)
          return measures
            .filter(({ businesses }) => businesses.includes(business.key))
            .map(
              (measure): DutyRow => ({
                ...{ realm, id: needs.newId(), consultation_id: id, entity_id: entity.id, listing_id: row.id },
                ...{ measure: measure.key, name: measure.name, name_en: measure.nameEn, colour: row.colour },
                ...{ department_id: office.id, department_name: office.name, case_no: input.caseNo ?? null },
                due: needs.calendar.addWorkingDays(today, measure.reportDays).date,
                ...{ state: 'owed' as const, applied: null, how: null, reported_at: null, reported_by: null },
              }),
            )
        }),
      )
    ).flat()
    const mattering = facts.filter(
      ({ kind: of, until }) => business.facts.includes(of) && (until === null || until >= today),
    )
    const view: ConsultationView = {
      ...{ id, business: business.key, at: at.toISOString(), known: true, entity: presentEntity(entity) },
      ...(score ? { grade: score.grade, points: score.points } : {}),
      lists: await Promise.all(lists.map((row) => present.listing(row))),
      facts: await Promise.all(mattering.map((row) => present.fact(row))),
      duties: duties.map((row) => dutyView(row, undefined, true)),
    }
    await inTransaction(db, async (tx) => {
      await insertConsultation(
        tx,
        {
          ...{
            realm,
            id,
            entity_id: entity.id,
            business: business.key,
            account_id: actor.accountId,
            reader: office.name,
          },
          ...{ department_id: office.id, purpose, basis, case_no: input.caseNo ?? null, grade: score?.grade ?? null },
          ...{ lists: lists.map(({ list }) => list), at },
        },
        owes ? duties : [],
      )
      await claim?.answer(tx, 201, view)
    })
    return view
  }

  /** What applies to a party, without applying any of it: nothing is owed in return, but the look is kept and the party sees it. */
  async function look(actor: Actor, office: { id: string; name: string }, input: ConsultInput) {
    const said = await answer(actor, input, office, { owes: false })
    return {
      known: said.known,
      grade: said.grade ?? null,
      points: said.points ?? null,
      lists: said.lists.map(({ list, colour }) => ({ list, colour })),
      measures: said.duties.map(({ measure }) => measure),
      facts: said.facts.map(({ kind, effect, happenedOn }) => ({ kind, effect, happenedOn })),
    }
  }

  /** `credit.consult` of a flow: input `business`; answers grade, points, lists by key and colour, and how many measures are owed. */
  async function consultForCase({ draft, inputs, actor }: ServiceCall, number: string) {
    const { current } = draft
    const as = actor.kind === 'official' ? actor : systemActor(current.realm)
    const said = await answer(
      as,
      {
        ...{ number, business: String(inputs.business), purpose: `办件 ${current.no}：${current.item.name}` },
        ...{ basis: '联合奖惩措施清单', caseNo: current.no },
      },
      { id: current.item.departmentId, name: current.item.departmentName },
    )
    return {
      known: said.known,
      grade: said.grade ?? null,
      points: said.points ?? null,
      lists: said.lists.map(({ list, colour, listName }) => ({ list, colour, name: listName })),
      measures: said.duties.map(({ measure, name }) => ({ measure, name })),
    }
  }

  async function duties(
    actor: Actor,
    query: { limit: number; cursor?: string; state?: 'owed' | 'reported' | 'late' },
  ): Promise<Page<DutyView>> {
    if (!mayConsult(actor)) throw forbidden()
    const offices = await needs.officesOf(actor, readers)
    const late = query.state === 'late'
    const rows = await listDuties(db, actor.realm, {
      ...(seesAllOffices(actor) && mayOversee(actor) ? {} : { departments: offices }),
      ...(late ? { state: 'owed' as const, dueBefore: present.today() } : {}),
      ...(query.state === 'owed' || query.state === 'reported' ? { state: query.state } : {}),
      ...(query.cursor ? { after: decodeCursor(query.cursor, 2) as [string, string] } : {}),
      limit: query.limit + 1,
    })
    const page = pageOf(rows, query.limit, (row) => [row.due, row.id])
    const whose = await entities.many(
      actor.realm,
      page.items.map((row) => row.entity_id),
    )
    return {
      ...page,
      items: page.items.map((row) => dutyView(row, whose.get(row.entity_id), offices.includes(row.department_id))),
    }
  }

  /** 反馈: the office says whether it applied the measure, and how. Once. */
  async function report(actor: Actor, id: string, input: { applied: boolean; how: string }): Promise<DutyView> {
    const offices = mayConsult(actor) ? await needs.officesOf(actor, readers) : []
    return inTransaction(db, async (tx) => {
      const row = await loadDuty(tx, actor.realm, id)
      if (!row || !offices.includes(row.department_id))
        throw new Refusal('missing', 'credit.missing', `No measure ${id}`)
      if (row.state === 'reported') throw new Refusal('conflict', 'credit.reported-already', 'Reported already')
      const reported = { ...input, reported_at: clock(), reported_by: actor.accountId }
      await reportDuty(tx, row, reported)
      const said = { format: 'zhengtong-credit-report/1', id, measure: row.measure, applied: input.applied }
      await needs.appendLeaf(tx, { realm: actor.realm, kind: 'credit.reported', subject: id, said })
      return dutyView({ ...row, ...reported, state: 'reported' }, await entities.get(actor.realm, row.entity_id), false)
    })
  }

  function dutyView(row: DutyRow, entity: Entity | undefined, mine: boolean): DutyView {
    return {
      ...{ id: row.id, measure: row.measure, name: row.name, nameEn: row.name_en, colour: row.colour },
      ...{ department: row.department_name, due: row.due, state: row.state },
      late: row.state === 'owed' && row.due < present.today(),
      ...(row.case_no ? { caseNo: row.case_no } : {}),
      ...(row.applied === null ? {} : { applied: row.applied }),
      ...(row.how ? { how: row.how } : {}),
      ...(row.reported_at ? { reportedAt: row.reported_at.toISOString() } : {}),
      ...(entity ? { entity: presentEntity(entity) } : {}),
      mayReport: mine && row.state === 'owed',
    }
  }

  return { consult, look, consultForCase, duties, report }
}

const forbidden = () => new Refusal('forbidden', 'credit.forbidden', 'Not with these posts')
