import type { Tx } from '#ground/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Case } from './case.ts'
import type { Draft } from './draft.ts'
import { CaseMoved } from './events.ts'
import { writeOutgoing } from './messages/outgoing.ts'
import type { CaseNeeds } from './needs.ts'
import { insistOnSole } from './sole/granting.ts'
import type { CaseStore } from './store.ts'
import { lookLater, refuseGrantWhileOwed } from './terms/schedule.ts'

/** What every act ends with: row, history, leaf and event, written together; and what it says when another was quicker. */
export function createSave(
  needs: Pick<CaseNeeds, 'appendLeaf' | 'publish' | 'jobs' | 'calendar' | 'calendarOf' | 'netOf' | 'secrets'>,
  store: CaseStore,
) {
  return {
    async write(tx: Tx, draft: Draft, verb: string, now: Date): Promise<void> {
      const { realm, id, no, item, party, status, outcome, terms } = draft.current
      refuseGrantWhileOwed(draft.current)
      await insistOnSole(tx, needs, draft, now)
      const digest = await store.write(tx, draft, now)
      await lookLater(tx, needs, draft.current, now)
      await writeOutgoing(tx, needs, draft, now)
      await needs.appendLeaf(tx, { realm, kind: 'case-act', subject: id, digest })
      await needs.publish(tx, CaseMoved, {
        realm,
        subject: id,
        data: {
          caseId: id,
          no,
          itemId: item.id,
          itemName: item.name,
          partyId: party.partyId,
          accountId: party.accountId,
          verb,
          status,
          ...(outcome ? { outcome } : {}),
          ...(terms?.promises.length ? { promised: true as const } : {}),
          ...(terms?.matter ? { matter: true as const } : {}),
          ...(terms?.partOf ? { partOf: terms.partOf.caseId } : {}),
          ...givenTo(draft),
        },
      })
    },

    async conflict(tx: Tx, current: Case): Promise<Refusal> {
      const last = await store.lastStep(tx, current.realm, current.id)
      return new Refusal('conflict', 'cases.conflict', 'Another act came first', {
        version: current.version,
        status: current.status,
        ...(last
          ? { last: { verb: last.verb, name: last.name, actor: last.actor_name, at: last.at.toISOString() } }
          : {}),
      })
    },
  }
}

/** Tasks that this act put into somebody else's hands. */
function givenTo({ changed, opened, steps }: Draft): { given?: { taskId: number; accountId: string }[] } {
  const by = steps.at(-1)?.actor.accountId
  const given = [...changed, ...opened].flatMap(({ id, assignee }) =>
    assignee && assignee.accountId !== by ? [{ taskId: id, accountId: assignee.accountId }] : [],
  )
  return given.length > 0 ? { given } : {}
}
