import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { CallingProgram, Knock, ProgramGate } from '#ground/http/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Log } from '#ground/telemetry/log.ts'
import { Refusal } from '#kernel/errors.ts'
import { checkSignature, readSignature, skewSeconds } from '#kernel/http-signatures/index.ts'
import { cityDate } from '#kernel/working-days.ts'
import { capabilityOf, type DeclaredCapability } from './capability.ts'
import type { DeprecationRow } from './deprecations/store.ts'
import type { Meter } from './meter/meter.ts'
import { isSandboxKey, openKey } from './programs/key.ts'
import * as store from './programs/store.ts'

/** What every signature over a request covers (standards H8); and its digest, where there is a body. */
export const requestCovers = ['@method', '@target-uri']

/** What goes away, and the list it is of. */
export type Going = { list: DeclaredCapability[]; deprecations: DeprecationRow[] }

/** Knows programs by token or signature, lets them call what they were granted, as often as they may, and counts. */
export function createGate(needs: {
  db: Db
  clock: Clock
  secrets: Secrets
  log: Log
  realm: string
  isSandbox: boolean
  publicUrl: string
  list: () => Promise<DeclaredCapability[]>
  /** What goes away, as it was read last: every answer looks at it, and none waits for it. */
  going: () => Going
  clientOf: (token: string) => Promise<{ clientId: string; scopes: string[] } | undefined>
  meter: Meter
}): ProgramGate {
  const { db, clock, realm, meter } = needs
  const forbidden = (code: string, why: string) => new Refusal('forbidden', `capabilities.${code}`, why)

  return {
    async byToken(token) {
      const client = await needs.clientOf(token)
      if (!client?.scopes.includes('api')) return undefined
      const row = await store.selectProgramOfClient(db, client.clientId)
      if (!row || row.realm !== realm || row.closed_at) return undefined
      return { id: row.id, name: row.name }
    },

    async bySignature(message, hasBody) {
      const unproven = (reason: string, why: string, program?: CallingProgram) => ({
        ...(program ? { program } : {}),
        refusal: new Refusal('unauthenticated', 'capabilities.signature', `The signature does not hold: ${why}`, {
          reason,
        }),
      })
      const read = readSignature(message.headers)
      if (!read.ok) return unproven(read.reason, read.why)
      const { given } = read
      if (isSandboxKey(given.keyId) && !needs.isSandbox)
        return {
          refusal: new Refusal('unauthenticated', 'capabilities.sandbox-key', `${given.keyId} is of the sandbox`),
        }
      const row = await store.selectLiveKey(db, given.keyId)
      const ours = row?.realm === realm ? row : undefined
      const program = ours && { id: ours.program_id, name: ours.name }
      const now = Math.floor(clock().getTime() / 1000)
      const verdict = checkSignature(message, given, {
        key: ours && openKey(ours, needs.secrets),
        now,
        required: hasBody ? [...requestCovers, 'content-digest'] : requestCovers,
        needsNonce: true,
      })
      if (!verdict.ok) return unproven(verdict.reason, verdict.why, program)
      // Only what holds takes a nonce, so nobody uses up another's.
      const until = new Date((given.created! + 2 * skewSeconds) * 1000)
      if (!(await store.takeNonce(db, given.keyId, verdict.nonce ?? '', until)))
        return {
          ...(program ? { program } : {}),
          refusal: new Refusal(
            'unauthenticated',
            'capabilities.replayed',
            `The nonce ${verdict.nonce} was used before`,
          ),
        }
      return program ? { program } : {}
    },

    async enter(program, knock: Knock) {
      const capability = capabilityOf(await needs.list(), knock.tags)
      const access = capability && (await store.selectAccess(db, program.id, capability.key))
      const refused = (refusal: Refusal) => ({ headers: {}, refusal })
      if (!access) return refused(forbidden('no-access', `${program.id} was not granted ${capability?.key ?? 'this'}`))
      if (access.stopped_at) return refused(forbidden('stopped', access.stop_reason ?? 'stopped'))
      if (access.until && access.until < cityDate(clock())) return refused(forbidden('over', `until ${access.until}`))
      if (access.operations && !access.operations.includes(knock.operation))
        return refused(forbidden('no-access', `${knock.operation} was not granted`))
      const { program_id: programId, per_day: perDay, per_second: perSecond } = access
      return meter.take({ programId, capability: access.capability, perDay, perSecond })
    },

    notes({ operation, tags }): Record<string, string> {
      const { list, deprecations } = needs.going()
      const found = deprecations.filter((each) => each.operation === operation || each.operation === '')
      if (found.length === 0) return {}
      const capability = capabilityOf(list, tags)
      const soon = found.find((each) => each.capability === capability?.key)
      if (!soon) return {}
      const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`)
      return {
        deprecation: `@${midnight(soon.since).getTime() / 1000}`,
        sunset: midnight(soon.sunset).toUTCString(),
        link: `<${needs.publicUrl}/developers/capabilities/${soon.capability}>; rel="deprecation"; type="text/html"`,
      }
    },

    left({ tags, ...call }) {
      const at = clock()
      needs.list().then(
        (list) => {
          const capability = capabilityOf(list, tags)
          if (capability) meter.note({ ...call, capability: capability.key, at })
        },
        (error: unknown) => needs.log.error({ err: error }, 'a call was not counted'),
      )
    },
  }
}
