import { type Answer, type Ask, expectStatus, newKey, signInAll } from '../client.ts'
import type { Ground } from './grounds.ts'
import type { Insist, Load } from './record.ts'

/** What an answer to "may" says of a verb that is open; whatever new verbs come, they come this way. */
type May = {
  verb: string
  taskId?: number
  needsReason: boolean
  needsItems: boolean
  needsBasis?: boolean
  targets?: { step: string }[]
  needsTarget?: 'step' | 'place'
  form?: string
}

/** Somebody who may have to do with a case. */
export type Walker = { name: string; token: string; accountId: string }

/** One live case, and the people near it. */
export type Live = { caseId: string; ground: Ground; people: Walker[] }

/** Acts on the whole case end or stop it: less often, so that cases live long enough to meet the rest. */
const wholeCaseShare = 0.12

/** Signs in everybody near some kinds of cases, the applicant first. */
export async function gather(ask: Ask, grounds: readonly Ground[]): Promise<Map<Ground, Walker[]>> {
  const people = new Map<Ground, Walker[]>()
  for (const ground of grounds) {
    const names = [ground.applicant, ...ground.officials]
    const tokens = await signInAll(ask, names)
    const walkers: Walker[] = []
    for (const [i, name] of names.entries()) {
      const token = tokens[i]!
      const { actor } = expectStatus(await ask('GET', '/api/v1/me', { token }), 200)
      walkers.push({ name, token, accountId: actor.accountId })
    }
    people.set(ground, walkers)
  }
  return people
}

/**
 * One step at random: somebody near the case looks at it and does one of the things that they may. A refusal that says why
 * is an answer; what was done goes into the record.
 */
export async function walk(
  load: Pick<Load, 'acknowledged' | 'refused'>,
  live: Live,
  given: { ask: Ask; insist: Insist; random: () => number },
): Promise<'closed' | 'open'> {
  const { ask, insist, random } = given
  const { caseId } = live
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!
  const { token } = pick(live.people)
  const path = `/api/v1/cases/${caseId}`
  const seen = await insist(() => ask('GET', path, { token }))
  // Not everybody near the kind of case is near this one.
  if (seen.status === 404 || seen.status === 403) return 'open'
  const { status, version, may } = expectStatus(seen, 200) as { status: string; version: number; may: May[] }
  if (status === 'closed') return 'closed'
  const wholeCase = random() < wholeCaseShare
  const open = may.filter(({ taskId }) => wholeCase || taskId !== undefined)
  if (open.length === 0) return 'open'
  const chosen = pick(open)
  const body = bodyOf(chosen, version, live, pick)
  const key = newKey()
  const answer: Answer = await insist(() => ask('POST', `${path}/acts`, { token, key, body }))
  if (answer.status === 200) {
    load.acknowledged.push({ kind: 'act', caseId, verb: chosen.verb, token, path: `${path}/acts`, key, body, answer })
    return answer.body.status === 'closed' ? 'closed' : 'open'
  }
  const because = `${chosen.verb} ${answer.body.code ?? answer.status}`
  load.refused.set(because, (load.refused.get(because) ?? 0) + 1)
  return 'open'
}

function bodyOf(
  { verb, taskId, needsReason, needsItems, needsBasis, needsTarget, targets = [], form }: May,
  version: number,
  { ground, people }: Live,
  pick: <Value>(values: readonly Value[]) => Value,
) {
  const data = form ? ground.forms[form] : undefined
  const place = () => ({
    accountId: pick(people.slice(1)).accountId,
    ...(pick([true, false]) ? { when: 'after' as const } : {}),
  })
  const to = targets.length > 0 ? { step: pick(targets).step } : needsTarget === 'place' ? place() : undefined
  return {
    verb,
    expectedVersion: version,
    ...(taskId === undefined ? {} : { taskId }),
    ...(needsReason ? { reason: '混沌演练：按规定办理' } : {}),
    ...(needsBasis ? { basis: '行政许可法第四十二条' } : {}),
    ...(needsItems ? { items: [{ kind: 'field', key: ground.field, message: '请核对这一项' }] } : {}),
    ...(to ? { to } : {}),
    ...(data ? { data } : verb === 'correct' ? { data: { answers: {} } } : {}),
  }
}
