import type { Config } from '#ground/config.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import type { CaseService } from '#support/cases/index.ts'
import { createDesigns, type DesignNeeds, designRoutes } from '#support/designs/index.ts'
import type { CompileExpression } from '#support/forms/index.ts'
import { designSimulationRoutes } from './design-simulation.ts'
import { packKinds } from './pack-kinds.ts'
import type { Part } from './part.ts'

/** What item managers draw in the browser, checked as packs are and published beside them. */
export function createDesignPart(
  wired: Omit<DesignNeeds, 'realm' | 'packKinds' | 'digest'> & {
    config: Config
    cases: CaseService
    compileFeel: CompileExpression
  },
): Part {
  const designs = createDesigns({
    ...wired,
    realm: wired.config.realm,
    packKinds: packKinds(wired.compileFeel),
    digest: (text) => cryptoSuite('GM').hash(Buffer.from(text)),
  })
  return { routes: [designRoutes(designs), designSimulationRoutes({ ...wired, designs })] }
}
