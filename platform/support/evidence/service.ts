import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { Keys } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import { createAnchors } from './anchors.ts'
import { createChainAnchoring } from './chain/anchoring.ts'
import { createEvmChain } from './chain/evm.ts'
import { createChannels } from './channels.ts'
import { createClients } from './clients.ts'
import type { EvidenceNode } from './contract.ts'
import { originOf } from './origin.ts'
import type { Scene } from './scene.ts'
import type { EvidenceSettings } from './settings.ts'
import { createCheckpoints } from './witness/checkpoints.ts'
import { createWitness } from './witness/witness.ts'

/** The evidence base: what others anchor, who witnesses the log, and the chain its heads are put on. */
export function createEvidence(needs: {
  db: Db
  clock: Clock
  newId: NewId
  log: Log
  keys: Keys
  ledger: Ledger
  recordAudit: RecordAudit
  publicUrl: string
  scenes: () => Promise<Scene[]>
  settings: EvidenceSettings
}) {
  const { settings } = needs
  const origin = originOf(needs.publicUrl)
  const common: EvidenceNode[] = [
    ...settings.witnesses.map(({ key }) => ({ name: key.name, role: 'witness' as const })),
    ...(settings.chain ? [{ name: settings.chain.name, role: 'chain' as const }] : []),
  ]
  const channels = createChannels({ ...needs, common })
  const checkpoints = createCheckpoints({ ...needs, origin, witnesses: settings.witnesses })
  const chain = settings.chain && createEvmChain(settings.chain)
  return {
    channels,
    clients: createClients({ ...needs, channels }),
    checkpoints,
    anchors: createAnchors({ ...needs, channels, cosigned: checkpoints.cosigned }),
    witness: createWitness({ ...needs, name: `${origin}/witness`, logs: settings.logs }),
    chain: createChainAnchoring({ ...needs, origin, chain }),
    /** Minutes between two heads on the chain; undefined without one. */
    chainEvery: settings.chain && (settings.chain.everyMinutes ?? 60),
  }
}

export type Evidence = ReturnType<typeof createEvidence>
