import type { CaseOut } from '#support/cases/index.ts'
import type { Surroundings } from './surroundings.ts'
import { endOfDay, type ProjectedRow, rowOf, stamp } from './tables.ts'

const clockNames: Record<string, string> = { intake: '受理', promise: '承诺', legal: '法定', delivery: '送达' }

/**
 * 电子监察: limits that passed before the thing was done, what was decided because time ran out, and reminders. Only what
 * history says by itself, so that the same history always gives the same rows.
 */
export function supervisionRows({ current, steps }: CaseOut, { org }: Surroundings): ProjectedRow[] {
  const row = (key: string, known: Record<string, string | undefined>) =>
    rowOf('supervision', `${current.no}/${key}`, {
      project_no: current.no,
      supervise_no: `${current.no}-${key}`,
      supervised_org_name: org.name,
      duty_org_name: org.name,
      ...known,
    })
  const late = current.clocks.flatMap((clock) => {
    const { key, due, stoppedOn } = clock
    if (!due || !stoppedOn || stoppedOn <= due || !clockNames[key]) return []
    return row(`clock-${key}`, {
      rule_no: `limit-${key}`,
      content: `${clockNames[key]}时限 ${due} 届满`,
      warn_type: key === 'promise' ? '黄牌' : '红牌',
      state_time: endOfDay(due),
      result_desc: `${stoppedOn} 办理`,
    })
  })
  const said = steps.flatMap((step) => {
    const warn = { timer: '超时', remind: '催办', lapse: '超时' }[step.verb]
    if (!warn) return []
    return row(`step-${step.seq}`, {
      rule_no: step.verb,
      content: step.name,
      warn_type: warn,
      state_time: stamp(new Date(step.at)),
      result_desc: step.reason ?? undefined,
    })
  })
  return [...late, ...said]
}

/** 缴费: what the cashier of a case confirmed as paid (the record of the task, with number, amount in yuan and day). */
export function paymentRows({ current, steps, tasks }: CaseOut, { org }: Surroundings): ProjectedRow[] {
  const cashier = new Set(tasks.filter(({ post }) => post === 'cashier').map(({ node }) => node))
  return steps.flatMap((step) => {
    const data = step.data as { paymentNo?: unknown; amount?: unknown; paidOn?: unknown } | null
    if (!step.node || !cashier.has(step.node) || typeof data?.paymentNo !== 'string') return []
    return rowOf('payment', `${current.no}/step-${step.seq}`, {
      project_no: current.no,
      payment_no: data.paymentNo,
      charge_org_name: step.unit || org.name,
      amount: typeof data.amount === 'string' ? data.amount : undefined,
      pay_time: typeof data.paidOn === 'string' ? startOf(data.paidOn) : stamp(new Date(step.at)),
      payer_name: current.party.name,
    })
  })
}

/** 物流: what was sent by post, after the receipt of service (行政许可法第44条). */
export function logisticsRows({ current, steps }: CaseOut, { org }: Surroundings): ProjectedRow[] {
  return (current.procedures ?? []).flatMap((each) => {
    if (each.kind !== 'delivery' || each.method !== 'mail') return []
    const step = steps.findLast(({ verb }) => verb === 'deliver')
    return rowOf('logistics', `${current.no}/${each.id}`, {
      project_no: current.no,
      // The officer writes the number of the parcel beside the receipt; a note that holds none leaves it empty.
      logistics_no: /[A-Z0-9]{8,30}/.exec(each.reason ?? '')?.[0],
      send_org_name: org.name,
      send_user_name: each.deliveredBy?.name,
      send_time: step ? stamp(new Date(step.at)) : startOf(each.deliveredOn),
      receive_user_name: each.receiver,
      receive_time: startOf(each.deliveredOn),
    })
  })
}

const startOf = (day: string) => `${day.replaceAll('-', '')}T000000`
