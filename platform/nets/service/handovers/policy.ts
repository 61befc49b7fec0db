import type { Actor } from '#kernel/actor.ts'
import { type HallPlace, mayManage, postAt, type Tree } from '../halls/index.ts'

/** Results are received and handed over by whoever may sit at a window of the place. */
export const mayHandOver = (actor: Actor, place: HallPlace, tree: Tree): boolean =>
  postAt(actor, place, tree) !== undefined

/** What lies at a point and its sheets are also for the supervisor of the office that runs it. */
export const mayLook = (actor: Actor, place: HallPlace, tree: Tree): boolean =>
  mayHandOver(actor, place, tree) || mayManage(actor, place, tree)

/** 两人交接: who signed a sheet does not take it over. */
export const mayTakeOver = (actor: Actor, signedBy: string): boolean => actor.accountId !== signedBy
