import { type Ask, expectStatus, newKey, signInAll } from '../client.ts'
import { granted, toIntake } from '../scenarios/people.ts'
import { beginTalent, submitTalent, talentItem } from '../scenarios/talent.ts'

/** A real case that copies are made of, how many in a thousand there are of its kind, and when it was walked. */
export type Walk = { name: string; share: number; open: boolean; caseId: string; window: { from: string; to: string } }

type Stop = {
  verb: string
  by: 'applicant' | 'intake' | 'reviewer' | 'decider'
  more?: Record<string, unknown>
  /** An act of the law beside the flow, such as delivery. */
  beside?: true
}

const items = [{ kind: 'field', key: '/answers/educationLevel', message: '请核对学历层次' }]
const asked: Stop = { verb: 'request-correction', by: 'intake', more: { items } }
const corrected: Stop = { verb: 'correct', by: 'applicant', more: { data: { answers: {} } } }
const accepted: Stop = { verb: 'accept', by: 'intake' }
const proposed: Stop = { verb: 'propose', by: 'reviewer', more: { reason: '材料齐全，符合条件，建议准予' } }
const approved: Stop = { verb: 'approve', by: 'decider', more: { reason: '符合规定条件，准予' } }
const denied: Stop = { verb: 'deny', by: 'decider', more: { reason: '学历未经认证，不符合规定条件' } }
// What officers granted is delivered (许可法第44条): the applicant signs for it on the case page.
const signed: Stop = { verb: 'sign-for', by: 'applicant', beside: true }
const returned: Stop = { verb: 'return', by: 'decider', more: { reason: '请补充审查学历认证情况' } }
const refused: Stop = { verb: 'refuse', by: 'intake', more: { reason: '不属于本机关职权范围' } }
const withdrawn: Stop = { verb: 'withdraw', by: 'applicant', more: { reason: '本人不再需要' } }

/** What a city's cases are like: most are decided, many at once; eight in a hundred wait for somebody. */
const ways: { name: string; share: number; open?: true; instant?: true; stops: Stop[] }[] = [
  { name: 'granted at once', share: 580, instant: true, stops: [] },
  { name: 'granted by officers', share: 220, stops: [accepted, proposed, approved, signed] },
  { name: 'corrected, then granted', share: 40, stops: [asked, corrected, accepted, proposed, approved, signed] },
  { name: 'returned, then granted', share: 20, stops: [accepted, proposed, returned, proposed, approved, signed] },
  { name: 'denied', share: 25, stops: [accepted, proposed, denied] },
  { name: 'refused', share: 20, stops: [refused] },
  { name: 'withdrawn', share: 15, stops: [withdrawn] },
  { name: 'at intake', share: 25, open: true, stops: [] },
  { name: 'at the applicant', share: 15, open: true, stops: [asked] },
  { name: 'at review', share: 25, open: true, stops: [accepted] },
  { name: 'at decision', share: 15, open: true, stops: [accepted, proposed] },
]

/** Walks one case of each kind through the city's own doors. */
export async function walkAll(ask: Ask, now: () => Promise<string>): Promise<Walk[]> {
  const first = granted[0]!
  const [instant = '', applicant = '', intake = '', reviewer = '', decider = ''] = await signInAll(ask, [
    first.username,
    toIntake.username,
    'rs.slg',
    'rs.shg',
    'rs.jdg',
  ])
  const tokens = { applicant, intake, reviewer, decider }
  const itemId = await talentItem(ask)

  async function act(caseId: string, { verb, by, more, beside }: Stop): Promise<void> {
    const token = tokens[by]
    const seen = expectStatus(await ask('GET', `/api/v1/cases/${caseId}`, { token }), 200)
    const may = (beside ? seen.mayProceed : seen.may).find((each: { verb: string }) => each.verb === verb)
    if (!may) throw new Error(`${verb} is not open: ${JSON.stringify(beside ? seen.mayProceed : seen.may)}`)
    const task = may.taskId === undefined ? {} : { taskId: may.taskId }
    const body = { verb, expectedVersion: seen.version, ...task, ...more }
    const path = `/api/v1/cases/${caseId}/${beside ? 'procedures' : 'acts'}`
    expectStatus(await ask('POST', path, { token, key: newKey(), body }), 200)
  }

  const walks: Walk[] = []
  for (const { name, share, open = false, instant: isInstant, stops } of ways) {
    const person = isInstant
      ? { token: instant, answers: first.answers }
      : { token: applicant, answers: toIntake.answers }
    const from = await now()
    const id = await beginTalent(ask, itemId, person)
    const { caseId } = await submitTalent(ask, id, person.token)
    for (const stop of stops) await act(caseId, stop)
    walks.push({ name, share, open, caseId, window: { from, to: await now() } })
  }
  return walks
}
