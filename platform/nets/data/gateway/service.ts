import type { Clock } from '#ground/clock.ts'
import type { Db } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Log } from '#ground/telemetry/log.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { type SignatureHeaders, signMessage } from '#kernel/http-signatures/index.ts'
import { cityDate } from '#kernel/working-days.ts'
import { holdsRestricted, type Registers, type SharedAround, type SharedPage } from '#support/registers/index.ts'
import { answerCovers, answerMessage } from '#support/systems/index.ts'
import type { Granted, KeyHolder, Sharing } from '../sharing/index.ts'
import { type Admitted, createAdmission, type Knock } from './admission.ts'
import { type GatewayUse, gatewayTag } from './contract.ts'
import { createGathering } from './gathering.ts'
import { createQuota } from './quota.ts'
import * as store from './store.ts'
import { createThrottle } from './throttle.ts'

export type GatewayNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  log: Log
  sharing: Pick<Sharing, 'holderOf' | 'get'>
  registers: Pick<Registers, 'shared' | 'get'>
}

/** A body as it leaves, with the headers that sign it when the request was signed. */
export type GatewayAnswer = { body: string; headers: Record<string, string> }

export type RecordsAsked = { register: string; where: Record<string, string>; limit: number; after?: string }
export type CountsAsked = { register: string; by: string[]; where: Record<string, string> }

/** As many records as a page of the gateway has at most. */
const filePage = 100

export type Gateway = ReturnType<typeof createGateway>

/** One door for systems that read registers of other departments: within a grant, masked, logged, counted and signed. */
export function createGateway(needs: GatewayNeeds) {
  const { db, clock, registers } = needs
  const admission = createAdmission({ clock, holderOf: needs.sharing.holderOf })
  const inPace = createThrottle()
  const hasQuota = createQuota((asked) => store.takeQuota(db, asked))
  const keepCall = createGathering((calls: store.CallRow[]) => store.insertCalls(db, calls))
  const keepNonce = createGathering((nonces: store.Nonce[]) => store.insertNonces(db, nonces))

  /** Reads records. What is refused is in the log of calls, too, once it is known whose key it was. */
  function records(knock: Knock, asked: RecordsAsked): Promise<GatewayAnswer> {
    const { register, where, limit, after } = asked
    return answered(knock, { register, operation: 'records', askedBy: Object.keys(where) }, async (holder, around) => {
      const reader = { realm: holder.realm, account: holder.keyId, ip: knock.ip, ...holder.reader }
      const query = { where, limit, ...(after === undefined ? {} : { after }) }
      const { rows, next, version, sourceLabel } = await registers.shared.page(reader, holder.scope, query, around)
      return { register, version, source: sourceLabel, items: rows, ...(next ? { next } : {}) }
    })
  }

  /** Counts records by fields that the caller sees whole; small groups are not told. */
  function counts(knock: Knock, { register, by, where }: CountsAsked): Promise<GatewayAnswer> {
    const askedBy = [...by, ...Object.keys(where)]
    return answered(knock, { register, operation: 'counts', askedBy }, async (holder, { allowed, beside }) => {
      await allowed()
      const found = await registers.shared.counts(holder.realm, holder.scope, { by, where })
      await beside(0)
      return { register, ...found }
    })
  }

  type Asked = { register: string; operation: string; askedBy: string[] }
  type Read = (holder: KeyHolder, around: Required<SharedAround>) => Promise<unknown>

  async function answered(knock: Knock, asked: Asked, read: Read): Promise<GatewayAnswer> {
    const begun = performance.now()
    const admitted = await admission.identify(knock)
    const { holder } = admitted
    const line = (rows: number, code: string | null): store.CallRow => ({
      ...{ id: needs.newId(), realm: holder.realm, at: clock(), key_id: holder.keyId, demand_id: holder.demandId },
      ...{ reader: holder.reader.name, purpose: holder.reader.purpose, register: asked.register },
      ...{ operation: asked.operation, fields: [...holder.scope.fields], asked_by: asked.askedBy, rows, code },
      ...{ ip: knock.ip, millis: Math.round(performance.now() - begun) },
    })
    try {
      await letIn(admitted, knock, asked.register)
      // Nothing leaves before the call is in the log.
      const beside = (rows: number) => keepCall(line(rows, null))
      const body = await read(holder, { allowed: () => countIn(admitted), beside })
      return signed(admitted, knock, JSON.stringify(body))
    } catch (error) {
      if (error instanceof Refusal) await keepCall(line(0, error.code))
      throw error
    }
  }

  async function letIn({ holder, nonce }: Admitted, knock: Knock, register: string): Promise<void> {
    const refuse = (code: string) => {
      throw refused('forbidden', code, holder)
    }
    const ip = knock.ip.replace(/^::ffff:/, '')
    if (!holder.addresses.check(ip, ip.includes(':') ? 'ipv6' : 'ipv4')) refuse('elsewhere')
    if (holder.scope.register !== register) refuse('not-granted')
    if (holder.state !== 'granted') refuse('stopped')
    if (holder.until < cityDate(clock())) refuse('over')
    if (holder.perSecond !== undefined && !inPace(holder.demandId, holder.perSecond))
      throw refused('limited', 'too-fast', holder)
    if (nonce === undefined && holdsRestricted(await registers.get(holder.realm, register), holder.scope))
      refuse('must-sign')
  }

  /** A signature counts once, and each call that is let in is one of its day. */
  async function countIn({ holder, nonce }: Admitted): Promise<void> {
    if (nonce !== undefined) {
      const fresh = await keepNonce({ key_id: holder.keyId, nonce, until: admission.nonceUntil() })
      if (!fresh.has(`${holder.keyId} ${nonce}`)) throw refused('unauthenticated', 'replayed', holder)
    }
    if (!(await hasQuota(holder.demandId, cityDate(clock()), holder.perDay))) throw refused('limited', 'quota', holder)
  }

  /** The answer names the signature of its request, so that it serves no other. */
  function signed({ key, nonce }: Admitted, { headers }: Knock, body: string): GatewayAnswer {
    if (nonce === undefined) return { body, headers: {} }
    const asked = { 'signature-input': String(headers['signature-input']), signature: String(headers.signature) }
    const message = answerMessage({ status: 200, body }, asked satisfies SignatureHeaders)
    const created = Math.floor(clock().getTime() / 1000)
    const signature = signMessage(message, key, { components: answerCovers, created, tag: gatewayTag })
    return { body, headers: { ...(message.headers as Record<string, string>), ...signature } }
  }

  /**
   * All records of a grant, page by page, for a file of them: logged for each person met, and each page a call of the day. Refuses
   * with `gateway.quota`.
   */
  async function* pages(grant: Granted, account: string): AsyncGenerator<SharedPage> {
    const reader = { realm: grant.realm, account, ...grant.reader }
    for (let after: string | undefined; ; ) {
      const begun = performance.now()
      const allowed = async () => {
        if (!(await hasQuota(grant.demandId, cityDate(clock()), grant.perDay)))
          throw new Refusal('limited', 'gateway.quota', 'No calls are left today')
      }
      const beside = (rows: number) =>
        keepCall({
          ...{ id: needs.newId(), realm: grant.realm, at: clock(), key_id: account, demand_id: grant.demandId },
          ...{ reader: grant.reader.name, purpose: grant.reader.purpose, register: grant.scope.register },
          ...{ operation: 'file', fields: [...grant.scope.fields], asked_by: [], rows, code: null, ip: '' },
          millis: Math.round(performance.now() - begun),
        })
      const query = { where: {}, limit: filePage, ...(after === undefined ? {} : { after }) }
      const page = await registers.shared.page(reader, grant.scope, query, { allowed, beside })
      yield page
      after = page.next
      if (after === undefined) return
    }
  }

  /** The use of a grant in the last thirty days, for whoever may see its demand. */
  async function use(actor: Actor, demandId: string): Promise<GatewayUse> {
    await needs.sharing.get(actor, demandId)
    const since = new Date(clock().getTime() - 30 * 86_400_000)
    const [days, latest] = await Promise.all([
      store.selectDays(db, actor.realm, demandId, since),
      store.selectLatest(db, actor.realm, demandId, 50),
    ])
    return {
      days,
      latest: latest.map(({ at, operation, asked_by: askedBy, rows: records, code, ip: address, millis }) => ({
        ...{ at: at.toISOString(), operation, askedBy, records, address, millis },
        ...(code ? { code } : {}),
      })),
    }
  }

  return { records, counts, pages, use, forgetKeys: admission.forget, deleteOld: () => store.deleteOld(db, clock()) }
}

const refused = (kind: 'forbidden' | 'limited' | 'unauthenticated', code: string, { keyId }: KeyHolder) =>
  new Refusal(kind, `gateway.${code}`, `${keyId} is refused: ${code}`)
