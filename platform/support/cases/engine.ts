import { createCaseMaterials } from './materials.ts'
import { createMatters } from './matters/service.ts'
import { createMessages } from './messages/service.ts'
import type { CaseNeeds } from './needs.ts'
import { createProcedures } from './procedures/service.ts'
import { createCaseReading } from './reading.ts'
import { createLimitChanges } from './recalculation/limits.ts'
import { createRecalculation } from './recalculation/service.ts'
import { createCaseVerbs } from './service.ts'
import { createSimulation } from './simulation/service.ts'
import { createStanding } from './standing/service.ts'
import { createOwed } from './terms/service.ts'
import { createFlowListing } from './versions/listing.ts'
import { createVersions } from './versions/service.ts'
import { createCaseWhole } from './whole.ts'
import { createWorkload } from './workload/service.ts'

/** The case engine: the verbs, and everything that reads. */
export function createCases(needs: CaseNeeds) {
  const verbs = createCaseVerbs(needs)
  const owed = createOwed(needs, verbs)
  return {
    ...verbs,
    ...createCaseReading(needs),
    ...createProcedures(needs),
    ...createMessages(needs),
    ...createMatters(needs, verbs),
    ...createCaseMaterials(needs, owed),
    lookAtOwed: owed.look,
    whole: createCaseWhole(needs),
    recalculation: createRecalculation(needs),
    limitChanges: createLimitChanges(needs),
    ...createWorkload(needs, verbs),
    ...createVersions(needs),
    ...createFlowListing(needs),
    ...createSimulation(needs),
    ...createStanding(needs),
  }
}

export type CaseService = ReturnType<typeof createCases>
