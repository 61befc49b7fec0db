import type { CaseHappened } from '#support/cases/contract.ts'
import type { ChannelChoice } from '../outward/contract.ts'
import type { Mode, Subscriptions, Topic } from './contract.ts'

/** A choice somebody made; `scope` is a case id, or empty for the account. */
export type Choice = { scope: string; topic: Topic; mode: Mode }

/**
 * What the law has an office tell the person, so that no choice silences it: 行政许可法第32条 (what to correct, not accepted),
 * 第38条 (the decision), 第42条 (extension), 第44条 (delivery), 第45条 (special procedures), 第47条 (hearing).
 */
const mustTell = new Set([
  'request-correction',
  'refuse',
  'deny',
  'approve',
  'suspend',
  'terminate',
  'lapse',
  'start-special',
  'prolong-special',
  'approve-extension',
  'tell-hearing-right',
  'open-hearing',
  'call-hearing',
  'hold-hearing',
])

/** What waits for the applicant to act by a day: unread, it is told again another way. */
const asksToAct = new Set(['request-correction', 'lapse', 'tell-hearing-right', 'call-hearing'])
export const isUrgent = ({ verb }: Pick<CaseHappened, 'verb'>): boolean => asksToAct.has(verb)

export const alwaysTold = ['补正、不予受理', '决定', '中止、终止', '特别程序、延期、听证'] as const

const topicOf: Record<string, Topic> = {
  deliver: 'document',
  remind: 'clock',
  recalculate: 'clock',
  'end-special': 'clock',
  'due-soon': 'clock',
  'dispute-answered': 'dispute',
}

/** Under which topic people find what happened. */
export const topicFor = (verb: string): Topic => topicOf[verb] ?? (verb.startsWith('promise-') ? 'promise' : 'status')

/** What is decided, or asked by law, is told at once. */
export const isMust = ({ verb, outcome }: Pick<CaseHappened, 'verb' | 'outcome'>): boolean =>
  mustTell.has(verb) || (outcome !== undefined && outcome !== 'withdrawn')

/** How this is told: the choice for the case, else the one for the account, else at once. */
export function modeFor(choices: readonly Choice[], topic: Topic, caseId: string | undefined): Mode {
  const of = (scope: string) => choices.find((each) => each.topic === topic && each.scope === scope)?.mode
  return (caseId ? of(caseId) : undefined) ?? of('') ?? 'now'
}

export function presentSubscriptions(
  choices: readonly Choice[],
  caseId: string | undefined,
  offered: { topics: readonly Topic[]; channels: ChannelChoice[]; always: readonly string[] },
): Subscriptions {
  const has = (scope: string, topic: Topic) => choices.some((each) => each.scope === scope && each.topic === topic)
  return {
    ...(caseId ? { caseId } : {}),
    channels: offered.channels,
    items: offered.topics.map((topic) => ({
      topic,
      mode: modeFor(choices, topic, caseId),
      from: caseId && has(caseId, topic) ? 'case' : has('', topic) ? 'account' : 'default',
    })),
    always: [...offered.always],
  }
}

/** Eight in the morning of the next day in the city (UTC+8, no summer time). */
export function nextMorning(now: Date): Date {
  const local = new Date(now.getTime() + 8 * 3_600_000)
  const day = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + 1)
  return new Date(day)
}
