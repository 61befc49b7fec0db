import { createHash } from 'node:crypto'
import { inTransaction } from '#ground/database/index.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { mask, maskText } from '#kernel/masks.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { ExchangeNeeds } from './needs.ts'
import { projectCase } from './project.ts'
import { Silence } from './province.ts'
import {
  type BatchRow,
  holdBatches,
  insertBatch,
  lastBatchNo,
  realmsWaiting,
  saveReceipt,
  saveSilence,
  takeDue,
  takeWaiting,
} from './store/batches.ts'
import {
  type ExchangeRowRecord,
  markBehind,
  markDeleted,
  postponeBehind,
  rowsOfCase,
  takeBehind,
  upsertRow,
} from './store/rows.ts'
import { type ExchangeTable, exchangeTables, type ProjectedRow, personalFields, stamp, tableNames } from './tables.ts'

const rowsInBatch = 500
/** How long a batch is another process's before it counts as lost. */
const lease = 120_000
const endOfTime = new Date('9999-12-31T00:00:00Z')
const firstPause = 60_000
const longestPause = 3_600_000

/** The work behind the exchange: make rows anew, put them into batches, send, take receipts, send again after silence. */
export function createExchangeWork(needs: ExchangeNeeds) {
  const { db, clock, secrets } = needs

  /** One case that is behind, in a transaction of its own; false when none is. */
  async function projectOne(): Promise<boolean> {
    let taken: { realm: string; caseId: string } | undefined
    try {
      return await inTransaction(db, async (tx) => {
        ;[taken] = await takeBehind(tx, clock(), 1)
        if (!taken) return false
        const { realm, caseId } = taken
        const out = await needs.caseOut(realm, caseId)
        const rows = projectCase(out, await needs.surroundings(out))
        const before = await rowsOfCase(tx, realm, caseId)
        const at = clock()
        for (const row of rows) {
          const digest = digestOf(row)
          const known = before.find((each) => each.table_name === row.table && each.key === row.key)
          if (known && known.cd_operation !== 'D' && known.digest.equals(digest)) continue
          await upsertRow(tx, {
            ...recordOf(row, digest),
            realm,
            case_id: caseId,
            division_code: out.current.divisionCode,
            project_no: out.current.no,
            cd_operation: known ? 'U' : 'I',
            cd_time: at,
          })
        }
        for (const known of before) {
          const gone = !rows.some((row) => row.table === known.table_name && row.key === known.key)
          if (gone && known.cd_operation !== 'D') await markDeleted(tx, realm, known.table_name, known.key, at)
        }
        return true
      })
    } catch (error) {
      if (!taken) throw error
      // It goes to the end of the line, so that one case never stops the others.
      const { realm, caseId } = taken
      needs.log.error({ err: error, caseId }, 'the exchange rows of a case could not be made; it will be tried again')
      await inTransaction(db, (tx) => postponeBehind(tx, realm, caseId, new Date(clock().getTime() + firstPause)))
      return false
    }
  }

  function recordOf(
    row: ProjectedRow,
    digest: Buffer,
  ): Pick<ExchangeRowRecord, 'table_name' | 'key' | 'content' | 'shown' | 'digest' | 'cd_batch' | 'state' | 'reason'> {
    const shown = Object.fromEntries(
      Object.entries(row.fields).map(([name, value]) => {
        const kind = personalFields[name]
        return [name, kind && value ? (kind === 'text' ? maskText(value) : mask(kind, value)) : value]
      }),
    )
    // The title of a case names its applicant.
    if (row.table === 'accept') shown.project_name = shown.task_name ?? ''
    return {
      table_name: row.table,
      key: row.key,
      content: secrets.encrypt(JSON.stringify(row.fields), rowContext),
      shown,
      digest,
      cd_batch: null,
      state: 'waiting',
      reason: null,
    }
  }

  /** Cases that are behind, the oldest first, for as long as `budgetMs` allows; all of them without it. */
  async function projectAll(budgetMs = Number.POSITIVE_INFINITY): Promise<number> {
    const until = Date.now() + budgetMs
    let done = 0
    while (Date.now() < until && (await projectOne())) done++
    return done
  }

  /** Puts what waits into batches; answers how many were made. */
  async function makeBatches(): Promise<number> {
    let made = 0
    for (const realm of await realmsWaiting(db)) {
      for (;;) {
        const rows = await inTransaction(db, async (tx) => {
          if (!(await holdBatches(tx))) return 0
          const waiting = await takeWaiting(tx, realm, rowsInBatch)
          if (waiting.length === 0) return 0
          const at = clock()
          const no = nextNo(
            cityDate(at).replaceAll('-', ''),
            await lastBatchNo(tx, realm, cityDate(at).replaceAll('-', '')),
          )
          const body = secrets.encrypt(bodyOf(realm, no, at, waiting), batchContext)
          const empty = { attempts: 0, sent_at: null, received_at: null, refused: 0, answer: null }
          await insertBatch(
            tx,
            { realm, no, made_at: at, rows: waiting.length, body, state: 'waiting', next_at: at, ...empty },
            waiting,
          )
          return waiting.length
        })
        if (rows > 0) made++
        if (rows < rowsInBatch) break
      }
    }
    return made
  }

  /** What goes up: rows by table, each with cd_operation, cd_time and cd_batch, under the national field names. */
  function bodyOf(realm: string, no: string, at: Date, rows: ExchangeRowRecord[]): string {
    const tables = Object.fromEntries(
      tableNames.map((table) => [
        table,
        rows
          .filter((row) => row.table_name === table)
          .map((row) => ({
            row_key: row.key,
            ...inOrder(table, JSON.parse(secrets.decrypt(row.content, rowContext)) as Record<string, string>),
            cd_operation: row.cd_operation,
            cd_time: stamp(row.cd_time),
            cd_batch: no,
          })),
      ]),
    )
    return JSON.stringify({ batch: no, realm, made_at: stamp(at), tables })
  }

  /** Sends what is due, or `all` that has no receipt; answers how many batches got one. */
  async function send(all = false): Promise<number> {
    const { province } = needs
    if (!province) return 0
    const now = clock()
    const due = await inTransaction(db, (tx) =>
      takeDue(tx, all ? endOfTime : now, now, new Date(now.getTime() + lease)),
    )
    let received = 0
    for (const batch of due) {
      try {
        const body = Buffer.from(secrets.decrypt(batch.body!, batchContext))
        const receipt = await province.send({ no: batch.no, body })
        await inTransaction(db, (tx) => saveReceipt(tx, batch, clock(), receipt.refused))
        received++
      } catch (error) {
        if (!(error instanceof Silence)) throw error
        await inTransaction(db, (tx) => saveSilence(tx, batch, pauseAfter(batch, clock()), error.message))
      }
    }
    return received
  }

  return {
    projectAll,
    makeBatches,
    send,
    /** One round of everything. In a server `budgetMs` keeps rows from being made at the cost of people who wait. */
    async turn(budgetMs?: number, all = false): Promise<{ projected: number; made: number; received: number }> {
      const projected = await projectAll(budgetMs)
      // Without a province nobody would take a batch: rows wait, and are still the newest when one is connected.
      const made = needs.province ? await makeBatches() : 0
      return { projected, made, received: await send(all) }
    },
    /** Marks every case of a realm as behind, so that all rows are made from history again; answers how many. */
    async rebuild(realm: string, onPage?: (count: number) => void): Promise<number> {
      let after: string | undefined
      let count = 0
      for (;;) {
        const ids = await needs.caseIds(realm, after, 1000)
        await inTransaction(db, async (tx) => {
          for (const id of ids) await markBehind(tx, realm, id, clock())
        })
        count += ids.length
        onPage?.(count)
        after = ids.at(-1)
        if (ids.length < 1000 || after === undefined) return count
      }
    },
  }
}

const rowContext = 'exchange.row.content'
const batchContext = 'exchange.batch.body'

/** 1, 2, 4 … minutes, an hour at most. */
function pauseAfter({ attempts }: BatchRow, now: Date): Date {
  return new Date(now.getTime() + Math.min(firstPause * 2 ** Math.min(attempts - 1, 10), longestPause))
}

/** `YYYYMMDD` and six digits, rising. */
function nextNo(day: string, last: string | undefined): string {
  return `${day}${String(Number(last?.slice(8) ?? 0) + 1).padStart(6, '0')}`
}

function inOrder(table: ExchangeTable, fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(exchangeTables[table].map((name) => [name, fields[name] ?? '']))
}

function digestOf(row: ProjectedRow): Buffer {
  return createHash('sha256').update(canonicalJson(row.fields)).digest()
}
