import { Refusal } from '#kernel/errors.ts'
import type { Calendar } from '#kernel/working-days.ts'
import type { Case } from '../case.ts'
import { pick, startClock, stopClock } from '../clocks.ts'
import { type Doing, type Done, needed, nextId, proceduresOf, type ToDo, withProcedure } from './doing.ts'
import { licensingLawOn } from './law.ts'
import type { Delivery } from './procedure.ts'

/**
 * 第44条: a licence is delivered within ten days of the decision. What a rule granted on the spot is in the applicant's
 * wallet at that moment, and has no such clock.
 */
export function startDelivery(current: Case, today: string, calendar: Calendar): Case {
  const { delivery } = licensingLawOn(today)
  if (current.automatic || !current.outcome || !delivery.outcomes.includes(current.outcome)) return current
  return {
    ...current,
    clocks: [...current.clocks, startClock({ key: 'delivery', ...pick(delivery) }, today, calendar)],
  }
}

/** The to-do behind the clock. */
export const deliveryTask = (current: Case): ToDo | undefined => {
  const due = current.clocks.find((clock) => clock.key === 'delivery')?.due
  return due ? { stage: 0, name: '送达', nameEn: 'Deliver', post: 'intake', due } : undefined
}

/** Handed over, posted, left or published by an official; the receipt 送达回证 says how and to whom. */
export function deliver(doing: Doing): Done {
  const act = needed(doing.act, { method: '请选择送达方式', receiver: '请写明谁收的' })
  return delivered(doing, act.method, act.receiver, doing.hand)
}

/** The applicant took it on the case page: electronic delivery, confirmed by the person. */
export function signFor(doing: Doing): Done {
  return delivered(doing, 'electronic', doing.hand.name, undefined)
}

const methodNames: Record<Delivery['method'], string> = {
  direct: '直接送达',
  electronic: '电子送达',
  mail: '邮寄送达',
  left: '留置送达',
  entrusted: '委托送达',
  'public-notice': '公告送达',
}

function delivered(doing: Doing, method: Delivery['method'], receiver: string, by: Doing['hand'] | undefined): Done {
  const { current, today, calendar, act } = doing
  refuseNotDue(current)
  const delivery: Delivery = {
    id: nextId(current),
    kind: 'delivery',
    state: 'done',
    method,
    receiver,
    deliveredOn: today,
    ...(by ? { deliveredBy: by } : {}),
    ...(act.reason ? { reason: act.reason } : {}),
  }
  const clocks = current.clocks.map((clock) => (clock.key === 'delivery' ? stopClock(clock, today) : clock))
  return {
    current: withProcedure({ ...current, clocks }, delivery, calendar),
    procedure: delivery,
    step: {
      name: by ? `送达（${methodNames[method]}）` : '申请人签收',
      nameEn: by ? 'Delivered' : 'Signed for by the applicant',
      data: { procedure: delivery.id, method, deliveredOn: today },
    },
    letter: {
      type: 'delivery-receipt',
      given: {
        method: methodNames[method],
        receiver,
        deliveredOn: today,
        ...(act.reason ? { reason: act.reason } : {}),
      },
      as: 'notice',
    },
    closes: 0,
  }
}

/** Whether there is a decision to deliver that was not delivered yet. */
export function deliverable(current: Case): boolean {
  return (
    current.closedAt !== undefined &&
    !current.automatic &&
    current.outcome !== undefined &&
    current.outcome !== 'withdrawn' &&
    !proceduresOf(current).some(({ kind }) => kind === 'delivery')
  )
}

function refuseNotDue(current: Case): void {
  if (!deliverable(current))
    throw new Refusal('conflict', 'procedures.nothing-to-deliver', 'There is no decision, or it was delivered already')
}
