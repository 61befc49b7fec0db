import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type App, createHttp } from '#ground/http/index.ts'
import { newId } from '#ground/ids.ts'
import { createSecrets } from '#ground/secrets.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import {
  checkpointRoutes,
  createEvidence,
  type EvidenceSettings,
  evidenceModule,
  evidenceRoutes,
  problems,
  type Scene,
} from '#support/evidence/index.ts'
import { createIdentity, identityModule } from '#support/identity/index.ts'
import { createKeys, keysModule } from '#support/keys/index.ts'
import {
  createLedger,
  ledgerModule,
  problems as logProblems,
  logRoutes,
  startSequencer,
} from '#support/ledger/index.ts'
import { createOrganisations, organisationsModule } from '#support/organisations/index.ts'
import { testDatabase } from './database.ts'
import { noCodes } from './demo-city.ts'

export type EvidenceStage = Awaited<ReturnType<typeof openEvidenceStage>>

const administrator = 'the-administrator-of-this-stage'

/** One evidence base with its log behind an address of its own. Settings can be changed afterwards: who witnesses whom is known late. */
export async function openEvidenceStage(realm: string, scenes: Scene[] = []) {
  const database = await testDatabase([organisationsModule, identityModule, keysModule, ledgerModule, evidenceModule])
  const { db } = database
  let now = new Date('2026-11-22T02:00:00Z')
  const clock = () => now
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const secrets = createSecrets(Buffer.alloc(32, 9))
  const log = createLog('fatal')
  const ground = { db, clock, newId, secrets, log, publicUrl: url }
  const identity = createIdentity({
    ...{ ...ground, organisations: createOrganisations(ground), sendCode: noCodes },
  })
  const keys = createKeys(ground)
  const ledger = createLedger(ground)
  const settings: EvidenceSettings = { witnesses: [], logs: [] }
  const needs = { ...ground, keys, ledger, recordAudit: identity.audit.record, settings, scenes: async () => scenes }
  let evidence = createEvidence(needs)
  const admin = officialOf(realm, 'administrator')
  const sequencer = startSequencer({ ...ground, logSigner: keys.logSigner, everyMs: 3_600_000 })

  let app = await listen()
  async function listen(): Promise<App> {
    const opened = await createHttp({
      config: { publicUrl: url, rateLimit: 100_000, realm, trustProxy: false, profile: 'demo' },
      db,
      newId,
      log,
      metrics: createMetrics(),
      authenticate: async (token) => (token === administrator ? admin : undefined),
      problems: { ...problems, ...logProblems },
      onChange: () => undefined,
    })
    await opened.register(async (scope) => evidenceRoutes(evidence)(scope as App), { prefix: '/api/v1' })
    logRoutes(ledger, keys)(opened)
    checkpointRoutes(evidence)(opened)
    await opened.listen({ host: '127.0.0.1', port })
    return opened
  }

  return {
    ...{ realm, url, db, keys, ledger, admin, administrator },
    evidence: () => evidence,
    official: (role: PostRole) => officialOf(realm, role),
    pass: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000)
    },
    sequence: () => sequencer.drain(),
    /** Opens the doors anew with other settings, as a restart does. */
    async reopen(more: Partial<EvidenceSettings>): Promise<void> {
      Object.assign(settings, more)
      evidence = createEvidence(needs)
      await app.close()
      app = await listen()
    },
    async close(): Promise<void> {
      await app.close()
      await sequencer.stop()
      await database.close()
    },
  }
}

const officialOf = (realm: string, role: PostRole): Actor => ({
  kind: 'official',
  realm,
  accountId: `${role}-1`,
  name: '存证管理员',
  level: 'L2',
  posts: [{ id: 'p', role, departmentId: 'd', departmentName: '政数局', divisionCode: '441900000000' }],
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}
