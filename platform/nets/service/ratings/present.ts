import { mask, maskText } from '#kernel/masks.ts'
import type { Calendar } from '#kernel/working-days.ts'
import { daysLeft, lightOf } from '#support/cases/index.ts'
import type { PublishedRating, Rating, RatingMay, RatingStep } from './contract.ts'
import { limitsOf } from './limits.ts'
import type { Rated, StepRow } from './store.ts'

export type Viewer = {
  /** Whether this person may learn which case it is about. */
  knowsCase: boolean
  may: RatingMay[]
  steps?: StepRow[]
  /** The rater reads the office, not the names of those who work there. */
  isRater?: boolean
}

export function presentRating(rated: Rated, viewer: Viewer, at: { today: string; calendar: Calendar }): Rating {
  const { order } = rated
  const due = order?.due ?? undefined
  return {
    id: rated.id,
    stage: rated.stage as Rating['stage'],
    ...(viewer.knowsCase
      ? { caseNo: rated.subject_no, ...(rated.stage === 'service' ? {} : { caseId: rated.subject_id }) }
      : {}),
    itemName: rated.item_name,
    department: rated.department_name,
    level: rated.level,
    bad: rated.level >= 4,
    tags: rated.tags,
    rater: rated.party_name === '' ? '现场办事人' : mask('name', rated.party_name),
    at: rated.at.toISOString(),
    state: order?.progress ?? 'closed',
    may: viewer.may,
    // Who may not know whose rating it is does not read their telephone number either.
    ...(rated.text ? { text: viewer.knowsCase ? rated.text : maskText(rated.text) } : {}),
    ...(due && order ? { due, ...lit(due, order, at) } : {}),
    ...(order?.reply ? { reply: order.reply } : {}),
    ...(order?.again ? { again: order.again } : {}),
    ...(viewer.steps ? { steps: viewer.steps.map((step) => presentStep(step, viewer.isRater === true)) } : {}),
  }
}

function lit(
  due: string,
  order: NonNullable<Rated['order']>,
  { today, calendar }: { today: string; calendar: Calendar },
) {
  const limits = limitsOf(order.limitsVersion)
  const whole = {
    open: order.calledBackOn ? limits.mendDays : limits.callBackDays,
    appealed: limits.decideAppealDays,
    replied: limits.rateAgainDays,
  }
  const days = whole[order.progress as keyof typeof whole] ?? limits.mendDays
  const left = daysLeft('working', today, due, calendar)
  return { left, light: lightOf(left, days) }
}

function presentStep(step: StepRow, isRater: boolean): RatingStep {
  return {
    at: step.at.toISOString(),
    verb: step.verb,
    actor: isRater ? step.unit : step.actor_name,
    unit: step.unit,
    progress: step.progress as RatingStep['progress'],
    ...(step.text ? { text: step.text } : {}),
  }
}

/** For everybody: no name, no number, no case. */
export function publishRating(rated: Rated): PublishedRating {
  return {
    id: rated.id,
    itemName: rated.item_name,
    department: rated.department_name,
    level: rated.level,
    tags: rated.tags.map(maskText),
    rater: rated.party_name === '' ? '现场办事人' : mask('name', rated.party_name),
    at: rated.at.toISOString(),
    ...(rated.text ? { text: maskText(rated.text) } : {}),
    ...(rated.order?.reply ? { reply: maskText(rated.order.reply) } : {}),
    ...(rated.order?.again ? { again: rated.order.again } : {}),
  }
}
