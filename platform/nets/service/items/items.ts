import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { Files } from '#ground/files/files.ts'
import type { NewId } from '#ground/ids.ts'
import type { JobHandler, Jobs } from '#ground/jobs.ts'
import { createItemImports, type ItemImports, importJob } from './imports/service.ts'
import { createPackItems, type PackItems } from './pack-items.ts'
import { takeEffectJob } from './publishing.ts'
import { createItemReading, type ItemReading } from './reading.ts'
import { createItemFinder } from './search/service.ts'
import { createItemEditing, type ItemEditing } from './service.ts'

export type Items = ItemReading &
  Omit<ItemEditing, 'publisher'> & {
    imports: ItemImports
    packs: PackItems
    /** The work this module leaves for later, by the name of the job. */
    jobHandlers: Record<string, JobHandler>
  }

/** The items of every realm: their versions, drafts, search and imports. */
export function createItems(needs: {
  db: Db
  clock: Clock
  newId: NewId
  publish: Publish
  jobs: Jobs
  files: Files
}): Items {
  const finder = createItemFinder(needs)
  const { publisher, ...editing } = createItemEditing({ ...needs, finder })
  const imports = createItemImports({ ...needs, finder })
  return {
    ...createItemReading({ ...needs, finder }),
    ...editing,
    imports,
    packs: createPackItems({ ...needs, publisher }),
    jobHandlers: {
      [importJob]: async ({ realm, runId }) => {
        await imports.run(String(realm), String(runId))
      },
      [takeEffectJob]: ({ realm, itemId }) => publisher.takeEffect(String(realm), String(itemId)),
    },
  }
}
