import type { Actor } from '#kernel/actor.ts'
import { divisionPrefix } from '#kernel/codes/division-code.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { CaseNeeds } from '../needs.ts'
import { postAs } from '../policy.ts'
import type { CaseVerbs } from '../service.ts'
import type { HandedOver, HandOver, WorkloadRow } from './contract.ts'
import { countWorkload, type Load, listTaken } from './store.ts'

const lookBackDays = 30

/** Who has how much to do, and giving all of it to a colleague (交接). */
export function createWorkload(needs: CaseNeeds, cases: Pick<CaseVerbs, 'act'>) {
  const { db, clock } = needs

  /** Of the offices a supervisor's posts reach; who has the most comes first. */
  async function workload(actor: Actor): Promise<WorkloadRow[]> {
    const posts = actor.posts.filter((post) => post.role === 'supervisor')
    if (posts.length === 0)
      throw new Refusal('forbidden', 'cases.workload-forbidden', 'Only supervisors look at workloads')
    const territory = await needs.territory()
    const now = clock()
    const at = { today: cityDate(now), since: new Date(now.getTime() - lookBackDays * 86_400_000) }
    const officers = await needs.officers(actor.realm)
    const rows = new Map<string, Load>()
    for (const post of posts) {
      const departments = territory.departmentsUnder(post.departmentId)
      const reach = { role: post.role, departments, divisionPrefix: divisionPrefix(post.divisionCode) }
      for (const row of await countWorkload(db, actor.realm, reach, at))
        rows.set(`${row.accountId} ${row.departmentId}`, row)
    }
    return [...rows.values()].map(({ accountId, hours, ...row }) => ({
      ...row,
      name: accountId ? (officers.find((each) => each.accountId === accountId)?.name ?? accountId) : '',
      ...(accountId ? { accountId } : {}),
      ...(hours === null ? {} : { averageHours: Math.round(hours * 10) / 10 }),
    }))
  }

  /**
   * Gives all that an officer has taken to a colleague, each task by a transfer of its own: one that the colleague may not
   * take stays, and is told. One hands over one's own work; another's, who supervises their office.
   */
  async function handOver(actor: Actor, { fromAccountId, toAccountId, reason }: HandOver): Promise<HandedOver> {
    const from = (await needs.officers(actor.realm)).find((each) => each.accountId === fromAccountId)
    const territory = await needs.territory()
    const supervises = from?.posts.some((post) => postAs(actor, ['supervisor'], post, territory))
    if (actor.kind !== 'official' || (fromAccountId !== actor.accountId && !supervises))
      throw new Refusal('forbidden', 'cases.hand-over-forbidden', 'Only they or their supervisor hand over their work')
    if (fromAccountId === toAccountId)
      throw new Refusal('invalid', 'cases.hand-over-self', 'Work is handed over to somebody else')
    const answer: HandedOver = { moved: 0, left: [] }
    // Each transfer makes a new version of its case, which the next one of the same case has to name.
    const versions = new Map<string, number>()
    for (const { caseId, taskId, no, taskName, version } of await listTaken(db, actor.realm, fromAccountId)) {
      const expectedVersion = versions.get(caseId) ?? version
      const to = { accountId: toAccountId }
      try {
        const moved = await cases.act(actor, caseId, { verb: 'transfer', taskId, expectedVersion, reason, to })
        versions.set(caseId, moved.version)
        answer.moved++
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        answer.left.push({ no, taskName, code: error.code })
      }
    }
    return answer
  }

  return { workload, handOver }
}
