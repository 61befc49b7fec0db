import { createCaseMaterials } from './materials.ts'
import type { CaseNeeds } from './needs.ts'
import { createCaseReading } from './reading.ts'
import { createCaseVerbs } from './service.ts'

/** The case engine: the verbs, and everything that reads. */
export function createCases(needs: CaseNeeds) {
  return { ...createCaseVerbs(needs), ...createCaseReading(needs), addMaterial: createCaseMaterials(needs) }
}

export type CaseService = ReturnType<typeof createCases>
