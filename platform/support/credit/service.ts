import type { Tx } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import type { JobHandler } from '#ground/jobs.ts'
import { CaseMoved } from '../cases/index.ts'
import { createBenefits } from './benefits/service.ts'
import { createConsultations } from './consultations/service.ts'
import { createEntities } from './entities.ts'
import { createFacts } from './facts/service.ts'
import { createCreditFiles } from './files/service.ts'
import { createLists } from './lists/service.ts'
import type { CreditNeeds } from './needs.ts'
import { createPresenting } from './presenting.ts'
import { createPublishing, type Permit } from './publicity/service.ts'
import { createReports } from './reports/service.ts'
import { createRequests } from './requests/service.ts'
import { createScores } from './scores/service.ts'
import { createWatching } from './scores/watching.ts'

export type CreditService = ReturnType<typeof createCredit>

/** 社会信用: facts, lists, scores, watches, publicity, and the one call that says what applies. */
export function createCredit(
  needs: CreditNeeds & {
    /** Whether what is granted under an item is a permit at all: asked of every case, so it must cost nothing. */
    isPermit: (realm: string, itemId: string) => Promise<boolean>
    permitOf: (realm: string, caseId: string) => Promise<Permit | undefined>
  },
) {
  const entities = createEntities(needs)
  const present = createPresenting(needs)
  const watching = createWatching({ ...needs, entities })
  const scores = createScores({ ...needs, entities, present, watching })
  const rescoreLater = (tx: Tx, realm: string, entityId: string) => scores.rescoreLater(tx, realm, entityId)
  const publishing = createPublishing({ ...needs, entities, present })
  const facts = createFacts({ ...needs, entities, present, publishing, rescoreLater })
  const lists = createLists({ ...needs, entities, present, facts, rescoreLater })
  const requests = createRequests({ ...needs, entities, present, lists, rescoreLater })
  const consultations = createConsultations({ ...needs, entities, present, scores })
  const benefits = createBenefits({ ...needs, entities, scores })
  const files = createCreditFiles({ ...needs, entities, present, scores })
  const reports = createReports({ ...needs, files })

  const reactions: Reaction[] = [
    ...requests.reactions,
    when(CaseMoved, 'credit.publish', async (tx, { realm, data }) => {
      if (data.outcome === 'granted' && (await needs.isPermit(realm, data.itemId)))
        await needs.jobs.add(
          tx,
          'credit.permit',
          { realm, caseId: data.caseId },
          { key: `credit:permit:${data.caseId}` },
        )
    }),
  ]
  const jobHandlers: Record<string, JobHandler> = {
    ...scores.jobHandlers,
    'credit.permit': ({ realm, caseId }) => publishing.permit(String(realm), String(caseId)),
  }

  return {
    ...{
      benefits,
      facts,
      lists,
      requests,
      consultations,
      files,
      reports,
      scores,
      watching,
      publishing,
      reactions,
      jobHandlers,
    },
    async sweep(): Promise<void> {
      await lists.sweep(needs.realm)
      await scores.sweep(needs.realm)
      await benefits.sweep()
    },
  }
}
