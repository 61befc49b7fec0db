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
    rater: raterOf(rated, viewer.knowsCase),
    at: rated.at.toISOString(),
    state: order?.progress ?? 'closed',
    may: viewer.may,
    // Who may not know whose rating it is does not read their telephone number either.
    ...(rated.text ? { text: viewer.knowsCase ? rated.text : unnamed(rated, rated.text) } : {}),
    ...(due && order ? { due, ...lit(due, order, at) } : {}),
    ...(order?.reply ? { reply: viewer.knowsCase ? order.reply : unnamed(rated, order.reply) } : {}),
    ...(order?.again ? { again: order.again } : {}),
    ...(viewer.steps ? { steps: viewer.steps.map((step) => presentStep(rated, step, viewer)) } : {}),
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

/** Two characters of a name, an item and an hour are enough to know a person by: who may not know reads none of it. */
function raterOf({ party_name }: Rated, known: boolean): string {
  if (party_name === '') return '现场办事人'
  return known ? mask('name', party_name) : '评价人'
}

/** Words without numbers, and without the name of the person who rates, who may have signed. */
function unnamed({ party_name }: Rated, text: string): string {
  const said = maskText(text)
  return party_name.length < 2 ? said : said.replaceAll(party_name, mask('name', party_name))
}

/** Nothing is left to do about it, or there never was. */
export const isSettled = ({ order }: Rated): boolean =>
  !order || order.progress === 'closed' || order.progress === 'excluded'

function presentStep(rated: Rated, step: StepRow, { isRater, knowsCase }: Viewer): RatingStep {
  return {
    at: step.at.toISOString(),
    verb: step.verb,
    actor: isRater ? step.unit : step.actor_name,
    unit: step.unit,
    progress: step.progress as RatingStep['progress'],
    ...(step.text ? { text: knowsCase ? step.text : unnamed(rated, step.text) } : {}),
  }
}

/** For everybody: no name, no number, no case; window staff read it too, so before the end not even a masked name. */
export function publishRating(rated: Rated): PublishedRating {
  return {
    id: rated.id,
    itemName: rated.item_name,
    department: rated.department_name,
    level: rated.level,
    tags: rated.tags.map((tag) => unnamed(rated, tag)),
    rater: raterOf(rated, isSettled(rated)),
    at: rated.at.toISOString(),
    ...(rated.text ? { text: unnamed(rated, rated.text) } : {}),
    ...(rated.order?.reply ? { reply: unnamed(rated, rated.order.reply) } : {}),
    ...(rated.order?.again ? { again: rated.order.again } : {}),
  }
}
