import { inTransaction, type Tx } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { CaseMoved, type ServiceCall } from '../../cases/index.ts'
import type { RequestInput, RequestView } from '../contract.ts'
import type { Entities, Entity } from '../entities.ts'
import type { ListService } from '../lists/service.ts'
import type { CreditNeeds } from '../needs.ts'
import { mayOversee, overseers, seesAllOffices } from '../policy.ts'
import type { Presenting } from '../presenting.ts'
import {
  endRequest,
  type FactRow,
  insertRequest,
  type ListingRow,
  listRequests,
  loadFact,
  loadListing,
  type RequestRow,
  requestOfCase,
  updateFact,
  withdrawPublicity,
} from '../store.ts'

/** The items of the pack under which offices answer. */
export const requestItems = { objection: 'credit-objection', repair: 'credit-repair' } as const

export type RequestService = ReturnType<typeof createRequests>

type About = { row: FactRow; what: 'fact' } | { row: ListingRow; what: 'listing' }

/** 异议申诉、信用修复: the party asks, the office the fact came from answers in a case with a clock, and what it decides is done. */
export function createRequests(
  needs: CreditNeeds & {
    entities: Entities
    present: Presenting
    lists: ListService
    rescoreLater: (tx: Tx, realm: string, entityId: string) => Promise<void>
  },
) {
  const { db, clock, entities, present } = needs

  async function raise(actor: Actor, input: RequestInput): Promise<RequestView> {
    const { realm } = actor
    const own = await needs.ownNumbers(actor)
    const about = await loadAbout(db, realm, input)
    const entity = about && (await entities.get(realm, about.row.entity_id))
    const party = entity && own.find(({ number }) => number === entity.number)
    if (!about || !entity || !party) throw new Refusal('missing', 'credit.missing', 'Not of this person')
    const open = about.what === 'fact' ? about.row.state === 'valid' : about.row.state === 'listed'
    if (!open) throw new Refusal('conflict', 'credit.not-repairable', 'It is no longer in force')
    const view = about.what === 'fact' ? await present.fact(about.row) : await present.listing(about.row)
    if (input.kind === 'repair' && !(view.repairableFrom && view.repairableFrom <= present.today()))
      throw new Refusal('conflict', 'credit.not-repairable', `Not before ${view.repairableFrom ?? 'ever'}`, {
        ...(view.repairableFrom ? { from: view.repairableFrom } : {}),
      })
    const { department_id: departmentId, department_name: departmentName } = about.row
    const [item, department] = await Promise.all([
      needs.itemOf(requestItems[input.kind]),
      needs.departmentOf(departmentId),
    ])
    return inTransaction(db, async (tx) => {
      const opened = await needs.cases.open(tx, actor, {
        item: { ...item, departmentId, departmentName },
        party: {
          partyId: party.partyId,
          name: party.name,
          kind: entity.kind,
          accountId: actor.accountId,
          ...(entity.kind === 'legal' ? { agentName: actor.name } : {}),
        },
        last4: entity.number.slice(-4),
        divisionCode: department?.divisionCode ?? '',
        channel: 'web',
        answers: {
          no: about.row.no,
          what: 'title' in view ? `${view.kindName}：${view.title}` : `名单：${view.listName}`,
          reference: 'reference' in view ? view.reference : view.no,
          basis: view.basis,
          statement: input.statement,
        },
        ...{ facts: [], materials: [], disputes: [], gaps: [] },
      })
      const row: RequestRow = {
        ...{ realm, id: needs.newId(), kind: input.kind, about: input.about, about_id: input.aboutId },
        ...{ entity_id: entity.id, department_id: departmentId, case_id: opened.caseId, case_no: opened.caseNo },
        ...{ state: 'open', raised_at: clock(), ended_at: null },
      }
      await insertRequest(tx, row)
      // 异议标注: whoever reads the fact meanwhile sees that it is contested.
      if (input.kind === 'objection' && about.what === 'fact') await updateFact(tx, about.row, { contested: true })
      return present.request(row)
    }).catch((error: unknown) => {
      const taken = error instanceof Error && 'constraint' in error && error.constraint === 'request_open'
      throw taken ? new Refusal('conflict', 'credit.open-already', 'Asked already') : error
    })
  }

  const loadAbout = async (
    of: Parameters<typeof loadFact>[0],
    realm: string,
    { about, aboutId: id }: Pick<RequestInput, 'about' | 'aboutId'>,
    lock = false,
  ): Promise<About | undefined> => {
    if (about === 'fact') {
      const row = await loadFact(of, realm, id, lock)
      return row && { row, what: 'fact' }
    }
    const row = await loadListing(of, realm, { id }, lock)
    return row && { row, what: 'listing' }
  }

  /** `credit.settle` of a flow: what was found wrong is withdrawn, what was made good is repaired. Input `reason`. */
  async function settle(tx: Tx, { draft, inputs }: ServiceCall) {
    const { realm, id } = draft.current
    const request = await requestOfCase(tx, { realm, caseId: id })
    const about = request && (await loadAbout(tx, realm, { about: request.about, aboutId: request.about_id }, true))
    if (!request || !about) throw new Refusal('conflict', 'credit.missing', `Case ${id} is about no fact`)
    const reason = String(inputs.reason ?? '').slice(0, 500)
    if (about.what === 'listing') {
      if (about.row.state === 'listed') await needs.lists.end(tx, about.row, { state: 'removed', reason })
    } else if (about.row.state === 'valid') {
      const state = request.kind === 'objection' ? 'withdrawn' : 'repaired'
      await updateFact(tx, about.row, { state, state_reason: reason, ended_at: clock(), contested: false })
      await withdrawPublicity(tx, realm, about.row.id)
      const said = { format: 'zhengtong-credit-fact-ended/1', no: about.row.no, state, caseNo: request.case_no }
      await needs.appendLeaf(tx, { realm, kind: 'credit.fact-ended', subject: about.row.no, said })
      await needs.rescoreLater(tx, realm, about.row.entity_id)
    }
    await endRequest(tx, request, 'granted', clock())
    return { no: about.row.no, kind: request.kind }
  }

  /** What a case that ended means for what it was about. */
  const reactions: Reaction[] = [
    when(CaseMoved, 'credit.follow', async (tx, { realm, data }) => {
      if (!data.outcome) return
      const request = await requestOfCase(tx, { realm, caseId: data.caseId })
      if (request) {
        const state = data.outcome === 'granted' ? 'granted' : data.outcome === 'denied' ? 'denied' : 'ended'
        await endRequest(tx, request, state, clock())
        if (request.about === 'fact' && request.kind === 'objection')
          await updateFact(tx, { realm, id: request.about_id }, { contested: false })
        return
      }
      if (data.outcome === 'granted') return
      const listing = await loadListing(tx, realm, { caseId: data.caseId }, true)
      if (listing?.state === 'proposed')
        await needs.lists.end(tx, listing, { state: 'refused', reason: '经陈述申辩和审查，决定不列入' })
    }),
  ]

  async function list(
    actor: Actor,
    query: { limit: number; cursor?: string; state?: RequestRow['state'] },
  ): Promise<Page<RequestView>> {
    if (!mayOversee(actor)) throw new Refusal('forbidden', 'credit.forbidden', 'Not with these posts')
    const rows = await listRequests(db, actor.realm, {
      ...(seesAllOffices(actor) ? {} : { departments: await needs.officesOf(actor, overseers) }),
      ...(query.state ? { state: query.state } : {}),
      ...(query.cursor ? { after: decodeCursor(query.cursor, 2) as [string, string] } : {}),
      limit: query.limit + 1,
    })
    const page = pageOf(rows, query.limit, (row) => [row.raised_at.toISOString(), row.id])
    const whose = await entities.many(
      actor.realm,
      page.items.map((row) => row.entity_id),
    )
    return { ...page, items: page.items.map((row) => present.request(row, whose.get(row.entity_id) as Entity)) }
  }

  return { raise, settle, reactions, list }
}
