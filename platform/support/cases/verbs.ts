import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Case } from './case.ts'
import type { ActInput, May, Verb } from './contract.ts'

/** What the law asks of each act before it counts. */
type VerbRule = {
  /** Written reasons: 行政许可法第32、38条. */
  needsReason: boolean
  /** A list of everything to put right, told once: 行政许可法第32条(四). */
  needsItems: boolean
  /** A machine may grant; only a person refuses. */
  personOnly: boolean
}

const usual: VerbRule = { needsReason: false, needsItems: false, personOnly: false }

const rules: Record<Verb, VerbRule> = {
  accept: usual,
  refuse: { needsReason: true, needsItems: false, personOnly: true },
  'request-correction': { needsReason: false, needsItems: true, personOnly: true },
  correct: { needsReason: false, needsItems: false, personOnly: true },
  propose: { needsReason: true, needsItems: false, personOnly: true },
  inspect: { needsReason: false, needsItems: false, personOnly: true },
  return: { needsReason: true, needsItems: false, personOnly: true },
  approve: usual,
  deny: { needsReason: true, needsItems: false, personOnly: true },
  withdraw: { needsReason: false, needsItems: false, personOnly: true },
}

export function describeVerb(verb: Verb, taskId: number | undefined, form: string | undefined): May {
  const { needsReason, needsItems } = rules[verb]
  return { verb, needsReason, needsItems, ...(taskId === undefined ? {} : { taskId }), ...(form ? { form } : {}) }
}

/** The verbs of a task that the case still allows: correction is asked once. */
export function openVerbs(verbs: readonly Verb[], current: Case): Verb[] {
  return verbs.filter((verb) => verb !== 'request-correction' || !current.correction)
}

/** Refuses an act that lacks what the law asks of it. */
export function checkVerb(actor: Actor, input: ActInput, current: Case): void {
  const rule = rules[input.verb]
  if (rule.personOnly && actor.kind === 'system')
    throw new Refusal('forbidden', 'cases.person-only', 'A machine may grant; only a person refuses')
  if (input.verb === 'request-correction' && current.correction)
    throw new Refusal('conflict', 'cases.correction-used', 'Correction was asked once already (行政许可法第32条)')
  if (rule.needsReason && !input.reason?.trim())
    throw new Refusal('invalid', 'cases.reason-needed', `${input.verb} needs a written reason`, {
      faults: [{ pointer: '/reason', rule: 'required', detail: '请写明理由' }],
    })
  if (rule.needsItems && !input.items?.length)
    throw new Refusal('invalid', 'cases.items-needed', `${input.verb} must list what to correct`, {
      faults: [{ pointer: '/items', rule: 'required', detail: '请一次列出全部要补正的内容' }],
    })
}
