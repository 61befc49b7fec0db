import { inTransaction } from '#ground/database/index.ts'
import { type Reaction, when } from '#ground/events.ts'
import type { Actor } from '#kernel/actor.ts'
import { divisionPrefix } from '#kernel/codes/division-code.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { CaseMoved } from '#support/cases/index.ts'
import { RatingMoved } from '../ratings/index.ts'
import type { ExchangeBatch, ExchangeRow, ExchangeState, ResendInput } from './contract.ts'
import type { ExchangeNeeds } from './needs.ts'
import { divisionsWatched } from './policy.ts'
import { type BatchRow, listBatches } from './store/batches.ts'
import { countBehind, countRows, type ExchangeRowRecord, listRows, markBehind, resendRefused } from './store/rows.ts'
import { exchangeTables, stamp } from './tables.ts'
import { createExchangeWork } from './work.ts'

export type ExchangeQuery = { table?: string; state?: string; q?: string; limit: number; cursor?: string }

/** Without a province a look makes rows of cases that are behind for so long at most, in milliseconds. */
const lookBudget = 1_000

/** 办件数据交换: rows projected from history, sent up in signed batches, with receipts. */
export function createExchange(needs: ExchangeNeeds) {
  const { db, clock } = needs
  const work = createExchangeWork(needs)

  function watched(actor: Actor): string[] {
    const divisions = divisionsWatched(actor).map(divisionPrefix)
    if (divisions.length === 0) throw new Refusal('forbidden', 'exchange.forbidden', 'No post as supervisor')
    return divisions
  }

  async function list(actor: Actor, query: ExchangeQuery): Promise<Page<ExchangeRow>> {
    const { cursor, limit, ...rest } = query
    const after = cursor ? (decodeCursor(cursor, 3) as [string, string, string]) : undefined
    const divisions = watched(actor)
    if (!needs.province && !after) await work.projectAll(lookBudget)
    const rows = await listRows(db, {
      ...rest,
      realm: actor.realm,
      divisions,
      limit: limit + 1,
      ...(after ? { after } : {}),
    })
    const page = pageOf(rows, limit, (row) => [row.cd_time.toISOString(), row.table_name, row.key])
    return { ...page, items: page.items.map(present) }
  }

  async function state(actor: Actor): Promise<ExchangeState> {
    const divisions = watched(actor)
    if (!needs.province) await work.projectAll(lookBudget)
    return stateOf(actor.realm, divisions)
  }

  async function stateOf(realm: string, divisions: string[]): Promise<ExchangeState> {
    const { counts, oldestWaiting } = await countRows(db, realm, divisions)
    return {
      connected: needs.province !== undefined,
      counts: counts as ExchangeState['counts'],
      casesBehind: await countBehind(db, realm),
      batches: (await listBatches(db, realm, 20)).map(presentBatch),
      ...(oldestWaiting ? { oldestWaiting: oldestWaiting.toISOString() } : {}),
    }
  }

  /** Sends refused rows again, after what was wrong with them is mended. */
  async function resend(actor: Actor, input: ResendInput): Promise<{ rows: number }> {
    const query = { realm: actor.realm, divisions: watched(actor), at: clock(), ...input }
    return { rows: await inTransaction(db, (tx) => resendRefused(tx, query)) }
  }

  /** Events only say that a case is behind: what its rows are then, is read from its history. */
  const reactions: Reaction[] = [
    when(CaseMoved, 'exchange-case', (tx, { realm, data, occurredAt }) =>
      markBehind(tx, realm, data.caseId, occurredAt),
    ),
    when(RatingMoved, 'exchange-rating', async (tx, { realm, data, occurredAt }) => {
      // A service at a counter or by telephone is no case.
      if (data.stage !== 'service') await markBehind(tx, realm, data.subjectId, occurredAt)
    }),
  ]

  /** What operators do by command, over the whole realm. */
  const operator = {
    ...work,
    state: (realm: string) => stateOf(realm, ['']),
    resend: (realm: string, table?: string) =>
      inTransaction(db, (tx) =>
        resendRefused(tx, { realm, divisions: [''], at: clock(), ...(table ? { table } : {}) }),
      ),
  }

  return { list, state, resend, reactions, work: operator }
}

export type ExchangeService = ReturnType<typeof createExchange>

function present(row: ExchangeRowRecord): ExchangeRow {
  return {
    table: row.table_name as ExchangeRow['table'],
    key: row.key,
    projectNo: row.project_no,
    fields: Object.fromEntries(
      exchangeTables[row.table_name as ExchangeRow['table']].map((name) => [name, row.shown[name] ?? '']),
    ),
    cdOperation: row.cd_operation as ExchangeRow['cdOperation'],
    cdTime: stamp(row.cd_time)!,
    state: row.state as ExchangeRow['state'],
    ...(row.cd_batch ? { cdBatch: row.cd_batch } : {}),
    ...(row.reason ? { reason: row.reason } : {}),
  }
}

function presentBatch(row: BatchRow): ExchangeBatch {
  return {
    no: row.no,
    madeAt: row.made_at.toISOString(),
    rows: row.rows,
    state: row.state as ExchangeBatch['state'],
    attempts: row.attempts,
    refused: row.refused,
    ...(row.next_at ? { nextAt: row.next_at.toISOString() } : {}),
    ...(row.sent_at ? { sentAt: row.sent_at.toISOString() } : {}),
    ...(row.received_at ? { receivedAt: row.received_at.toISOString() } : {}),
    ...(row.answer ? { answer: row.answer } : {}),
  }
}
