import { systemActor } from '#kernel/actor.ts'
import { type CaseService, postForTask, workingRoles } from '#support/cases/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { Messages } from '#support/messages/index.ts'
import * as notices from '#support/notices/index.ts'
import type { Ground } from './ground.ts'
import type { Part } from './part.ts'
import { createReach } from './reach.ts'
import type { Territory } from './territory.ts'

/** Notices with the people they are for and the ways to them. */
export function createNoticing(
  needs: Ground & {
    cases: CaseService
    identity: Identity
    messages: () => Messages
    nextWorkingDay: (day: string) => string
    territory: () => Promise<Territory>
    worded: notices.NoticeNeeds['worded']
  },
) {
  const { cases, identity, config, clock } = needs
  const { realm } = config

  const service = notices.createNotices({
    ...needs,
    publicUrl: config.publicUrl,
    reach: createReach(needs.messages),
    recipients: recipientsOf(identity, clock),
    dueSoon: (from, to) => cases.whole.dueSoon(realm, from, to),
    officeDue: async (day) => {
      const [officers, territory] = await Promise.all([identity.delegations.officers(realm), needs.territory()])
      const departments = territory.all()
      const due = await cases.whole.officeDue(realm, { day, departments, posts: workingRoles })
      return due.map((task) => ({
        ...task,
        accountIds: task.assignee
          ? [task.assignee]
          : officers.filter(({ posts }) => postForTask({ posts }, task, territory)).map(({ accountId }) => accountId),
      }))
    },
    getCase: cases.get,
  })
  return {
    service,
    routes: [notices.noticeRoutes(service), notices.subscriptionRoutes(service)],
    reactions: service.reactions,
    jobHandlers: service.jobHandlers,
    chores: [
      { every: 2_000, failure: 'notices did not leave the house', run: () => service.outward.turn() },
      { every: 3_600_000, failure: 'nobody was reminded of what is due', run: () => service.remind() },
    ],
  } satisfies Part & { service: notices.NoticeService }
}

/** People as notices know them. */
export function recipientsOf(identity: Identity, clock: () => Date): notices.Recipients {
  const accountOf = (realm: string, id: string) => identity.accounts.findActive(realm, id)
  return {
    async mobileOf(realm, accountId) {
      const partyId = (await accountOf(realm, accountId))?.partyId
      return partyId ? (await identity.parties.readPerson(realm, partyId)).mobile : undefined
    },
    nameOf: async (realm, accountId) => (await accountOf(realm, accountId))?.name ?? '已停用的账号',
    async officers(realm) {
      const all = await identity.delegations.officers(realm)
      const headsOf = (departments: string[]) =>
        all
          .filter(({ posts }) =>
            posts.some(({ role, departmentId }) => role === 'head' && departments.includes(departmentId)),
          )
          .map(({ accountId }) => accountId)
      return new Map(
        all.map(({ accountId, posts }) => {
          const departments = [...new Set(posts.map(({ departmentId }) => departmentId))]
          return [accountId, { departments, heads: headsOf(departments) }]
        }),
      )
    },
    async deputiesOf(realm, accountId) {
      const now = clock().toISOString()
      const given = await identity.delegations.list({ ...systemActor(realm), accountId })
      return given.flatMap(({ from, to, validFrom }) =>
        from.accountId === accountId && validFrom <= now ? [to.accountId] : [],
      )
    },
  }
}
