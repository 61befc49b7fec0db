import type { Actor, PostRole } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { ReleaseState, ReleaseVerb } from './contract.ts'

/** 数据专员: prepare what their department opens. */
export const preparers: readonly PostRole[] = ['data-officer']
/** 目录管理员 of the data bureau: decide on it, answer letters, keep the negative list. */
export const approvers: readonly PostRole[] = ['data-manager']

export type Standing = { officer: boolean; manager: boolean; prepared: boolean }

/** Releases that are not out yet are seen by those who work on them and those who decide. */
export const maySee = ({ state }: { state: ReleaseState }, { officer, manager }: Standing): boolean =>
  officer || manager || state === 'published'

/** What may be done with a release in a state, and by whom: who prepared it decides nothing about it. */
export function verbsIn(state: ReleaseState, { officer, manager, prepared }: Standing): ReleaseVerb[] {
  const verbs: ReleaseVerb[] = []
  if (officer && ['unsafe', 'ready', 'returned'].includes(state)) verbs.push('check')
  if (manager && !prepared && state === 'ready') verbs.push('approve', 'return')
  if ((officer || manager) && state === 'published') verbs.push('refresh')
  if (manager && state === 'published') verbs.push('withdraw')
  return verbs
}

/** Releases, letters and the negative list are the work of officials with a post. */
export function mayWork(actor: Actor): void {
  if (actor.kind === 'official' && actor.posts.length > 0) return
  throw new Refusal('forbidden', 'opening.forbidden', 'Releases are prepared and decided by officials')
}

/** Letters are written, and keys held, by whoever can be answered: people who are signed in. */
export function mayWrite(actor: Actor): void {
  if (actor.kind === 'citizen') return
  throw new Refusal('forbidden', 'opening.forbidden', 'Letters about open data are written by people and firms')
}
