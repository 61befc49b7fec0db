import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { RecordAudit } from '#support/identity/index.ts'
import type { Clients } from '#support/openid/index.ts'
import type { DeclaredCapability } from '../capability.ts'
import type {
  CallDay,
  FailedCall,
  KeyMade,
  NewKey,
  NewTrial,
  Program,
  ProgramPage,
  SecretMade,
  Stage,
} from '../contract.ts'
import { withinWhich } from '../meter/calls.ts'
import * as metered from '../meter/store.ts'
import { isOwn } from '../policy.ts'
import { makeKey } from './key.ts'
import { accessOut, keyOut, programOut } from './out.ts'
import * as store from './store.ts'

/** What a trial may use: enough to try everything, too little to lean on. */
export const trialQuota = { perDay: 1000, perSecond: 5 }
const most = { programs: 20, keys: 10 }

/** What a decided case gives (`capabilities.open` in flows). */
export type Granted = {
  realm: string
  party: { partyId: string; name: string; accountId: string }
  /** A program there is already; without it a new one is opened. */
  programId?: string
  name: string
  purpose: string
  capability: string
  perDay: number
  perSecond: number
  until?: string
  caseId: string
  caseNo: string
}

export type Programs = ReturnType<typeof createPrograms>

/** Programs of others: opened for trial or by a case, with keys, seen to by whose they are. */
export function createPrograms(needs: {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  realm: string
  /** Whether this city is a sandbox, whose people are invented. */
  isSandbox: boolean
  partiesOf: (actor: Actor) => Promise<string[]>
  list: () => Promise<DeclaredCapability[]>
  clients: Pick<Clients, 'openFor' | 'closeFor'>
  recordAudit: RecordAudit
}) {
  const { db, clock, secrets, realm, recordAudit } = needs
  const today = () => cityDate(clock())
  const newProgramId = (stage: Stage) => `${stage === 'trial' ? 'trial' : 'program'}-${needs.newId().slice(-12)}`

  async function own(actor: Actor, id: string): Promise<store.ProgramRow> {
    const row = await store.selectProgram(db, realm, id)
    if (!row || !isOwn(await needs.partiesOf(actor), row))
      throw new Refusal('missing', 'capabilities.program-missing', `No program ${id} of ${actor.accountId}`)
    return row
  }

  async function ownOpen(actor: Actor, id: string): Promise<store.ProgramRow> {
    const row = await own(actor, id)
    if (row.closed_at) throw new Refusal('conflict', 'capabilities.closed', `${id} is closed`)
    return row
  }

  async function page(row: store.ProgramRow): Promise<ProgramPage> {
    const [accesses, keys, used, list] = await Promise.all([
      store.selectAccesses(db, row.id),
      store.selectKeys(db, row.id),
      metered.selectUsed(db, row.id, today()),
      needs.list(),
    ])
    return {
      ...programOut(row),
      ...(row.client_id ? { clientId: row.client_id } : {}),
      accesses: accesses.map((each) => accessOut(each, { list, today: used.get(each.capability)?.calls ?? 0 })),
      keys: keys.map(keyOut),
    }
  }

  async function open(tx: Tx, row: Omit<store.ProgramRow, 'realm' | 'client_id' | 'created_at' | 'closed_at'>) {
    await store.insertProgram(tx, { ...row, realm, client_id: null, created_at: clock(), closed_at: null })
  }

  return {
    async listOwn(actor: Actor): Promise<Program[]> {
      return (await store.selectProgramsOf(db, realm, await needs.partiesOf(actor))).map(programOut)
    },
    readOwn: async (actor: Actor, id: string): Promise<ProgramPage> => page(await own(actor, id)),

    /** A program to try capabilities with, at once; only where everybody is invented. */
    async openTrial(actor: Actor, { name, purpose, capabilities }: NewTrial): Promise<ProgramPage> {
      if (!needs.isSandbox) throw new Refusal('conflict', 'capabilities.trials-elsewhere', 'Trials are in the sandbox')
      const { partyId } = actor
      if (!partyId) throw new Refusal('forbidden', 'http.citizen-only', 'This account stands for no person')
      const known = (await needs.list()).map(({ key }) => key)
      const unknown = capabilities.find((key) => !known.includes(key))
      if (unknown) throw new Refusal('invalid', 'capabilities.missing', `No capability ${unknown}`)
      if (
        (await store.selectProgramsOf(db, realm, [partyId])).filter((each) => !each.closed_at).length >= most.programs
      )
        throw new Refusal('conflict', 'capabilities.too-many', `${most.programs} programs at most`)
      const id = newProgramId('trial')
      await inTransaction(db, async (tx) => {
        await open(tx, {
          ...{ id, name, purpose, stage: 'trial' as const },
          ...{ party_id: partyId, party_name: actor.name, opened_by: actor.accountId },
        })
        for (const capability of capabilities)
          await store.putAccess(tx, {
            ...{ program_id: id, capability, per_day: trialQuota.perDay, per_second: trialQuota.perSecond },
            ...{ operations: null, until: null, case_id: null, case_no: null, given_at: clock() },
          })
        const after = { name, capabilities }
        await recordAudit(tx, actor, { action: 'program.open-trial', objectType: 'program', objectId: id, after })
      })
      return page((await store.selectProgram(db, realm, id))!)
    },

    /** What a case grants, in the transaction of its decision. */
    async grant(tx: Tx, actor: Actor, granted: Granted): Promise<{ programId: string }> {
      const { party, capability, perDay, perSecond, until, caseId, caseNo } = granted
      const before = granted.programId ? await store.selectProgram(tx, realm, granted.programId) : undefined
      const mine = before && before.party_id === party.partyId && !before.closed_at && before.stage === 'live'
      const id = mine ? before.id : newProgramId('live')
      if (!mine)
        await open(tx, {
          ...{ id, name: granted.name, purpose: granted.purpose, stage: 'live' as const },
          ...{ party_id: party.partyId, party_name: party.name, opened_by: party.accountId },
        })
      await store.putAccess(tx, {
        ...{ program_id: id, capability, per_day: perDay, per_second: perSecond, operations: null },
        ...{ until: until ?? null, case_id: caseId, case_no: caseNo, given_at: clock() },
      })
      const after = { capability, perDay, perSecond, until, caseNo }
      await recordAudit(tx, actor, { action: 'program.grant', objectType: 'program', objectId: id, after })
      return { programId: id }
    },

    /** Client credentials at the OpenID provider: the first, or new ones in place of the old. */
    async makeSecret(actor: Actor, id: string): Promise<SecretMade> {
      const row = await ownOpen(actor, id)
      const opened = await needs.clients.openFor(
        actor,
        {
          ...{ name: row.name, nameEn: row.name, purpose: row.purpose.slice(0, 200), purposeEn: row.purpose },
          ...{ owner: row.party_name, directory: 'public', kind: 'system', scopes: ['api'] },
        },
        row.client_id ?? undefined,
      )
      if (!row.client_id) await inTransaction(db, (tx) => store.setClient(tx, id, opened.client.id))
      return { clientId: opened.client.id, secret: opened.secret ?? '', issuer: opened.issuer, scope: 'api' }
    },

    async addKey(actor: Actor, id: string, given: NewKey): Promise<KeyMade> {
      const { stage } = await ownOpen(actor, id)
      if ((await store.selectKeys(db, id)).filter((each) => !each.revoked_at).length >= most.keys)
        throw new Refusal('conflict', 'capabilities.too-many', `${most.keys} keys at most`)
      const { row, secret } = makeKey(given, { programId: id, stage, now: clock(), secrets })
      await inTransaction(db, async (tx) => {
        await store.insertKey(tx, row)
        const after = { key: row.id, algorithm: row.algorithm }
        await recordAudit(tx, actor, { action: 'program.add-key', objectType: 'program', objectId: id, after })
      })
      return { key: keyOut(row), ...(secret ? { secret } : {}) }
    },

    async revokeKey(actor: Actor, id: string, keyId: string): Promise<void> {
      await own(actor, id)
      await inTransaction(db, async (tx) => {
        if (!(await store.revokeKey(tx, id, keyId, clock())))
          throw new Refusal('missing', 'capabilities.key-missing', `No key ${keyId} in use`)
        const after = { key: keyId }
        await recordAudit(tx, actor, { action: 'program.revoke-key', objectType: 'program', objectId: id, after })
      })
    },

    /** The program calls nothing any more, at once; its statistics stay. */
    async close(actor: Actor, id: string): Promise<void> {
      const row = await ownOpen(actor, id)
      await inTransaction(db, async (tx) => {
        await store.closeProgram(tx, id, clock())
        await recordAudit(tx, actor, { action: 'program.close', objectType: 'program', objectId: id })
      })
      if (row.client_id) await needs.clients.closeFor(actor, row.client_id)
    },

    async calls(actor: Actor, id: string, { from, to }: { from: string; to: string }): Promise<CallDay[]> {
      await own(actor, id)
      return (await metered.selectDays(db, id, from, to)).map(({ programId: _, millis, buckets, ...line }) => {
        const latencyMs = withinWhich(buckets, 0.95)
        return { ...line, meanMs: Math.round(millis / line.calls), ...(latencyMs ? { latencyMs } : {}) }
      })
    },
    async failures(actor: Actor, id: string): Promise<FailedCall[]> {
      await own(actor, id)
      return (await metered.selectFailures(db, id, 100)).map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }))
    },
  }
}
