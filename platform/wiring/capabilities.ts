import type { Clock } from '#ground/clock.ts'
import type { Config } from '#ground/config.ts'
import type { Db } from '#ground/database/index.ts'
import type { App, ProgramGate } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { Actor, PostRole } from '#kernel/actor.ts'
import {
  capabilityRoutes,
  createGate,
  createList,
  createMeter,
  createOwners,
  createPrograms,
  type DeclaredCapability,
  deleteOld,
  type Going,
  type Programs,
  programRoutes,
  type Sandbox,
  selectDeprecations,
} from '#support/capabilities/index.ts'
import type { InlineService } from '#support/cases/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { createNotices } from '#support/notices/index.ts'
import type { OpenId } from '#support/openid/index.ts'
import type { Organisations } from '#support/organisations/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Part } from './part.ts'

/** How old the list, and what goes away of it, may be: every call looks at them. */
const freshFor = 2_000

/** What was read a moment ago; what failed is read again. */
function held<T>(clock: Clock, read: () => Promise<T>): () => Promise<T> {
  let last: { at: number; value: Promise<T> } | undefined
  return () => {
    const now = clock().getTime()
    if (!last || Math.abs(now - last.at) > freshFor) {
      const value = read()
      last = { at: now, value }
      value.catch(() => {
        last = undefined
      })
    }
    return last.value
  }
}

/** What was read last, at once; when that is old it is read again behind, so that no answer waits for it or fails with it. */
function lastKnown<T>({ clock, log }: { clock: Clock; log: Log }, none: T, read: () => Promise<T>): () => T {
  let [value, at, isReading] = [none, Number.NEGATIVE_INFINITY, false]
  const readAgain = async () => {
    isReading = true
    try {
      value = await read()
    } catch (error) {
      log.warn({ err: error }, 'what goes away of the capabilities was not read')
    }
    at = clock().getTime()
    isReading = false
  }
  return () => {
    if (!isReading && Math.abs(clock().getTime() - at) > freshFor) void readAgain()
    return value
  }
}

/** The single list, programs of others, and the gate they come through, wired. */
export function createCapabilities(needs: {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  log: Log
  config: Config
  packs: Packs
  identity: Identity
  openId: OpenId
  organisations: Organisations
  notices: Pick<ReturnType<typeof createNotices>, 'tell'>
  partiesOf: (actor: Actor) => Promise<string[]>
  officesOf: (actor: Pick<Actor, 'posts'>, roles: readonly PostRole[]) => Promise<string[]>
}): Part & { gate: ProgramGate; programs: Programs } {
  const { db, clock, config, identity, openId, organisations, packs } = needs
  const { realm } = config
  // The demo's people are all invented: what is tried there touches nobody.
  const isSandbox = config.profile === 'demo'
  const list = held(clock, async () =>
    (await packs.list<DeclaredCapability>('capability')).map(({ content }) => content),
  )
  const going: () => Going = lastKnown<Going>(needs, { list: [], deprecations: [] }, async () => {
    const [declared, deprecations] = await Promise.all([list(), selectDeprecations(db, realm)])
    return { list: declared, deprecations }
  })
  const common = { ...needs, realm, isSandbox, list, recordAudit: identity.audit.record }
  const meter = createMeter(needs)
  const programs = createPrograms({ ...common, clients: openId.clients })
  const capabilities = createList({
    ...common,
    departmentName: async (id) => (await organisations.getDepartment(realm, id)).name,
  })
  const owners = createOwners({
    ...common,
    tell: (tx, notice) => needs.notices.tell(tx, { ...notice, kind: 'case', realm }),
  })
  return {
    programs,
    gate: createGate({ ...common, publicUrl: config.publicUrl, going, clientOf: openId.clientOf, meter }),
    routes: [
      capabilityRoutes(capabilities, owners, sandboxOf(config)),
      programRoutes(programs),
      (app: App) => void app.addHook('onClose', () => meter.flush()),
    ],
    chores: [{ every: 3_600_000, failure: 'old calls were not forgotten', run: () => deleteOld(db, clock()) }],
  }
}

/** The demo is a sandbox itself; a city says where its own is. */
function sandboxOf({ profile, publicUrl, sandboxUrl }: Config): Sandbox | undefined {
  if (profile === 'demo') return { url: publicUrl, here: true }
  return sandboxUrl ? { url: sandboxUrl, here: false } : undefined
}

/**
 * `capabilities.open` of flows: inputs `name`, `purpose`, `capability`, `perDay`, `perSecond`, optional `until` and
 * `programId`; answers `programId`. The program is the applicant's.
 */
export function openProgram(programs: () => Programs): InlineService {
  return (tx, { draft, inputs, actor }) => {
    const { realm, id, no, party } = draft.current
    const { name, purpose, capability, perDay, perSecond, until, programId } = inputs
    return programs().grant(tx, actor, {
      ...{ realm, party, caseId: id, caseNo: no },
      ...{ name: String(name), purpose: String(purpose), capability: String(capability) },
      ...{ perDay: Number(perDay), perSecond: Number(perSecond) },
      ...(typeof until === 'string' ? { until } : {}),
      ...(typeof programId === 'string' && programId ? { programId } : {}),
    })
  }
}
