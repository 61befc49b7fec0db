import type { PostHeld } from '#kernel/actor.ts'
import type { NoticeState, NoticeVerb } from './contract.ts'

/** Which side of a notice an actor stands on: offices they watch over, offices they answer for. */
export type Sides = { watches: readonly string[]; answersFor: readonly string[] }

export const maySee = ({ watches, answersFor }: Sides, departmentId: string): boolean =>
  watches.includes(departmentId) || answersFor.includes(departmentId)

/** The office answers, the supervisor accepts or returns; who stands on both sides does not judge their own answer. */
export function verbsFor(
  sides: Sides,
  notice: { departmentId: string; state: NoticeState; answeredBy?: string },
  me: string,
) {
  const verbs: NoticeVerb[] = []
  if (notice.state === 'issued' && sides.answersFor.includes(notice.departmentId)) verbs.push('answer')
  if (notice.state === 'answered' && sides.watches.includes(notice.departmentId) && notice.answeredBy !== me)
    verbs.push('accept', 'return')
  return verbs
}

type Offices = {
  all(): string[]
  find(id: string): { divisionCode: string } | undefined
  divisionWithin(division: string, ancestor: string): boolean
}

/** 政务服务监督: the supervisors of an overseeing department watch over every office of their place. */
export const overseen = (posts: readonly PostHeld[], overseers: readonly string[], offices: Offices): string[] =>
  posts
    .filter(({ role, departmentId }) => role === 'supervisor' && overseers.includes(departmentId))
    .flatMap((post) =>
      offices.all().filter((id) => offices.divisionWithin(offices.find(id)?.divisionCode ?? '', post.divisionCode)),
    )
