import type { Actor, PostHeld, PostRole } from '#kernel/actor.ts'

/** 受理岗 looks at the document; 受理岗、决定岗、负责人 of the same office agree. */
const agreeing: readonly PostRole[] = ['intake', 'decider', 'head']

/** The post of the window by which an official begins a recovery at the counter. */
export const askingPost = (actor: Actor): PostHeld | undefined =>
  actor.kind === 'official' ? actor.posts.find(({ role }) => role === 'intake') : undefined

/** The offices whose recoveries an official sees. */
export const officesOf = (actor: Actor): string[] =>
  actor.kind === 'official'
    ? [...new Set(actor.posts.filter(({ role }) => agreeing.includes(role)).map(({ departmentId }) => departmentId))]
    : []

/** Two people: whoever looked at the document does not agree to it, not even under a post lent to them. */
export const mayAgree = (actor: Actor, row: { departmentId: string; askedBy: string }): boolean =>
  actor.accountId !== row.askedBy && officesOf(actor).includes(row.departmentId)
