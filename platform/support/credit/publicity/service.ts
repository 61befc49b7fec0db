import { inTransaction, type Tx } from '#ground/database/index.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import type { PublicityView } from '../contract.ts'
import type { FactKind } from '../declared.ts'
import { type Entities, type Entity, patternOf } from '../entities.ts'
import type { CreditNeeds } from '../needs.ts'
import type { Presenting } from '../presenting.ts'
import { type FactRow, insertPublicity, listPublicity } from '../store.ts'

/** 双公示: shown within seven working days of the decision. */
const withinDays = 7

/** What the platform knows of a licence it granted to a firm or body. */
export type Permit = {
  number: string
  name: string
  representative?: string
  documentName: string
  documentNo: string
  certificateName?: string
  certificateNo?: string
  content: string
  decidedOn: string
  validFrom?: string
  validUntil?: string
  department: { id: string; name: string; code: string }
}

export type Publishing = ReturnType<typeof createPublishing>

/** 双公示: permits from granted cases, penalties from the facts of their offices, each in the elements of the national table. */
export function createPublishing(
  needs: CreditNeeds & {
    entities: Entities
    present: Presenting
    permitOf: (realm: string, caseId: string) => Promise<Permit | undefined>
  },
) {
  const { db, clock, entities, present } = needs
  const dueOn = (decidedOn: string) => needs.calendar.addWorkingDays(decidedOn, withinDays).date

  /** A granted licence of a firm is shown to everybody. Twice is once. */
  async function permit(realm: string, caseId: string): Promise<void> {
    const found = await needs.permitOf(realm, caseId)
    if (!found) return
    await inTransaction(db, async (tx) => {
      const entity = await entities.ensure(tx, realm, found)
      if (entity.kind !== 'legal') return
      await insertPublicity(tx, {
        ...{ realm, id: needs.newId(), kind: 'permit', entity_id: entity.id, doc_no: found.documentNo },
        elements: JSON.stringify(permitElements(found)),
        ...{ department_id: found.department.id, department_name: found.department.name },
        ...{ decided_on: found.decidedOn, due_on: dueOn(found.decidedOn), published_at: clock() },
        ...{ until: null, state: 'published', fact_id: null },
      })
    })
  }

  /** A penalty is shown as long as its fact counts. */
  async function penalty(
    tx: Tx,
    fact: FactRow,
    entity: Entity,
    kind: FactKind,
    details: Record<string, string>,
  ): Promise<void> {
    const department = await needs.departmentOf(fact.department_id)
    const said: [string, string | undefined][] = [
      ['行政相对人名称', entity.name],
      ['行政相对人代码（统一社会信用代码）', entity.number],
      ['行政处罚决定书文号', fact.reference],
      ...kind.elements.map(({ key, name }): [string, string | undefined] => [name, details[key]]),
      ['处罚决定日期', fact.happened_on],
      ['公示截止期', fact.until ?? undefined],
      ['处罚机关', fact.department_name],
      ['处罚机关统一社会信用代码', department?.code],
      ['数据来源单位', fact.department_name],
      ['数据来源单位统一社会信用代码', department?.code],
    ]
    await insertPublicity(tx, {
      ...{ realm: fact.realm, id: needs.newId(), kind: 'penalty', entity_id: entity.id, doc_no: fact.reference },
      elements: JSON.stringify(filled(said)),
      ...{ department_id: fact.department_id, department_name: fact.department_name, decided_on: fact.happened_on },
      ...{
        due_on: dueOn(fact.happened_on),
        published_at: clock(),
        until: fact.until,
        state: 'published',
        fact_id: fact.id,
      },
    })
  }

  async function list(
    realm: string,
    query: { kind?: 'permit' | 'penalty'; q?: string; limit: number; cursor?: string },
  ): Promise<Page<PublicityView>> {
    const rows = await listPublicity(db, realm, {
      ...(query.kind ? { kind: query.kind } : {}),
      ...(query.q ? { pattern: patternOf(query.q.trim()) } : {}),
      ...(query.cursor ? { after: decodeCursor(query.cursor, 2) as [string, string] } : {}),
      today: present.today(),
      limit: query.limit + 1,
    })
    const page = pageOf(rows, query.limit, (row) => [row.decided_on, row.id])
    const whose = await entities.many(
      realm,
      page.items.map((row) => row.entity_id),
    )
    return { ...page, items: page.items.map((row) => present.publicity(row, whose.get(row.entity_id)!)) }
  }

  return { permit, penalty, list }
}

/**
 * The elements of the table of permits, after the 2020 standard of 双公示 of the credit office of the National Development and
 * Reform Commission. We have them at second hand; a city compares them with the standard in force before it reports upwards.
 */
function permitElements(permit: Permit) {
  return filled([
    ['行政相对人名称', permit.name],
    ['行政相对人代码（统一社会信用代码）', permit.number],
    ['法定代表人', permit.representative],
    ['行政许可决定文书名称', permit.documentName],
    ['行政许可决定文书号', permit.documentNo],
    ['许可类别', '普通'],
    ['许可证书名称', permit.certificateName],
    ['许可编号', permit.certificateNo],
    ['许可内容', permit.content],
    ['许可决定日期', permit.decidedOn],
    ['有效期自', permit.validFrom],
    ['有效期至', permit.validUntil],
    ['许可机关', permit.department.name],
    ['许可机关统一社会信用代码', permit.department.code],
    ['当前状态', '有效'],
    ['数据来源单位', permit.department.name],
    ['数据来源单位统一社会信用代码', permit.department.code],
  ])
}

const filled = (pairs: [string, string | undefined][]) =>
  pairs.flatMap(([name, value]) => (value ? [{ name, value }] : []))
