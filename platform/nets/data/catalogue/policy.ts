import type { Actor, PostRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'

/** 数据专员: describe the data of their department and those below it. */
export const officers: readonly PostRole[] = ['data-officer']
/** 目录管理员 of the data bureau: review what departments submit. */
export const managers: readonly PostRole[] = ['data-manager']

/** The catalogue is there to be found: whoever holds a post may look at what is in force. */
export function mayLook(actor: Actor): void {
  if (actor.kind === 'official' && actor.posts.length > 0) return
  throw new Refusal('forbidden', 'catalogue.forbidden', 'The catalogue within the government is for officials')
}

/** Of these offices (those that posts of the role reach), this one. */
export const reaches = (offices: readonly string[], departmentId: string): boolean => offices.includes(departmentId)

/** What is not in force is seen by those who work on it and those who review it. */
export const maySee = (entry: { live: boolean }, standing: { officer: boolean; manager: boolean }): boolean =>
  entry.live || standing.officer || standing.manager
