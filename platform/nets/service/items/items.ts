import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { Files } from '#ground/files/files.ts'
import type { NewId } from '#ground/ids.ts'
import type { JobHandler, Jobs } from '#ground/jobs.ts'
import { cityDate } from '#kernel/working-days.ts'
import { createItemImports, type ItemImports, importJob } from './imports/service.ts'
import { createMatters, type Matters } from './matters/service.ts'
import { createOffered } from './offered.ts'
import { createPackItems, type PackItems } from './pack-items.ts'
import { createPreparedAnswers, type PreparedAnswers } from './prepared/answers.ts'
import { selectStamp } from './prepared/store.ts'
import type { FormMeasure } from './profiles/profile.ts'
import { createItemProfiles, type ItemProfiles, profileJob } from './profiles/service.ts'
import type { ProofQuery, ProofsInForce } from './proofs/contract.ts'
import { inForce, type ProofList } from './proofs/proof.ts'
import { proofsOn } from './proofs/reading.ts'
import { takeEffectJob } from './publishing.ts'
import { createItemReading, type ItemReading } from './reading.ts'
import { createItemFinder, type ItemFinder } from './search/service.ts'
import { createItemEditing, type ItemEditing } from './service.ts'

export type Items = ItemReading &
  Omit<ItemEditing, 'publisher'> & {
    imports: ItemImports
    packs: PackItems
    /** Public answers as bytes, good until an item changes or the day ends. */
    prepared: PreparedAnswers
    /** The proofs that may be demanded on a day: public. */
    listProofs: (query: ProofQuery) => Promise<ProofsInForce>
    /** For maps of life events: items by theme and by id, as cards. */
    cards: Pick<ItemFinder, 'listThemed' | 'cardsOf' | 'countThemes' | 'listIds'>
    /** The work this module leaves for later, by the name of the job. */
    jobHandlers: Record<string, JobHandler>
    profiles: ItemProfiles
    matters: Matters
  }

/** The items of every realm: their versions, drafts, search and imports. */
export function createItems(needs: {
  db: Db
  clock: Clock
  newId: NewId
  publish: Publish
  jobs: Jobs
  files: Files
  /** The published lists of proofs (证明事项清单), as packs hold them. */
  proofLists: () => Promise<ProofList[]>
  /** What the form of an item asks and already knows. */
  formMeasure: (key: string) => Promise<FormMeasure | undefined>
}): Items {
  const today = () => cityDate(needs.clock())
  const proofsToday = async () => inForce(await needs.proofLists(), today())
  const finder = createItemFinder(needs)
  const offered = createOffered<number>(() => selectStamp(needs.db))
  const renewable = createOffered<{ id: string; version: number }[]>(() => selectStamp(needs.db))
  const changed = () => {
    offered.lookAgain()
    renewable.lookAgain()
  }
  const { publisher, ...editing } = createItemEditing({ ...needs, finder, proofsToday, changed })
  const profiles = createItemProfiles(needs)
  const imports = createItemImports({ ...needs, finder })
  return {
    ...createItemReading({ ...needs, finder, proofsToday, offered, renewable }),
    listProofs: async (query) => proofsOn(await needs.proofLists(), query, query.on ?? today()),
    ...editing,
    imports,
    cards: finder,
    // What is in force changes with the day, too.
    prepared: createPreparedAnswers(async () => `${cityDate(needs.clock())} ${await selectStamp(needs.db)}`),
    profiles,
    matters: createMatters(needs),
    packs: createPackItems({ ...needs, publisher }),
    jobHandlers: {
      [importJob]: async ({ realm, runId }) => {
        await imports.run(String(realm), String(runId))
      },
      [takeEffectJob]: async ({ realm, itemId }) => {
        await publisher.takeEffect(String(realm), String(itemId))
        await profiles.measure(String(realm))
      },
      [profileJob]: ({ realm }) => profiles.measure(String(realm)),
    },
  }
}
