import { BlockList, isIP } from 'node:net'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { Claim } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { type Calendar, cityDate } from '#kernel/working-days.ts'
import type { Register, SharedScope } from '#support/registers/index.ts'
import type { Demand, DemandAct, DemandInput, DemandLine, DemandState, IssuedKey, KeyInput, Verb } from './contract.ts'
import { days, dueOf, mayMove, moves, type Side, sidesLeft, verbs } from './demand.ts'
import { DemandMoved } from './events.ts'
import { grantFrom, grantOf } from './granting.ts'
import { askers, coordinators, mayLook, type OfficesOf, providers, seesAll, speaking } from './policy.ts'
import * as store from './store.ts'

export type SharingNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  random: (bytes: Uint8Array<ArrayBuffer>) => void
  calendar: Pick<Calendar, 'addWorkingDays'>
  publish: Publish
  register: (realm: string, key: string) => Promise<Register>
  department: (realm: string, id: string) => Promise<{ name: string }>
  /** The data office (数据管理部门), which checks demands and rules on disputes. */
  dataOffice: () => Promise<string>
  officesOf: OfficesOf
  recordAudit: (
    tx: Tx,
    actor: Actor,
    note: { action: string; objectType: string; objectId: string; purpose?: string },
  ) => Promise<void>
  /** A leaf of the public log. */
  appendLeaf: (tx: Tx, realm: string, subject: string, said: unknown) => Promise<unknown>
}

/** What was granted, in whatever state it is. */
export type Granted = {
  realm: string
  demandId: string
  state: DemandState
  until: string
  perDay: number
  perSecond?: number
  reader: { name: string; purpose: string; basis: string }
  scope: SharedScope
}

/** What a key opens, for the gateway. */
export type KeyHolder = Granted & { keyId: string; secret: Buffer; addresses: BlockList }

export type Sharing = ReturnType<typeof createSharing>

const sealedAs = 'sharing.key.secret'

/** 供需对接: a department asks for another's data, is answered within the law's days, and may go to the data office. */
export function createSharing(needs: SharingNeeds) {
  const { db, clock } = needs

  const speaksFor = speaking(needs.officesOf)

  async function sidesOf(actor: Actor, row: store.DemandRow, office: string): Promise<Side[]> {
    const [isUser, isProvider, coordinates, steps] = await Promise.all([
      speaksFor(actor, askers, row.user_department),
      speaksFor(actor, providers, row.provider_department),
      speaksFor(actor, coordinators, office),
      store.listSteps(db, row.realm, row.id),
    ])
    const sides: Side[] = [
      ...(isUser ? ['user' as const] : []),
      ...(isProvider ? ['provider' as const] : []),
      ...(coordinates ? ['coordinator' as const] : []),
    ]
    const done = steps.filter(({ by_account }) => by_account === actor.accountId).map(({ verb }) => verb)
    return sidesLeft(sides, done)
  }

  const mayAct = (verb: Exclude<Verb, 'file'>, { state, extended }: store.DemandRow, sides: readonly Side[]): boolean =>
    mayMove(verb, state, sides) && !(verb === 'extend' && extended)

  /** Either side's offices, the data office and auditors; others do not learn that it is there. */
  async function lookUp(actor: Actor, id: string): Promise<{ row: store.DemandRow; sides: Side[] }> {
    if (!mayLook(actor)) throw forbidden()
    const [row, office] = await Promise.all([store.findDemand(db, actor.realm, id), needs.dataOffice()])
    const mine = row && (seesAll(actor, await speaksFor(actor, coordinators, office)) || (await involved(actor, row)))
    if (!row || !mine) throw new Refusal('missing', 'sharing.missing', `No demand ${id}`)
    return { row, sides: await sidesOf(actor, row, office) }
  }

  async function involved(actor: Actor, row: store.DemandRow): Promise<boolean> {
    const offices = await needs.officesOf(actor, askers)
    return offices.includes(row.user_department) || offices.includes(row.provider_department)
  }

  async function file(actor: Actor, input: DemandInput, claim?: Claim): Promise<Demand> {
    if (!(await speaksFor(actor, askers, input.departmentId))) throw forbidden()
    const { realm } = actor
    const register = await needs.register(realm, input.register)
    if (register.owner === input.departmentId)
      throw new Refusal('conflict', 'sharing.own-register', `${register.key} is the department's own`)
    const strange = input.fields.find((key) => !register.fields.some((field) => field.key === key))
    if (strange) throw new Refusal('invalid', 'registers.unknown-field', `Register ${register.key} has no ${strange}`)
    const today = cityDate(clock())
    if (input.until <= today) throw new Refusal('invalid', 'sharing.past', 'The end lies in the past')
    const [user, provider] = await Promise.all([
      needs.department(realm, input.departmentId),
      needs.department(realm, register.owner),
    ])
    const due = dueOf('checking', today, needs.calendar, 'conditional') ?? null
    const year = Number(today.slice(0, 4))
    return inTransaction(db, async (tx) => {
      const turn = await store.nextNumber(tx, realm, year)
      const row: store.DemandRow = {
        ...{ realm, id: needs.newId(), no: `SJ-${year}-${String(turn).padStart(5, '0')}` },
        ...{ register: register.key, register_name: register.name, catalogue_code: input.catalogueCode ?? null },
        ...{ user_department: input.departmentId, user_name: user.name },
        ...{ provider_department: register.owner, provider_name: provider.name, system: input.system.trim() },
        ...{ purpose: input.purpose.trim(), basis: input.basis.trim(), fields: input.fields },
        ...{ frequency: input.frequency, until: input.until, per_day: input.perDay, state: 'checking' },
        ...{ share_type: null, filed_by: actor.accountId, filed_at: clock(), due, extended: false },
        ...{ grant_fields: null, grant_plain: null, grant_rows: null, grant_until: null, grant_per_day: null },
        grant_per_second: null,
        version: 1,
      }
      await store.insertDemand(tx, row)
      await follow(tx, actor, row, { verb: 'file', note: row.purpose }, user.name)
      const view = await present(tx, actor, row, register, ['user'])
      await claim?.answer(tx, 201, view)
      return view
    })
  }

  async function act(actor: Actor, id: string, input: DemandAct, claim?: Claim): Promise<Demand> {
    const { row, sides } = await lookUp(actor, id)
    const { verb } = input
    if (verb === 'file' || !moves[verb].by.some((side) => sides.includes(side))) throw forbidden()
    if (!mayAct(verb, row, sides))
      throw new Refusal('conflict', 'sharing.not-now', `${verb} is not for a demand that is ${row.state}`)
    const register = await needs.register(row.realm, row.register)
    const today = cityDate(clock())
    const state = moves[verb].to
    const change: Partial<store.DemandRow> = { state, due: dueFor(verb, row, input, today) }
    if (verb === 'pass') {
      if (!input.shareType) throw incomplete('shareType')
      change.share_type = input.shareType
    }
    if (verb === 'extend') change.extended = true
    if (verb === 'refuse' && !input.basis) throw incomplete('basis')
    if (verb === 'offer' && !input.alternative) throw incomplete('alternative')
    if (verb === 'grant' || verb === 'rule-grant') Object.assign(change, grantFrom(row, register, input))
    const side = moves[verb].by.find((each) => sides.includes(each))
    const department =
      side === 'user'
        ? row.user_name
        : side === 'provider'
          ? row.provider_name
          : (await needs.department(row.realm, await needs.dataOffice())).name
    return inTransaction(db, async (tx) => {
      if (!(await store.updateDemand(tx, row, change)))
        throw new Refusal('conflict', 'sharing.changed', `Demand ${row.no} has changed meanwhile`)
      const after = { ...row, ...change, version: row.version + 1 }
      await follow(tx, actor, after, input, department)
      const view = await present(tx, actor, after, register, sidesLeft(sides, [verb]))
      await claim?.answer(tx, 200, view)
      return view
    })
  }

  function dueFor(verb: Verb, row: store.DemandRow, input: DemandAct, today: string): string | null {
    if (verb === 'extend') return needs.calendar.addWorkingDays(row.due ?? today, days.extension).date
    if (verb === 'file') return row.due
    return dueOf(moves[verb].to, today, needs.calendar, input.shareType ?? row.share_type ?? 'conditional') ?? null
  }

  /** What every act leaves: a line of the docket, an audit line, an event, and a leaf of what was decided. */
  async function follow(
    tx: Tx,
    actor: Actor,
    row: store.DemandRow,
    input: { verb: Verb; note: string; basis?: string; alternative?: string },
    department: string,
  ): Promise<void> {
    const { realm, id, state, register } = row
    const { verb, note, basis, alternative } = input
    await store.insertStep(tx, {
      ...{ realm, demand_id: id, at: clock(), verb, by_account: actor.accountId, by_name: actor.name },
      ...{ by_department: department, note: note.trim(), due: row.due },
      ...{ basis: basis ?? null, alternative: alternative ?? null },
    })
    await needs.recordAudit(tx, actor, {
      ...{ action: `sharing.${verb}`, objectType: 'sharing.demand', objectId: id, purpose: note.trim() },
    })
    await needs.publish(tx, DemandMoved, { realm, subject: id, data: { demandId: id, verb, state, register } })
    await needs.appendLeaf(tx, realm, id, {
      ...{ format: 'zhengtong-data-demand/1', no: row.no, verb, state, register, at: clock().toISOString() },
      ...(row.grant_fields ? { fields: row.grant_fields, plain: row.grant_plain ?? [] } : {}),
    })
  }

  async function issueKey(actor: Actor, id: string, input: KeyInput): Promise<IssuedKey> {
    const { row, sides } = await lookUp(actor, id)
    if (!sides.includes('user')) throw forbidden()
    if (row.state !== 'granted') throw new Refusal('conflict', 'sharing.not-now', 'Keys are for what is granted')
    blockListOf(input.addresses)
    const bytes = new Uint8Array(32)
    needs.random(bytes)
    const secret = Buffer.from(bytes).toString('base64')
    const keyId = `zt-${needs.newId()}`
    await inTransaction(db, async (tx) => {
      await store.replaceKey(tx, {
        ...{ key_id: keyId, realm: row.realm, demand_id: row.id, addresses: input.addresses },
        secret: needs.secrets.encrypt(secret, sealedAs),
        ...{ issued_at: clock(), issued_by: actor.accountId },
      })
      await needs.recordAudit(tx, actor, {
        ...{ action: 'sharing.issue-key', objectType: 'sharing.demand', objectId: row.id, purpose: row.purpose },
      })
    })
    return { keyId, secret }
  }

  async function list(
    actor: Actor,
    query: { limit: number; cursor?: string; state?: DemandState },
  ): Promise<Page<DemandLine>> {
    if (!mayLook(actor)) throw forbidden()
    const office = await needs.dataOffice()
    const [at, id] = query.cursor ? (decodeCursor(query.cursor, 2) as [string, string]) : []
    const rows = await store.listDemands(db, actor.realm, {
      limit: query.limit + 1,
      ...(seesAll(actor, await speaksFor(actor, coordinators, office))
        ? {}
        : { departments: await needs.officesOf(actor, askers) }),
      ...(query.state ? { state: query.state } : {}),
      ...(at && id ? { before: { at, id } } : {}),
    })
    const page = pageOf(rows, query.limit, (row) => [row.filed_at.toISOString(), row.id])
    return { ...page, items: page.items.map(lineOf) }
  }

  async function get(actor: Actor, id: string): Promise<Demand> {
    const { row, sides } = await lookUp(actor, id)
    return present(db, actor, row, await needs.register(row.realm, row.register), sides)
  }

  const lineOf = (row: store.DemandRow): DemandLine => ({
    ...{ id: row.id, no: row.no, register: row.register, registerName: row.register_name },
    ...(row.catalogue_code ? { catalogueCode: row.catalogue_code } : {}),
    ...{ user: row.user_name, provider: row.provider_name, system: row.system, purpose: row.purpose },
    ...{ basis: row.basis, frequency: row.frequency, perDay: row.per_day, until: row.until, state: row.state },
    ...(row.share_type ? { shareType: row.share_type } : {}),
    ...{ filedAt: row.filed_at.toISOString(), overdue: row.due !== null && row.due < cityDate(clock()) },
    ...(row.due ? { due: row.due } : {}),
  })

  async function present(
    at: Db | Tx,
    actor: Actor,
    row: store.DemandRow,
    register: Register,
    sides: readonly Side[],
  ): Promise<Demand> {
    const [steps, key] = [await store.listSteps(at, row.realm, row.id), await store.findKeyOf(at, row.realm, row.id)]
    const grant = grantOf(row)
    return {
      ...lineOf(row),
      fields: row.fields.map((name) => {
        const field = register.fields.find((each) => each.key === name)
        return { key: name, name: field?.name ?? name, nameEn: field?.nameEn ?? name }
      }),
      ...(grant ? { grant } : {}),
      ...(key ? { key: { keyId: key.key_id, addresses: key.addresses } } : {}),
      steps: steps.map((step) => ({
        ...{ at: step.at.toISOString(), verb: step.verb, by: step.by_name, department: step.by_department },
        note: step.note,
        ...(step.basis ? { basis: step.basis } : {}),
        ...(step.alternative ? { alternative: step.alternative } : {}),
        ...(step.due ? { due: step.due } : {}),
      })),
      mayDo: actor.kind === 'official' ? verbs.filter((verb) => mayAct(verb, row, sides)) : [],
      mayHoldKey: row.state === 'granted' && sides.includes('user'),
    }
  }

  /** What a key opens, in whatever state it is: the gateway says why not. */
  async function holderOf(keyId: string): Promise<KeyHolder | undefined> {
    const row = await store.findByKey(db, keyId)
    const granted = row && grantedBy(row)
    if (!row || !granted) return undefined
    return {
      ...granted,
      keyId,
      secret: Buffer.from(needs.secrets.decrypt(row.secret, sealedAs), 'base64'),
      addresses: blockListOf(row.addresses),
    }
  }

  /** What is in force of a demand now. Refuses with `sharing.not-now`. */
  async function grantNow(realm: string, id: string): Promise<Granted> {
    const row = await store.findDemand(db, realm, id)
    const granted = row && grantedBy(row)
    if (granted?.state !== 'granted' || granted.until < cityDate(clock()))
      throw new Refusal('conflict', 'sharing.not-now', 'Nothing is granted')
    return granted
  }

  /** A demand in force, for its own department. Refuses with `sharing.forbidden`, `.missing`, `.not-now`. */
  async function forUser(actor: Actor, id: string) {
    const { row, sides } = await lookUp(actor, id)
    if (!sides.includes('user')) throw forbidden()
    await grantNow(row.realm, id)
    return { no: row.no, register: row.register, user: row.user_name, purpose: row.purpose }
  }

  /** Whose turn it could be: the sides that somebody speaks for. */
  async function partiesOf(actor: Actor, id: string): Promise<{ register: string; sides: Side[] }> {
    const { row, sides } = await lookUp(actor, id)
    return { register: row.register, sides }
  }

  const coordinates = async (actor: Actor): Promise<boolean> =>
    mayLook(actor) && (await speaksFor(actor, coordinators, await needs.dataOffice()))

  /** For the data office and auditors, over all demands. */
  async function mayOversee(actor: Actor): Promise<void> {
    if (!mayLook(actor) || !seesAll(actor, await coordinates(actor))) throw forbidden()
  }

  /** For the data office only. */
  async function mayCoordinate(actor: Actor): Promise<void> {
    if (!(await coordinates(actor))) throw forbidden()
  }

  return { file, act, issueKey, list, get, holderOf, grantNow, forUser, partiesOf, mayOversee, mayCoordinate }
}

function grantedBy(row: store.DemandRow): Granted | undefined {
  const grant = grantOf(row)
  if (!grant) return undefined
  const { fields, plain, rows, until, perDay, perSecond } = grant
  return {
    ...{ realm: row.realm, demandId: row.id, state: row.state, until, perDay },
    ...(perSecond === undefined ? {} : { perSecond }),
    reader: { name: `${row.user_name}·${row.system}`, purpose: row.purpose, basis: row.basis },
    scope: { register: row.register, fields, plain, ...(rows ? { rows } : {}) },
  }
}

/** Addresses and networks as a list to look up. Refuses with `sharing.bad-address`. */
function blockListOf(addresses: readonly string[]): BlockList {
  const found = new BlockList()
  for (const each of addresses) {
    const [address = '', prefix] = each.split('/')
    const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    const bits = Number(prefix ?? (kind === 'ipv6' ? 128 : 32))
    if (!isIP(address) || !Number.isInteger(bits) || bits < 0 || bits > (kind === 'ipv6' ? 128 : 32))
      throw new Refusal('invalid', 'sharing.bad-address', `${each} is no address`)
    found.addSubnet(address, bits, kind)
  }
  return found
}

const forbidden = () => new Refusal('forbidden', 'sharing.forbidden', 'Not with these posts')

const incomplete = (part: string) =>
  new Refusal('invalid', 'sharing.incomplete', `${part} is missing`, {
    faults: [{ pointer: `/${part}`, rule: 'required', detail: 'needed for this act' }],
  })
