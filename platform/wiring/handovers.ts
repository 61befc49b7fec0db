import type { Tx } from '#ground/database/index.ts'
import type { HallService } from '#nets/service/halls/index.ts'
import * as handovers from '#nets/service/handovers/index.ts'
import type { QueueService } from '#nets/service/queues/index.ts'
import type { CaseService } from '#support/cases/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { NoticeService } from '#support/notices/index.ts'
import type { Ground } from './ground.ts'
import type { Part } from './part.ts'
import type { createPeople } from './people.ts'
import type { Territories } from './territory.ts'

export type HandoverWiring = Pick<handovers.HandoverNeeds, 'publish' | 'recordAudit' | 'logRead' | 'appendLeaf'> & {
  territory: Territories
  cases: Pick<CaseService, 'whole'>
  identity: Identity
  notices: Pick<NoticeService, 'tell'>
  people: Pick<ReturnType<typeof createPeople>, 'partiesFor'>
}

/** The result desk with the cases whose results it hands over, the people it tells, and the windows its clerks sit at. */
export function createHandoversPart(
  needs: Ground & HandoverWiring,
  halls: Pick<HallService, 'getDeclared'>,
  queues: Pick<QueueService, 'dutyOf'>,
) {
  const { cases, config, identity, notices } = needs
  const { parties } = identity

  async function told(tx: Tx, to: Parameters<handovers.HandoverNeeds['remind']>[1], said: Said): Promise<boolean> {
    const { realm, partyId, caseId } = to
    const accounts = await parties.accountsFor(realm, partyId)
    for (const accountId of accounts) await notices.tell(tx, { realm, accountId, caseId, ...said })
    return accounts.length > 0
  }

  const service = handovers.createHandovers({
    ...needs,
    getPoint: halls.getDeclared,
    async windowOf(actor, point) {
      const duty = await queues.dutyOf(actor)
      return duty?.point === point ? duty.window : undefined
    },
    async caseOfNumber(realm, no) {
      const id = await cases.whole.idOfNumber(realm, no)
      if (!id) return undefined
      const { item, party, decidedAt, closedAt } = await cases.whole.now(realm, id)
      return {
        ...{ id, itemName: item.name, departmentName: item.departmentName },
        party: { partyId: party.partyId, name: party.name, kind: party.kind },
        decided: (decidedAt ?? closedAt) !== undefined,
      }
    },
    idNumberOf: (realm, partyId) => parties.readIdNumber(realm, partyId),
    partiesOf: needs.people.partiesFor('apply'),
    tell: (tx, { code, ...to }) =>
      told(tx, to, {
        ...{ kind: 'handover.here', title: '办理结果可以取了', titleEn: 'Your result can be collected' },
        body: `${to.itemName}（${to.caseNo}）的${to.documents}到了${to.pointName}（${to.address}）。请在${to.keepUntil}以前带身份证来取；请别人代取的，把取件码 ${code} 告诉代取的人。`,
        bodyEn: `${to.documents} of case ${to.caseNo} waits at ${to.pointName} (${to.address}) until ${to.keepUntil}. Bring your ID card; who collects it for you needs the code ${code}.`,
      }),
    async remind(tx, to) {
      await told(tx, to, {
        ...{ kind: 'handover.remind', title: '办理结果还没有取', titleEn: 'Your result was not collected yet' },
        body: `${to.itemName}（${to.caseNo}）的${to.documents}在${to.pointName}（${to.address}），保管到${to.keepUntil}，过期退回办理部门。`,
        bodyEn: `${to.documents} of case ${to.caseNo} waits at ${to.pointName} (${to.address}) until ${to.keepUntil}; after that it goes back to the office.`,
      })
    },
  })
  return {
    routes: [handovers.handoverRoutes(service)],
    chores: [
      {
        every: 60_000,
        failure: 'people were not reminded of results that wait for them',
        run: () => service.remind(config.realm),
      },
    ],
  } satisfies Part
}

type Said = Record<'kind' | 'title' | 'titleEn' | 'body' | 'bodyEn', string>
