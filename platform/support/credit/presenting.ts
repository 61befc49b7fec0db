import { cityDate } from '#kernel/working-days.ts'
import type { FactView, ListingView, PublicityView, RequestView } from './contract.ts'
import type { CreditList, FactKind } from './declared.ts'
import { type Entity, presentEntity } from './entities.ts'
import type { CreditNeeds } from './needs.ts'
import { monthsLater } from './scores/scoring.ts'
import type { FactRow, ListingRow, PublicityRow, RequestRow } from './store.ts'

export const detailsSealedAs = 'credit.fact.details'
export const statementSealedAs = 'credit.listing.statement'

export type Presenting = ReturnType<typeof createPresenting>

/** Rows in the words of their declarations, each of the version it was recorded under. */
export function createPresenting(needs: Pick<CreditNeeds, 'packs' | 'secrets' | 'clock'>) {
  const { packs, secrets } = needs
  const today = () => cityDate(needs.clock())

  const factKind = async (key: string, version?: number): Promise<FactKind> =>
    (await packs.get<FactKind>('credit-fact', key, version === undefined ? {} : { version })).content
  const creditList = async (key: string, version?: number): Promise<CreditList> =>
    (await packs.get<CreditList>('credit-list', key, version === undefined ? {} : { version })).content

  async function fact(row: FactRow, entity?: Entity): Promise<FactView> {
    const kind = await factKind(row.kind, row.kind_version)
    const details = JSON.parse(secrets.decrypt(row.details, detailsSealedAs)) as Record<string, string>
    const over = row.state === 'valid' && row.until !== null && row.until < today()
    return {
      ...{ id: row.id, no: row.no, kind: row.kind, kindName: kind.name, kindNameEn: kind.nameEn, effect: row.effect },
      ...{ title: row.title, department: row.department_name, source: row.source, reference: row.reference },
      details: kind.elements.flatMap(({ key, name, nameEn }) =>
        details[key] ? [{ name, nameEn, value: details[key] }] : [],
      ),
      ...{ happenedOn: row.happened_on, public: row.public, contested: row.contested, basis: kind.basis },
      ...(row.until ? { until: row.until } : {}),
      state: over ? 'expired' : row.state,
      ...(row.state_reason ? { stateReason: row.state_reason } : {}),
      recordedAt: row.recorded_at.toISOString(),
      ...(row.state === 'valid' && !over && kind.repairableAfterMonths !== undefined
        ? { repairableFrom: monthsLater(row.happened_on, kind.repairableAfterMonths) }
        : {}),
      ...(entity ? { entity: presentEntity(entity) } : {}),
    }
  }

  /** `inside`: for the party and the offices, who may read the case and what was answered. */
  async function listing(
    row: ListingRow,
    how: { entity?: Entity; inside?: boolean; own?: boolean } = {},
  ): Promise<ListingView> {
    const list = await creditList(row.list, row.list_version)
    // A listing is over with its last day, whether or not it was swept yet.
    const state = row.state === 'listed' && row.until !== null && row.until < today() ? 'expired' : row.state
    return {
      ...{ id: row.id, no: row.no, list: row.list, listName: list.name, listNameEn: list.nameEn, colour: row.colour },
      ...{ department: row.department_name, reason: row.reason, basis: list.basis, state },
      measures: list.measures.map(({ key, name, nameEn, basis }) => ({ key, name, nameEn, basis })),
      proposedAt: row.proposed_at.toISOString(),
      ...(row.listed_on ? { listedOn: row.listed_on } : {}),
      ...(row.until ? { until: row.until } : {}),
      ...(row.ended_reason ? { endedReason: row.ended_reason } : {}),
      ...(how.inside ? { caseId: row.case_id, caseNo: row.case_no } : {}),
      ...(how.inside && row.statement ? { statement: secrets.decrypt(row.statement, statementSealedAs) } : {}),
      mayState: how.own === true && row.state === 'proposed' && row.statement === null,
      ...(state === 'listed' && row.listed_on && list.repairableAfterMonths !== undefined
        ? { repairableFrom: monthsLater(row.listed_on, list.repairableAfterMonths) }
        : {}),
      ...(how.entity ? { entity: presentEntity(how.entity) } : {}),
    }
  }

  const request = (row: RequestRow, entity?: Entity): RequestView => ({
    ...{ id: row.id, kind: row.kind, about: row.about, aboutId: row.about_id, caseId: row.case_id },
    ...{ caseNo: row.case_no, state: row.state, raisedAt: row.raised_at.toISOString() },
    ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
    ...(entity ? { entity: presentEntity(entity) } : {}),
  })

  const publicity = (row: PublicityRow, entity: Entity): PublicityView => ({
    ...{ id: row.id, kind: row.kind, docNo: row.doc_no, name: entity.name, code: entity.number },
    ...{ department: row.department_name, decidedOn: row.decided_on, publishedAt: row.published_at.toISOString() },
    late: cityDate(row.published_at) > row.due_on,
    ...(row.until ? { until: row.until } : {}),
    elements: row.elements as unknown as PublicityView['elements'],
  })

  return { today, factKind, creditList, fact, listing, request, publicity }
}
