import {
  checkpointRoutes,
  createEvidence,
  evidenceModule,
  evidenceRoutes,
  readEvidenceSettings,
  type Scene,
} from '#support/evidence/index.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { Keys } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Ground } from './ground.ts'
import type { Part } from './part.ts'

export const evidenceModules = [evidenceModule]

/** The evidence base over the ledger. */
export async function createEvidencePart(
  ground: Ground & { keys: Keys; ledger: Ledger; recordAudit: RecordAudit; packs: Pick<Packs, 'list'> },
): Promise<Part> {
  const { config } = ground
  const evidence = createEvidence({
    ...ground,
    publicUrl: config.publicUrl,
    scenes: async () => (await ground.packs.list<Scene>('evidence-scene')).map(({ content }) => content),
    settings: await readEvidenceSettings(config),
  })
  return {
    routes: [evidenceRoutes(evidence)],
    rootRoutes: [checkpointRoutes(evidence)],
    chores: [
      {
        every: 5_000,
        failure: 'witnesses were not asked',
        run: () => evidence.checkpoints.askWitnesses(config.realm),
      },
      ...(evidence.chainEvery
        ? [
            {
              every: evidence.chainEvery * 60_000,
              failure: 'the head of the log was not put on the chain',
              run: () => evidence.chain.anchor(config.realm),
            },
          ]
        : []),
    ],
  }
}
