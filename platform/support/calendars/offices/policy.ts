import type { Actor } from '#kernel/actor.ts'
import { isWithinDivision } from '#kernel/codes/division-code.ts'

/** An administrator in whose place the department lies, or an operator at the command line. */
export const mayKeepOfficeDays = (actor: Actor, { divisionCode }: { divisionCode: string }): boolean =>
  actor.kind === 'system' ||
  (actor.kind === 'official' &&
    actor.posts.some((post) => post.role === 'administrator' && isWithinDivision(divisionCode, post.divisionCode)))
