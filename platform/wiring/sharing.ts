import { type Reaction, when } from '#ground/events.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { fillRandom } from '#kernel/random.ts'
import { createExports, exportRoutes, exportsModule } from '#nets/data/exports/index.ts'
import { createGateway, createWarnings, gatewayModule, gatewayRoutes, warningRoutes } from '#nets/data/gateway/index.ts'
import { createProofChecks, proofCheckRoutes, proofChecksModule } from '#nets/data/proof-checks/index.ts'
import { createScores, scoreRoutes, scoresModule } from '#nets/data/scores/index.ts'
import {
  createSharing,
  DemandMoved,
  type SharingNeeds,
  sharingModule,
  sharingRoutes,
} from '#nets/data/sharing/index.ts'
import type { DeclaredCapability } from '#support/capabilities/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { Keys } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { Organisations } from '#support/organisations/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Registers } from '#support/registers/index.ts'
import type { Ground } from './ground.ts'
import type { Part } from './part.ts'

type Needs = Ground &
  Pick<SharingNeeds, 'publish' | 'calendar' | 'officesOf'> & {
    registers: Registers
    organisations: Pick<Organisations, 'getDepartment'>
    packs: Pick<Packs, 'get'>
    ledger: Pick<Ledger, 'append'>
    keys: Pick<Keys, 'logSigner'>
    recordAudit: Identity['audit']['record']
  }

/** 数据共享: demands between departments, and the gateway that answers within what was granted. */
export function createSharingPart(needs: Needs): Part {
  const { config, ledger, organisations, packs, registers } = needs
  const sharing = createSharing({
    ...needs,
    random: (bytes) => fillRandom(bytes),
    register: registers.get,
    department: (realm, id) => organisations.getDepartment(realm, id),
    // The office that answers for this capability on the single list is the one that coordinates.
    dataOffice: async () => (await packs.get<DeclaredCapability>('capability', 'sharing')).content.departmentId,
    appendLeaf: (tx, realm, subject, said) =>
      ledger.append(tx, realm, [
        {
          ...{ kind: 'sharing.demand', subject },
          digest: cryptoSuite('GM').hash(Buffer.from(canonicalJson(said))),
        },
      ]),
  })
  const gateway = createGateway({ ...needs, sharing })
  const exports = createExports({ ...needs, sharing, gateway, logSigner: needs.keys.logSigner })
  const warnings = createWarnings({ ...needs, sharing })
  const checks = createProofChecks({
    ...needs,
    department: (realm, id) => organisations.getDepartment(realm, id),
  })
  const scores = createScores({ ...needs, sharing, gateway })
  const reactions: Reaction[] = [when(DemandMoved, 'gateway.forget-keys', async () => gateway.forgetKeys())]
  return {
    routes: [
      ...[sharingRoutes(sharing), gatewayRoutes(gateway, config.publicUrl), exportRoutes(exports)],
      ...[warningRoutes(warnings), proofCheckRoutes(checks), scoreRoutes(scores)],
    ],
    jobHandlers: exports.jobHandlers,
    reactions,
    chores: [
      { every: 3_600_000, failure: 'old calls of the gateway were not forgotten', run: gateway.deleteOld },
      { every: 3_600_000, failure: 'old attempts of proof checks were not forgotten', run: checks.deleteOld },
      { every: 10_000, failure: 'the use of grants was not looked at', run: warnings.look },
    ],
  }
}

export const sharingModules = [sharingModule, gatewayModule, exportsModule, proofChecksModule, scoresModule]
