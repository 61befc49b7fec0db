import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { digestHolds, type VerifyingKey, verifyMessage } from '#kernel/http-signatures/index.ts'
import { batchCovers } from '#nets/service/exchange/index.ts'

type Row = Record<string, string>
type Batch = { batch: string; tables: Record<string, Row[]> }

/** The province as it answers today: it may be silent, take a batch and lose the answer, break down, or refuse rows, with a reason. */
export type Mood = {
  silent?: boolean
  losesAnswer?: boolean
  status?: number
  refuse?: (table: string, row: Row) => string | undefined
}

/**
 * A simulator of the province's platform, speaking its real protocol: signed batches in, receipts out. It checks the
 * signature, refuses a nonce used before, knows a batch again by its number, and checks the form of dates. For tests and
 * trials only: what it says it received lies in memory.
 */
export async function startProvince(key: VerifyingKey, mood: Mood = {}, port = 0) {
  const batches = new Map<string, Batch>()
  const nonces = new Set<string>()
  const log: { batch: string; again: boolean }[] = []

  const server = createServer((request, reply) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const answer = (status: number, body: unknown) => {
        reply.writeHead(status, { 'content-type': 'application/json' })
        reply.end(JSON.stringify(body))
      }
      if (mood.silent) return request.socket.destroy()
      if (mood.status) return answer(mood.status, { message: '省平台忙（模拟）' })
      const body = Buffer.concat(chunks)
      const { method = '', headers } = request
      const signed = verifyMessage(
        { method, url: `${url}${request.url}`, headers },
        { key, now: Math.floor(Date.now() / 1000), required: batchCovers, needsNonce: true },
      )
      const nonce = signed.ok && digestHolds(String(headers['content-digest']), body) ? signed.nonce : undefined
      if (!nonce || nonces.has(nonce)) return answer(401, { message: '签名不对或者用过（模拟）' })
      nonces.add(nonce)
      const batch = JSON.parse(body.toString()) as Batch
      log.push({ batch: batch.batch, again: batches.has(batch.batch) })
      batches.set(batch.batch, batch)
      if (mood.losesAnswer) return request.socket.destroy()
      const refused = Object.entries(batch.tables).flatMap(([table, rows]) =>
        rows.flatMap((row) => {
          const reason = mood.refuse?.(table, row) ?? faultOf(row)
          return reason ? [{ table, key: row.row_key, reason }] : []
        }),
      )
      answer(200, { batch: batch.batch, refused, receipt: `模拟-${randomUUID()}` })
    })
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    url: `${url}/exchange`,
    mood,
    log,
    /** The newest state of each row it took, by table and key. */
    rows(table: string): Row[] {
      const newest = new Map<string, Row>()
      for (const { tables } of [...batches.values()].sort((a, b) => (a.batch < b.batch ? -1 : 1)))
        for (const row of tables[table] ?? []) newest.set(row.row_key ?? '', row)
      return [...newest.values()]
    },
    stop: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}

/** Dates as the national tables want them: `YYYYMMDDThhmmss` or `YYYYMMDDhhmmss`. */
function faultOf(row: Row): string | undefined {
  for (const [name, value] of Object.entries(row))
    if (/(_date|_time)$/.test(name) && value !== '' && !/^\d{8}T?\d{6}$/.test(value))
      return `${name} 格式不对：${value}`
  if (!row.project_no) return '缺办件编号'
  if (!['I', 'U', 'D'].includes(row.cd_operation ?? '')) return 'cd_operation 不对'
  return undefined
}
