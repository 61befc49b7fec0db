import type { ServiceCall } from '#support/cases/index.ts'

/**
 * The elements of letters that the case itself fills, under the names that their types declare: a reason only when somebody
 * has written one, `goTo` and `hearing` and `papers` only where there are any.
 */
export const knownToLetters = [
  'applicant',
  'item',
  'caseNo',
  'department',
  'date',
  'items',
  'reason',
  'due',
  'goTo',
  'hearing',
  'papers',
  'remedies',
]

/** What the letters of a case may say; what the flow gives wins. */
export function whatCaseKnows({ draft, today }: ServiceCall): Record<string, unknown> {
  const { current } = draft
  const reason = draft.steps.findLast((step) => step.reason)?.reason
  const clock = current.clocks.find((each) => each.startedOn && !each.stoppedOn && each.key !== 'intake')
  const hearing = current.procedures?.find((each) => each.kind === 'hearing')?.recordNotice
  return withoutGaps({
    applicant: current.party.name,
    item: current.item.name,
    caseNo: current.no,
    department: current.item.departmentName,
    date: today,
    items: current.correction?.items.map((item) => item.message),
    reason,
    due: clock?.due,
    goTo: refusalOf(draft)?.goTo,
    // 行政许可法第48条第二款: the decision rests on the record.
    hearing: hearing ? `${hearing.name}（${hearing.number}）` : undefined,
  })
}

/** 行政许可法第32条第一款第一项: where no licence is needed, the paper says so and is no decision not to accept. */
export function letterFor(type: string, { draft }: ServiceCall): string {
  return type === 'refusal-notice' && refusalOf(draft)?.ground === 'not-needed' ? 'not-needed-notice' : type
}

/** On what ground an application was refused, and where the person may go instead. */
function refusalOf(draft: ServiceCall['draft']): { ground?: string; goTo?: string } | undefined {
  const data = draft.steps.findLast((step) => step.verb === 'refuse')?.data
  return typeof data === 'object' && data !== null ? data : undefined
}

export function withoutGaps(given: unknown): Record<string, unknown> {
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : []
  return Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined))
}
