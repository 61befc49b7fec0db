import type { Actor } from '#kernel/actor.ts'
import type { Motion } from '../flow/index.ts'
import type { CaseNeeds } from '../needs.ts'
import { freedDecision, holdDecision } from './countersigning.ts'
import { verbs } from './register.ts'
import type { Doing } from './verb.ts'

/** What an act makes of the flow, and whose act it is. */
export type Performed = { motion: Motion | undefined; actor: Actor; reason: string | undefined }

/**
 * Does an act. A decision that others are to sign after it is kept back; the last signature sets it free, and then it takes
 * effect as the act of the one who made it.
 */
export async function perform(needs: CaseNeeds, doing: Doing): Promise<Performed> {
  const { actor, input } = doing
  const verb = verbs[input.verb]
  if (verb.at === 'step' && holdDecision(doing)) return { motion: undefined, actor, reason: input.reason }
  const motion = await verb.perform(needs, doing)
  const freed = freedDecision(doing)
  if (!freed) return { motion, actor, reason: input.reason }
  const again = { ...doing, actor: freed.actor, input: freed.input, task: freed.task }
  return { motion: await verbs[freed.input.verb].perform(needs, again), actor: freed.actor, reason: freed.input.reason }
}
