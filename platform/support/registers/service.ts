import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { agreesOf, type CheckAnswer, type CheckRequest, mayCheck } from './checking.ts'
import type {
  ReadAnswer,
  ReadLogEntry,
  ReadRequest,
  RecordVersion,
  Register,
  RegisterLookup,
  RegisterSummary,
} from './contract.ts'
import { readCsv } from './csv.ts'
import { createDeclared } from './declared.ts'
import { createHistory } from './history.ts'
import { createLoading, type Loading } from './loads/loading.ts'
import { entryOf, readerOf } from './my-reads.ts'
import { mayReadMasked, mayReadPlain } from './policy.ts'
import { createReadLog } from './read-log.ts'
import { createReading } from './reading.ts'
import { maskRecord } from './record.ts'
import { createRecording, type RecordValues } from './recording.ts'
import { createSealing } from './sealing.ts'
import { createShared, type Shared } from './shared/service.ts'
import * as store from './store.ts'
import { fieldOf, planTable, searchColumn, tableName } from './table.ts'

export type Imported = { added: number; changed: number; same: number }

/** The one door to tables of record: who asks, for what, on which basis; and a line in the log before the answer leaves. */
export type Registers = {
  /**
   * Reads records for a case or an application, unmasked. Purpose and basis are required, and of officials the case. Refuses
   * with `registers.missing`, `.no-purpose`, `.unknown-field`, `.not-a-key`, `.forbidden`. Not found is an answer, and so
   * is a register that does not answer.
   */
  read(actor: Actor, request: ReadRequest): Promise<ReadAnswer>
  /** Notes that data about a person was read elsewhere than in a register (a case file), in that person's log. */
  noteRead(
    actor: Actor,
    read: { subject: string; what: string; fields: string[]; purpose: string; basis: string; caseId?: string },
  ): Promise<void>
  /** The same for officials without a case: masked by grade and kind of personal information (standards A5, D2). */
  maskedRead(actor: Actor, request: ReadRequest): Promise<ReadAnswer>
  /**
   * Whether claims hold of a record: yes or no for each, and never a value; in the log as a read. Refuses with
   * `registers.masked-filter` for fields that are hidden from officials, and as `read` does.
   */
  check(actor: Actor, request: CheckRequest): Promise<CheckAnswer>
  /**
   * Records masked as `maskedRead` answers them: in force on an instant, as they were known on an instant, or every version.
   * A hundred at most.
   */
  lookUp(actor: Actor, register: string, asked: RegisterLookup): Promise<RecordVersion[]>
  /** Brings the table of a declaration forward in the caller's transaction. Refuses with `registers.destructive`. */
  declare(tx: Tx, realm: string, register: Register): Promise<void>
  /** Brings records in from CSV, by key: again changes nothing, another value ends the old record and keeps it. */
  importCsv(
    realm: string,
    register: string,
    text: string,
    as?: (field: string, value: unknown) => unknown,
  ): Promise<Imported>
  /**
   * Writes one record in the caller's transaction, as a decided case says; a known key is replaced and its history kept.
   * Refuses with `registers.missing`, `.bad-record`.
   */
  record(tx: Tx, realm: string, register: string, values: RecordValues): Promise<Imported>
  /** For files of any size; `importCsv` is for what a pack brings along. */
  loading: Loading
  /** Lets a register not answer for a person: a simulation for demos and trials, marked in the answer's label. */
  simulateUnavailable(realm: string, register: string, subject: string, note: string): Promise<void>
  list(realm: string): Promise<RegisterSummary[]>
  /** Records in force now. Refuses with `registers.missing`. */
  count(realm: string, key: string): Promise<number>
  /** The declaration as the caller's transaction has it. */
  declaredIn(tx: Tx, realm: string, key: string): Promise<Register | undefined>
  /** Refuses with `registers.missing`. */
  get(realm: string, key: string): Promise<Register>
  /** For other departments, within what was granted to them. */
  shared: Shared
  /** Who read data about the actor in the last three years, the newest first. */
  listReadsOf(actor: Actor, page: { limit: number; cursor?: string }): Promise<Page<ReadLogEntry>>
}

export type RegistersNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  /** The ID number of the person behind an account, to find what was read about them. */
  idNumberOf(actor: Actor): Promise<string | undefined>
}

const KEPT_YEARS = 3
const BATCH = 500

export function createRegisters({ db, clock, newId, secrets, idNumberOf }: RegistersNeeds): Registers {
  const log = createReadLog({ db, clock, newId })
  const declared = createDeclared(db)
  const sealing = createSealing(secrets)
  const recording = createRecording({ clock, sealing, secrets })

  const getRegister = async (realm: string, key: string): Promise<Register> => {
    const register = (await declared(realm)).registers.get(key)
    if (!register) throw new Refusal('missing', 'registers.missing', `No register ${key}`)
    return register
  }
  const fetch = createReading({
    db,
    clock,
    sealing,
    log,
    isSilent: async (realm, register, subject) =>
      (await declared(realm)).silent.has(`${register} ${subject.toString('hex')}`),
  })

  const lookUp = createHistory({ db, clock, sealing, log })

  return {
    loading: createLoading(db, recording),
    async read(actor, request) {
      mayReadPlain(actor, request)
      return fetch(actor, await getRegister(actor.realm, request.register), request)
    },
    async noteRead(actor, { subject, what, fields, purpose, basis, caseId }) {
      const read = { register: what, fields, purpose, basis, case_id: caseId ?? null, status: 'found' as const }
      await log.append({ ...readerOf(actor), ...read }, [secrets.blindIndex(subject)])
    },
    async maskedRead(actor, request) {
      mayReadMasked(actor)
      const register = await getRegister(actor.realm, request.register)
      const answer = await fetch(actor, register, request)
      const rows = answer.rows.map((row) => maskRecord(register, row))
      return { ...answer, rows, values: rows[0] ?? {} }
    },
    async check(actor, { claims, ...request }) {
      mayReadMasked(actor)
      const register = await getRegister(actor.realm, request.register)
      mayCheck(register, claims)
      const { status, values } = await fetch(actor, register, { ...request, fields: Object.keys(claims) })
      return { status, agrees: status === 'found' ? agreesOf(register, claims, values) : {} }
    },
    async lookUp(actor, key, asked) {
      mayReadMasked(actor)
      return lookUp(actor, await getRegister(actor.realm, key), asked)
    },
    async declare(tx, realm, register) {
      const now = await store.lockDeclaration(tx, realm, register.key)
      const { table, steps, destructive } = planTable(register, now)
      if (destructive.length > 0) {
        const text = `Register ${register.key} version ${register.version}: ${destructive.join('; ')}`
        throw new Refusal('conflict', 'registers.destructive', text, { destructive })
      }
      for (const step of steps) await store.applyStep(tx, table, step)
      await store.saveDeclaration(tx, realm, register, clock())
    },
    async importCsv(realm, key, text, as = (_field, value) => value) {
      declared.forget()
      const register = await getRegister(realm, key)
      const records = readCsv(register, text).map(({ values, validFrom }) => ({
        ...recording.rowOf(
          register,
          Object.fromEntries(Object.entries(values).map(([field, value]) => [field, as(field, value)])),
        ),
        ...(validFrom ? { validFrom } : {}),
      }))
      const keyColumns = register.keyFields.map((name) => searchColumn(fieldOf(register, name)))
      return inTransaction(db, async (tx) => {
        // Two processes may seed at once, and a table must not change shape meanwhile.
        await store.lockDeclaration(tx, realm, key)
        const total = { added: 0, changed: 0, same: 0 }
        for (let from = 0; from < records.length; from += BATCH) {
          const batch = {
            table: tableName(key),
            realm,
            keyColumns,
            records: records.slice(from, from + BATCH),
            at: clock(),
          }
          const { added, changed, same } = await store.upsertRecords(tx, batch)
          total.added += added
          total.changed += changed
          total.same += same
        }
        return total
      })
    },
    async record(tx, realm, key, values) {
      return recording.record(tx, realm, await getRegister(realm, key), values)
    },
    async simulateUnavailable(realm, register, subject, note) {
      const row = { realm, register, subject_index: secrets.blindIndex(subject), note }
      await inTransaction(db, (tx) => store.saveSimulation(tx, row))
      declared.forget()
    },
    async list(realm) {
      return [...(await declared(realm)).registers.values()].map(
        ({ fields, keyFields: _, subject: __, ...register }) => ({
          ...register,
          fieldCount: fields.length,
          grade: Math.max(...fields.map(({ grade }) => grade)),
        }),
      )
    },
    get: getRegister,
    count: async (realm, key) => store.countCurrent(db, tableName((await getRegister(realm, key)).key), realm),
    declaredIn: (tx, realm, key) => store.findDeclaration(tx, realm, key),
    shared: createShared({ db, clock, secrets, sealing, log, getRegister }),
    async listReadsOf(actor, { limit, cursor }) {
      const idNumber = await idNumberOf(actor)
      if (!idNumber) return { items: [] }
      const before = cursor === undefined ? undefined : placeOf(cursor)
      const since = new Date(clock())
      since.setFullYear(since.getFullYear() - KEPT_YEARS)
      const { registers } = await declared(actor.realm)
      const rows = await store.listReads(db, {
        realm: actor.realm,
        subject: secrets.blindIndex(idNumber),
        since,
        limit: limit + 1,
        ...(before ? { before } : {}),
      })
      const page = pageOf(rows, limit, (row) => [row.read_at.toISOString(), row.id])
      return { ...page, items: page.items.map((row) => entryOf(row, registers.get(row.register))) }
    },
  }
}

/** The line a cursor ends at. Refuses what this list did not give out, before the database must. */
function placeOf(cursor: string): { at: Date; id: string } {
  const [at, id] = decodeCursor(cursor, 2)
  const isPlace =
    typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)
  if (!isPlace) throw new Refusal('invalid', 'paging.bad-cursor', 'the cursor is not one that this list gave out')
  return { at: new Date(at), id }
}
