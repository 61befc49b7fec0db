import { Refusal } from '#kernel/errors.ts'
import type { Case } from '../case.ts'
import { decisionClocks } from '../clocks.ts'
import {
  type Doing,
  type Done,
  named,
  needed,
  nextId,
  proceduresOf,
  reckonCase,
  underReview,
  withProcedure,
} from './doing.ts'
import type { LicensingLaw } from './law.ts'
import type { Extension } from './procedure.ts'

/** What the law allows for this case: 第42条第一款, or 第二款 when several departments handle it together. */
export function extensionRule(current: Case, law: LicensingLaw): LicensingLaw['extension']['single'] {
  return current.item.limits.joint ? law.extension.joint : law.extension.single
}

/** 行政许可法第42条: asks, once, for more days; another person, the head, approves. */
export function askExtension(doing: Doing): Done {
  const { current, today, calendar, hand, law } = doing
  const act = needed(doing.act, { days: '请写明要延长多少个工作日', reason: '请写明为什么不能按期作出决定' })
  underReview(doing)
  const rule = extensionRule(current, law)
  if (proceduresOf(current).some((each) => each.kind === 'extension' && each.state === 'approved'))
    throw new Refusal('conflict', 'procedures.extended', 'The limit was extended once already (行政许可法第42条)')
  if (proceduresOf(current).some((each) => each.kind === 'extension' && each.state === 'asked'))
    throw new Refusal('conflict', 'procedures.extension-asked', 'An extension was asked for and waits for an answer')
  if (act.days > rule.days)
    throw new Refusal('invalid', 'procedures.too-long', `The law allows ${rule.days} days at most`, {
      faults: [{ pointer: '/days', rule: 'maximum', detail: `最多延长${rule.days}个工作日（${rule.article}）` }],
    })
  refuseOverdue(doing)
  const extension: Extension = {
    id: nextId(current),
    kind: 'extension',
    state: 'asked',
    days: act.days,
    reason: act.reason,
    basis: rule.article,
    askedOn: today,
    askedBy: hand,
  }
  const due = latestDue(current)
  return {
    current: withProcedure(current, extension, calendar),
    procedure: extension,
    step: {
      name: '请求延长期限',
      nameEn: 'Extension asked for',
      data: { procedure: extension.id, specialType: '1', name: '延长审批', days: act.days, askedOn: today },
    },
    opens: {
      stage: 0,
      name: '批准延期',
      nameEn: 'Approve an extension',
      post: rule.approver.role,
      ...(due ? { due } : {}),
    },
  }
}

/** Approved: each limit that has not run out yet is that many working days longer, and the applicant is told why. */
export function approveExtension(doing: Doing): Done {
  const { current, today, calendar, hand, act } = doing
  const extension = named(doing, 'extension', ['asked'])
  underReview(doing)
  refuseOwn(extension, hand)
  refuseOverdue(doing)
  const approved: Extension = {
    ...extension,
    state: 'approved',
    decidedOn: today,
    decidedBy: hand,
    ...(act.reason ? { answer: act.reason } : {}),
  }
  const clocks = current.clocks.map((clock) =>
    decisionClocks.includes(clock.key) && clock.due && !clock.stoppedOn && clock.due >= today
      ? { ...clock, extendedBy: (clock.extendedBy ?? 0) + extension.days }
      : clock,
  )
  const longer = withProcedure(reckonCase({ ...current, clocks }, calendar), approved, calendar)
  const due = latestDue(longer)
  return {
    current: longer,
    procedure: approved,
    step: {
      name: `延长办理期限${extension.days}个工作日`,
      nameEn: `Limit extended by ${extension.days} working days`,
      data: {
        procedure: extension.id,
        specialType: '1',
        name: '延长审批',
        days: extension.days,
        reason: extension.reason,
        askedBy: extension.askedBy.name,
        askedOn: extension.askedOn,
        endedOn: today,
        result: '同意',
        ...(due ? { due } : {}),
      },
    },
    letter: {
      type: 'extension-notice',
      given: { reason: extension.reason, days: extension.days, basis: extension.basis, ...(due ? { due } : {}) },
      as: 'notice',
    },
    closes: 0,
  }
}

export function refuseExtension(doing: Doing): Done {
  const { current, today, calendar, hand } = doing
  const extension = named(doing, 'extension', ['asked'])
  const act = needed(doing.act, { reason: '请写明为什么不同意' })
  refuseOwn(extension, hand)
  const refused: Extension = { ...extension, state: 'refused', decidedOn: today, decidedBy: hand, answer: act.reason }
  return {
    current: withProcedure(current, refused, calendar),
    procedure: refused,
    step: {
      name: '不同意延长期限',
      nameEn: 'Extension not approved',
      data: {
        procedure: extension.id,
        specialType: '1',
        name: '延长审批',
        days: extension.days,
        askedBy: extension.askedBy.name,
        askedOn: extension.askedOn,
        endedOn: today,
        result: '不同意',
      },
    },
    closes: 0,
  }
}

/** Who asks does not approve. */
function refuseOwn(extension: Extension, hand: Doing['hand']): void {
  if (extension.askedBy.accountId === hand.accountId)
    throw new Refusal('forbidden', 'procedures.same-person', 'Who asked for the extension may not approve it')
}

/** Time that has run out cannot be lengthened. */
function refuseOverdue({ current, today }: Doing): void {
  const due = latestDue(current)
  if (!due) throw new Refusal('conflict', 'procedures.no-limit', 'The item has no limit that could be extended')
  if (due < today) throw new Refusal('conflict', 'procedures.overdue', `The limit ran out on ${due}`)
}

/** The last day by law, or as promised when the law states none. */
function latestDue(current: Case): string | undefined {
  const due = (key: string) => current.clocks.find((clock) => clock.key === key)?.due
  return due('legal') ?? due('promise')
}
