import type { Tx } from '#ground/database/index.ts'
import type { PostRole } from '#kernel/actor.ts'
import * as supervision from '#nets/service/supervision/index.ts'
import type { CalendarService } from '#support/calendars/index.ts'
import type { CaseService } from '#support/cases/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { NoticeService } from '#support/notices/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Ground } from './ground.ts'
import type { Part } from './part.ts'
import type { Territories } from './territory.ts'

type Needs = Ground &
  Pick<supervision.SupervisionNeeds, 'publish' | 'compileFeel' | 'officesOf' | 'appendLeaf' | 'recordAudit'> & {
    calendar: CalendarService['calendar']
    cases: Pick<CaseService, 'whole'>
    identity: Identity
    notices: Pick<NoticeService, 'tell'>
    packs: Packs
    territory: Territories
  }

const words = {
  issued: ['收到督办单', 'A supervision notice'],
  returned: ['督办答复被退回', 'Your answer was returned'],
  late: ['督办单没有按时答复', 'A supervision notice was not answered in time'],
} as const

/** The supervision of offices with their cases, the rules of packs and the posts that answer. */
export function createSupervisionPart(needs: Needs): Part {
  const { cases, config, identity, notices, packs } = needs

  /** The heads of an office; where there is none, and for what is not late, its deciders, too. */
  async function answering(departmentId: string, roles: readonly PostRole[]): Promise<string[]> {
    const officers = await identity.delegations.officers(config.realm)
    const found = await Promise.all(
      officers.map(async ({ accountId, posts }) =>
        (await needs.officesOf({ posts }, roles)).includes(departmentId) ? [accountId] : [],
      ),
    )
    return found.flat()
  }

  const rules = async () =>
    (await packs.list<supervision.SupervisionRules>('supervision-rules')).map(({ content }) => content)

  const service = supervision.createSupervision({
    ...{ ...needs, rules },
    async overseen({ posts }) {
      const overseers = (await rules()).flatMap((each) => each.overseers)
      return supervision.overseen(posts, overseers, await needs.territory())
    },
    watched: (realm, query) => cases.whole.watched(realm, query),
    async tell(tx: Tx, { realm, department_id, case_id: caseId, case_no, item_name, due, demand }, what) {
      const [title, titleEn] = words[what]
      const heads = await answering(department_id, ['head'])
      const to = what === 'late' && heads.length > 0 ? heads : await answering(department_id, ['head', 'decider'])
      for (const accountId of to)
        await notices.tell(tx, {
          ...{ realm, accountId, caseId, kind: `supervision.${what}`, title, titleEn, urgent: what === 'late' },
          body: `${item_name}（${case_no}）：${demand}。请在${due}以前到“督办”答复。`,
          bodyEn: `Case ${case_no}: ${demand}. Answer under “Supervision” by ${due}.`,
        })
    },
  })
  return {
    routes: [supervision.supervisionRoutes(service)],
    chores: [
      {
        every: 60_000,
        failure: 'supervision notices that nobody answered were not escalated',
        run: () => service.escalate(config.realm),
      },
    ],
  }
}
