import { Refusal } from '#kernel/errors.ts'
import type { Calendar } from '#kernel/working-days.ts'
import type { RatingActInput, RatingProgress, RatingVerb } from './contract.ts'
import type { BadRatingLimits } from './limits.ts'

/** What is being done about one bad rating (国办发〔2019〕51号: 回访核实、整改、答复、申诉、回评). Days are days in the city. */
export type WorkOrder = {
  progress: RatingProgress
  /** By when the next thing must be done. */
  due: string | null
  callBackDue: string
  calledBackOn: string | null
  reached: boolean
  /** By when it must be mended and answered; moved by an extension and by the time of an appeal. */
  mendDue: string
  extended: boolean
  repliedOn: string | null
  reply: string | null
  appealedOn: string | null
  appealed: boolean
  again: number | null
  reopened: number
}

export type At = { today: string; calendar: Calendar; limits: BadRatingLimits }

const after = ({ today, calendar }: At, days: number) => calendar.addWorkingDays(today, days).date

export function openOrder(at: At): WorkOrder {
  const callBackDue = after(at, at.limits.callBackDays)
  return {
    progress: 'open',
    due: callBackDue,
    callBackDue,
    calledBackOn: null,
    reached: false,
    mendDue: after(at, at.limits.mendDays),
    extended: false,
    repliedOn: null,
    reply: null,
    appealedOn: null,
    appealed: false,
    again: null,
    reopened: 0,
  }
}

/** Whose verbs these are: the department that handled it, the body that decides appeals, or the person who rated. */
export const verbsOf = {
  handler: ['call-back', 'mend', 'explain', 'extend', 'reply', 'appeal'],
  appealBody: ['exclude', 'uphold'],
  rater: ['rate-again'],
} as const satisfies Record<string, readonly RatingVerb[]>

export type Part = keyof typeof verbsOf

/** The verbs that are open on a day, whoever asks. */
export function openVerbs(order: WorkOrder, today: string): RatingVerb[] {
  switch (order.progress) {
    case 'open':
      // Nobody judges a rating before the person was called back: 回访 comes first, of each bad rating.
      return order.calledBackOn
        ? ['call-back', 'mend', 'explain', ...(order.appealed ? [] : (['appeal'] as const))]
        : ['call-back']
    case 'mending':
      // What is late is not made timely afterwards.
      return [...(order.extended || today > order.mendDue ? [] : (['extend'] as const)), 'reply']
    case 'explaining':
      return ['reply']
    case 'appealed':
      return ['exclude', 'uphold']
    case 'replied':
      return ['rate-again']
    case 'closed':
    case 'excluded':
      return []
  }
}

/** Every verb but the second rating says something in words. */
export const needsText = (verb: RatingVerb): boolean => verb !== 'rate-again'

/** Does one verb. Refuses what is not open now, or lacks its words. */
export function actOnOrder(order: WorkOrder, input: RatingActInput, at: At): WorkOrder {
  if (!openVerbs(order, at.today).includes(input.verb))
    throw new Refusal('conflict', 'ratings.not-open', `${input.verb} is not open in ${order.progress}`)
  if (needsText(input.verb) && (input.text?.trim().length ?? 0) < 5)
    throw new Refusal('invalid', 'ratings.text-needed', 'Say what was found and done', {
      faults: [{ pointer: '/text', rule: 'required', detail: '请写清楚，至少 5 个字' }],
    })
  const { today, calendar, limits } = at
  switch (input.verb) {
    case 'call-back':
      return {
        ...order,
        calledBackOn: order.calledBackOn ?? today,
        reached: order.reached || input.reached === true,
        due: order.mendDue,
      }
    case 'mend':
      return { ...order, progress: 'mending', due: order.mendDue }
    case 'explain':
      return { ...order, progress: 'explaining', due: order.mendDue }
    case 'extend': {
      const mendDue = calendar.addWorkingDays(order.mendDue, limits.extendDays).date
      return { ...order, extended: true, mendDue, due: mendDue }
    }
    case 'reply':
      return {
        ...order,
        progress: 'replied',
        reply: input.text!.trim(),
        repliedOn: today,
        due: after(at, limits.rateAgainDays),
      }
    case 'appeal':
      return {
        ...order,
        progress: 'appealed',
        appealed: true,
        appealedOn: today,
        due: after(at, limits.decideAppealDays),
      }
    case 'exclude':
      return { ...order, progress: 'excluded', due: null }
    case 'uphold': {
      // The time the other body took is not the department's.
      const taken = calendar.workingDaysBetween(order.appealedOn!, today).days
      const mendDue = calendar.addWorkingDays(order.mendDue, taken).date
      return { ...order, progress: 'mending', mendDue, due: mendDue }
    }
    case 'rate-again':
      return ratedAgain(order, input, at)
  }
}

/** 回评: satisfied closes it; not satisfied sends it back to be mended, as often as the rules allow, then it stands. */
function ratedAgain(order: WorkOrder, input: RatingActInput, at: At): WorkOrder {
  if (!input.level)
    throw new Refusal('invalid', 'ratings.level-needed', 'A second rating has a level', {
      faults: [{ pointer: '/level', rule: 'required', detail: '请选一个满意程度' }],
    })
  const again = input.level
  if (again <= 3 || order.reopened >= at.limits.reopenings) return { ...order, progress: 'closed', again, due: null }
  const mendDue = after(at, at.limits.mendDays)
  // The first answer did not mend it: it counts as answered again only by the second one.
  return {
    ...{ ...order, progress: 'mending', again, reopened: order.reopened + 1, mendDue, due: mendDue },
    ...{ extended: false, repliedOn: null },
  }
}

/** Nobody rated again in time: the answer stands. Answers the same order when it does not apply. */
export function lapse(order: WorkOrder, today: string): WorkOrder {
  return order.progress === 'replied' && order.due !== null && order.due < today
    ? { ...order, progress: 'closed', due: null }
    : order
}
