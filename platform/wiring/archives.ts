import { readFile } from 'node:fs/promises'
import type { Publish } from '#ground/events.ts'
import { sharedKey } from '#kernel/http-signatures/index.ts'
import {
  type ArchiveHouse,
  type ArchiveNeeds,
  archiveRoutes,
  archivesModule,
  createArchives,
  createHttpArchive,
  type RetentionSchedule,
} from '#support/archives/index.ts'
import type { CaseFileService } from '#support/case-files/index.ts'
import type { CaseService } from '#support/cases/index.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { Keys } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Ground } from './ground.ts'
import type { Part } from './part.ts'
import type { Territory } from './territory.ts'

export const archivesModules = [archivesModule]

/** Of each five seconds, what filing and handing over may take. */
const budget = 500

/** Filing of closed cases, and the archive when an address is set. */
export async function createArchivesPart(
  needs: Ground & {
    publish: Publish
    keys: Keys
    ledger: Ledger
    seals: ArchiveNeeds['seals']
    packs: Packs
    cases: CaseService
    caseFiles: CaseFileService
    recordAudit: RecordAudit
    officesOf: ArchiveNeeds['officesOf']
    territory: () => Promise<Territory>
  },
): Promise<Part> {
  const house = await openArchive(needs)
  const archives = createArchives({
    ...needs,
    endedCase: needs.cases.whole.ended,
    caseFile: needs.caseFiles.forArchive,
    schedules: async () => (await needs.packs.list<RetentionSchedule>('retention')).map(({ content }) => content),
    async departmentsAbove(id) {
      const tree = await needs.territory()
      const above: string[] = []
      for (
        let next = tree.find(id);
        next && !above.includes(next.id);
        next = next.parent ? tree.find(next.parent) : undefined
      )
        above.push(next.id)
      return above
    },
    ...(house ? { house } : {}),
  })
  return {
    routes: [archiveRoutes(archives)],
    reactions: archives.reactions,
    chores: [{ every: 5_000, failure: 'the archive was not looked after', run: () => archives.turn(budget) }],
  }
}

async function openArchive({ config, clock, newId }: Ground): Promise<ArchiveHouse | undefined> {
  const { archiveUrl, archiveKeyFile, realm } = config
  if (!archiveUrl || !archiveKeyFile) return undefined
  const hex = (await readFile(archiveKeyFile, 'utf8')).trim()
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error(`The key of the archive at ${archiveKeyFile} must be 64 hex digits`)
  return createHttpArchive({
    url: archiveUrl,
    key: sharedKey(realm, Buffer.from(hex, 'hex')),
    now: clock,
    nonce: newId,
  })
}
