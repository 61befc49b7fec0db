import type { Actor, PostHeld, PostRole } from '#kernel/actor.ts'
import { isWithinDivision } from '#kernel/codes/division-code.ts'

export const mayAdministerAccounts = (actor: Actor): boolean => holds(actor, 'administrator')

export const mayReadAccounts = (actor: Actor): boolean =>
  holds(actor, 'administrator') || holds(actor, 'security-officer') || holds(actor, 'auditor')

/** Nobody appoints or dismisses themself; the platform itself seeds the demo. */
export const mayAdministerPostsOf = (actor: Actor, accountId: string): boolean =>
  actor.kind === 'system' || (holds(actor, 'administrator') && actor.accountId !== accountId)

export const mayEndSessionsOf = (actor: Actor, accountId: string): boolean =>
  actor.accountId === accountId || holds(actor, 'security-officer')

/** 安全管理员 alone: who appoints does not sign off what they appointed. */
export const maySignOffPowers = (actor: Actor): boolean => holds(actor, 'security-officer')

export const mayReadAudit = (actor: Actor): boolean => holds(actor, 'auditor')

const overseers: readonly PostRole[] = ['administrator', 'security-officer', 'auditor']

/** 三权分立 (GB/T 22239-2019): of administrator, security officer and auditor one person holds at most one. */
export const dutiesConflict = (held: readonly PostRole[], wanted: PostRole): boolean =>
  overseers.includes(wanted) && held.some((role) => role !== wanted && overseers.includes(role))

/** Whether an official holds such a post today, anywhere. */
export const holds = (actor: Actor, role: PostRole): boolean =>
  actor.kind === 'official' && actor.posts.some((post) => post.role === role)

/** The post by which the actor may do work of this role for this department and division, if they hold one. */
export function postFor(
  actor: Actor,
  role: PostRole,
  scope: { departmentId: string; divisionCode: string },
): PostHeld | undefined {
  return actor.posts.find(
    (post) =>
      post.role === role &&
      post.departmentId === scope.departmentId &&
      isWithinDivision(scope.divisionCode, post.divisionCode),
  )
}
