import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Files } from '#ground/files/files.ts'
import type { Routes } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Jobs } from '#ground/jobs.ts'
import type { Secrets } from '#ground/secrets.ts'
import * as disputes from '#nets/service/disputes/index.ts'
import type { Items } from '#nets/service/items/index.ts'
import * as materials from '#nets/service/materials/index.ts'
import type { CallOutside, CaseService } from '#support/cases/index.ts'
import type { CredentialService } from '#support/credentials/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Registers } from '#support/registers/index.ts'
import { createCorrections } from './corrections.ts'
import { forDisputes } from './disputes.ts'
import { forMaterials } from './materials.ts'
import type { createPeople } from './people.ts'
import type { Territory } from './territory.ts'

export const ownAffairsModules = [materials.materialsModule, disputes.disputesModule]

/** What people look after themselves beside their cases: their materials, and facts about them that are wrong. */
export function createOwnAffairs(needs: {
  db: Db
  clock: Clock
  newId: NewId
  files: Files
  secrets: Secrets
  jobs: Jobs
  cases: CaseService
  items: Items
  packs: Packs
  registers: Registers
  credentials: CredentialService
  territory: () => Promise<Territory>
  people: ReturnType<typeof createPeople>
}) {
  const { cases, people } = needs
  const materialService = materials.createMaterials({ ...needs, ...forMaterials(cases, people.applicant) })
  const disputeService = disputes.createDisputes({ ...needs, ...forDisputes({ ...needs, numberOf: people.numberOf }) })
  const correct: CallOutside = createCorrections({ ...needs, numberOf: people.numberOf })
  return {
    materials: materialService,
    disputes: disputeService,
    correct,
    routes: [materials.materialRoutes(materialService), disputes.disputeRoutes(disputeService)] as Routes[],
    reactions: disputeService.reactions,
    jobHandlers: disputeService.jobHandlers,
  }
}
