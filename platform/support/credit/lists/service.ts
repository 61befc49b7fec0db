import { inTransaction, type Tx } from '#ground/database/index.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import type { ServiceCall } from '../../cases/index.ts'
import type { ListingView, ProposeInput } from '../contract.ts'
import type { Entities, Entity } from '../entities.ts'
import { creditListed } from '../events.ts'
import type { FactService } from '../facts/service.ts'
import type { CreditNeeds } from '../needs.ts'
import { mayOversee, overseers, seesAllOffices } from '../policy.ts'
import { type Presenting, statementSealedAs } from '../presenting.ts'
import { monthsLater } from '../scores/scoring.ts'
import { insertListing, type ListingRow, listListings, loadFact, loadListing, nextNo, updateListing } from '../store.ts'

/** The item of the pack under which offices put parties on lists. */
export const listingItem = 'credit-listing'

export type ListService = ReturnType<typeof createLists>

/** 红黑名单: an office proposes with facts and a legal basis, the party is told and may answer, another person decides; lists end by themselves. */
export function createLists(
  needs: CreditNeeds & {
    entities: Entities
    present: Presenting
    facts: FactService
    rescoreLater: (tx: Tx, realm: string, entityId: string) => Promise<void>
  },
) {
  const { db, clock, entities, present } = needs

  /** Opens the case: its flow tells the party, waits for the answer and goes to another person's decision. */
  async function propose(actor: Actor, input: ProposeInput): Promise<ListingView> {
    const { realm } = actor
    const department = await needs.facts.officeFor(actor, input.departmentId)
    const found = await needs.packs.find('credit-list', input.list)
    if (!found)
      throw new Refusal('invalid', 'credit.bad-fact', `No list ${input.list}`, {
        faults: [{ pointer: '/list', rule: 'unknown', detail: '没有这份名单' }],
      })
    const list = await present.creditList(input.list)
    const [item, { divisionCode = '' } = {}] = await Promise.all([
      needs.itemOf(listingItem),
      needs.departmentOf(department.id),
    ])
    const { kind, number } = entities.readNumber(input.number)
    const party = await needs.partyFor(realm, { number, name: input.name, kind })
    return inTransaction(db, async (tx) => {
      const entity = await entities.ensure(tx, realm, { number, name: input.name })
      const facts = await Promise.all((input.facts ?? []).map((id) => loadFact(tx, realm, id)))
      if (facts.some((fact) => fact?.entity_id !== entity.id || fact.state !== 'valid'))
        throw new Refusal('invalid', 'credit.bad-fact', 'A fact is of another party, or no longer valid', {
          faults: [{ pointer: '/facts', rule: 'other', detail: '有的信用信息不是这个主体的，或者已经失效' }],
        })
      const no = await nextNo(tx, 'MD', present.today().slice(0, 4))
      const opened = await needs.cases.open(tx, actor, {
        item: { ...item, departmentId: department.id, departmentName: department.name },
        party: { partyId: party.partyId, name: input.name, kind: party.kind, accountId: actor.accountId },
        last4: number.slice(-4),
        divisionCode,
        channel: 'office',
        answers: {
          ...{
            listingNo: no,
            subject: input.name,
            listName: list.name,
            colour: list.colour,
            basis: list.basis,
            reason: input.reason,
          },
          facts: facts.map((fact) => `${fact!.title}（${fact!.reference}）`).join('；') || '见认定理由',
          measures: list.measures.map(({ name }) => name).join('；'),
          term: `${list.termMonths}个月`,
        },
        ...{ facts: [], materials: [], disputes: [], gaps: [] },
      })
      const row: ListingRow = {
        ...{ realm, id: needs.newId(), no, entity_id: entity.id, list: list.key, list_version: list.version },
        // A person on a list is no public fact: 个人信息保护法第25条.
        ...{ colour: list.colour, public: list.public && entity.kind === 'legal', department_id: department.id },
        ...{ department_name: department.name, reason: input.reason, fact_ids: input.facts ?? [] },
        ...{ case_id: opened.caseId, case_no: opened.caseNo, state: 'proposed', statement: null, stated_at: null },
        ...{
          proposed_at: clock(),
          proposed_by: actor.accountId,
          listed_on: null,
          until: null,
          ended_at: null,
          ended_reason: null,
        },
      }
      await insertListing(tx, row)
      if (list.colour === 'black')
        for (const accountId of party.accounts)
          await needs.tell(tx, {
            ...{ realm, accountId },
            title: `拟列入“${list.name}”，请陈述申辩`,
            titleEn: `You are about to be put on the list “${list.nameEn}”: you may answer`,
            body: `${department.name}拟将${input.name}列入“${list.name}”。告知书在“我的证照”里。请在五个工作日内到“我的信用”页面陈述申辩。`,
            bodyEn: `${department.name} means to put ${input.name} on the list. Answer on the page “My credit” within five working days.`,
          })
      return present.listing(row, { entity, inside: true })
    }).catch((error: unknown) => {
      const taken = error instanceof Error && 'constraint' in error && error.constraint === 'listing_once'
      throw taken ? new Refusal('conflict', 'credit.listed-already', 'On the list already') : error
    })
  }

  /** 陈述申辩: the party answers once; the flow goes on to whoever weighs it. */
  async function state(actor: Actor, id: string, statement: string): Promise<ListingView> {
    const { realm } = actor
    const own = await needs.ownNumbers(actor)
    const row = await loadListing(db, realm, { id })
    const entity = row && (await entities.get(realm, row.entity_id))
    if (!row || !entity || !own.some(({ number }) => number === entity.number))
      throw new Refusal('missing', 'credit.missing', `No listing ${id} of this person`)
    if (row.state !== 'proposed' || row.statement) throw new Refusal('conflict', 'credit.state-closed', 'Not now')
    const stated = { statement: needs.secrets.encrypt(statement, statementSealedAs), stated_at: clock() }
    await needs.cases
      .correlate(systemActor(realm), { name: 'defence-given', key: row.no, data: { statement } })
      .catch((error: unknown) => {
        const closed = error instanceof Refusal && ['flows.message-not-awaited', 'flows.ended'].includes(error.code)
        throw closed ? new Refusal('conflict', 'credit.state-closed', 'The time is over') : error
      })
    await inTransaction(db, (tx) => updateListing(tx, row, stated))
    return present.listing({ ...row, ...stated }, { entity, inside: true, own: true })
  }

  /** `credit.enlist` of a flow: the decision puts the party on the list, for the term of the list. */
  async function enlist(tx: Tx, { draft, today, actor }: ServiceCall) {
    const { realm, id } = draft.current
    const row = await loadListing(tx, realm, { caseId: id }, true)
    if (row?.state !== 'proposed') throw new Refusal('conflict', 'credit.missing', `No proposed listing of case ${id}`)
    if (row.proposed_by === actor.accountId)
      throw new Refusal('forbidden', 'credit.same-person', 'Who proposed the listing may not decide on it')
    const { termMonths } = await present.creditList(row.list, row.list_version)
    const listed = { state: 'listed' as const, listed_on: today, until: monthsLater(today, termMonths) }
    await updateListing(tx, row, listed)
    await announce(tx, { ...row, ...listed })
    return { no: row.no, until: listed.until }
  }

  /** A listing that ends: by repair, by objection, by its last day, or because it was not decided. */
  async function end(
    tx: Tx,
    row: ListingRow,
    how: { state: 'refused' | 'removed' | 'expired'; reason: string },
  ): Promise<void> {
    const ended = { state: how.state, ended_at: clock(), ended_reason: how.reason }
    await updateListing(tx, row, ended)
    await announce(tx, { ...row, ...ended })
  }

  async function announce(tx: Tx, row: ListingRow): Promise<void> {
    const { realm } = row
    const entity = await entities.get(realm, row.entity_id)
    const said = {
      format: 'zhengtong-credit-listing/1',
      no: row.no,
      list: row.list,
      state: row.state,
      from: row.listed_on,
      until: row.until,
    }
    await needs.appendLeaf(tx, { realm, kind: 'credit.listing', subject: row.no, said })
    await needs.publish(tx, creditListed, {
      realm,
      subject: row.id,
      data: {
        ...{ listingId: row.id, entityId: row.entity_id, list: row.list, colour: row.colour, state: row.state },
        ...(entity.kind === 'legal' ? { code: entity.number } : {}),
      },
    })
    await needs.rescoreLater(tx, realm, row.entity_id)
  }

  async function list(
    actor: Actor,
    query: { limit: number; cursor?: string; colour?: ListingRow['colour']; state?: ListingRow['state'] },
  ): Promise<Page<ListingView>> {
    if (!mayOversee(actor)) throw new Refusal('forbidden', 'credit.forbidden', 'Not with these posts')
    const departments = seesAllOffices(actor) ? {} : { departments: await needs.officesOf(actor, overseers) }
    return pageOfListings(
      actor.realm,
      query,
      { ...departments, ...(query.state ? { states: [query.state] } : {}) },
      true,
    )
  }

  /** 名单公示: who is on a public list now, for everybody. */
  const publicList = (
    realm: string,
    query: { limit: number; cursor?: string; colour?: ListingRow['colour']; list?: string },
  ) =>
    pageOfListings(
      realm,
      query,
      { states: ['listed'], public: true, ...(query.list ? { list: query.list } : {}) },
      false,
    )

  async function pageOfListings(
    realm: string,
    query: { limit: number; cursor?: string; colour?: ListingRow['colour'] },
    which: { departments?: readonly string[]; states?: ListingRow['state'][]; public?: boolean; list?: string },
    inside: boolean,
  ): Promise<Page<ListingView>> {
    const rows = await listListings(db, realm, {
      ...which,
      ...(query.colour ? { colour: query.colour } : {}),
      ...(query.cursor ? { after: decodeCursor(query.cursor, 2) as [string, string] } : {}),
      limit: query.limit + 1,
    })
    const page = pageOf(rows, query.limit, (row) => [row.proposed_at.toISOString(), row.id])
    const whose = await entities.many(
      realm,
      page.items.map((row) => row.entity_id),
    )
    const said = (row: ListingRow) => present.listing(row, { entity: whose.get(row.entity_id) as Entity, inside })
    return { ...page, items: await Promise.all(page.items.map(said)) }
  }

  /** One round of the clock: lists end after their last day. */
  async function sweep(realm: string): Promise<void> {
    for (const row of await listListings(db, realm, { states: ['listed'], overBefore: present.today(), limit: 200 }))
      await inTransaction(db, async (tx) => {
        const now = await loadListing(tx, realm, { id: row.id }, true)
        if (now?.state === 'listed') await end(tx, now, { state: 'expired', reason: '期限届满，自动移出' })
      })
  }

  return { propose, state, enlist, end, list, publicList, sweep }
}
