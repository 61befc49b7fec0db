import type { Case } from '../case.ts'
import type { ProcedureChoices, ProcedureView } from './contract.ts'
import { proceduresOf } from './doing.ts'
import { extensionRule } from './extension.ts'
import { licensingLawOn } from './law.ts'
import type { Hand, Procedure } from './procedure.ts'

/** The procedures of a case. The applicant deals with the office: its officials' names are not shown to them. */
export function presentProcedures(current: Case, own: boolean): ProcedureView[] {
  const name = (hand: Hand | undefined): string | undefined => (own ? undefined : hand?.name)
  return proceduresOf(current).map((each) => withoutGaps(viewOf(each, name, own)) as ProcedureView)
}

function viewOf(
  each: Procedure,
  name: (hand: Hand | undefined) => string | undefined,
  own: boolean,
): Record<string, unknown> {
  switch (each.kind) {
    case 'special': {
      const { spans, ...rest } = each
      const days = { startedOn: spans[0]!.from, until: spans.at(-1)!.to }
      return { ...rest, ...days, startedBy: name(each.startedBy), endedBy: name(each.endedBy) }
    }
    case 'extension':
      return { ...each, askedBy: name(each.askedBy), decidedBy: name(each.decidedBy) }
    case 'hearing':
      return { ...each, concerned: own ? undefined : each.concerned }
    case 'suspension':
      return each
    case 'delivery':
      return { ...each, deliveredBy: name(each.deliveredBy) }
  }
}

/** What officials choose from, by the law of the day on which the case was submitted. */
export function choicesFor(current: Case): ProcedureChoices {
  const law = licensingLawOn(current.submittedAt.toISOString().slice(0, 10))
  const { days, article, approver } = extensionRule(current, law)
  return {
    article: law.special.article,
    stopping: law.special.stopping,
    running: law.special.running,
    extension: { days, article, approver: approver.name, approverEn: approver.nameEn },
    hearing: {
      askDays: law.hearing.ask.days,
      holdDays: law.hearing.hold.days,
      noticeDays: law.hearing.notice.days,
    },
    deliveryDays: law.delivery.days,
  }
}

const withoutGaps = (given: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
