import { createServer, type IncomingMessage } from 'node:http'
import pg from 'pg'
import type { Call } from './floor.ts'
import { guideFloor } from './guide.ts'
import { miaopiFloor } from './miaopi.ts'
import { officerStepFloor } from './officer-step.ts'
import { searchFloor } from './search.ts'
import { todoFloor } from './todo.ts'

// node bench/floors/main.ts NAME: one floor in a process of its own, as bare as node and PostgreSQL allow. It uses the
// database in DATABASE_URL and ends with its standard input.

const floors = {
  miaopi: miaopiFloor,
  'officer-step': officerStepFloor,
  guide: guideFloor,
  search: searchFloor,
  todo: todoFloor,
}
const floor = floors[process.argv[2] as keyof typeof floors]

// 20 connections, as the platform has.
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 })
await pool.query('create schema if not exists bench_floor')
const handle = await floor(pool)

async function callOf(request: IncomingMessage): Promise<Call> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://floor')
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString('utf8')
  const body = text ? (JSON.parse(text) as Record<string, unknown>) : {}
  return { path: pathname, query: searchParams, body, key: String(request.headers['idempotency-key'] ?? '') }
}

const server = createServer(async (request, response) => {
  try {
    const answer = await handle(await callOf(request))
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) })
      .end(answer)
  } catch (error) {
    response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error))
  }
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number }
  process.stdout.write(`ready http://127.0.0.1:${port}\n`)
})
process.stdin.resume().once('close', () => process.exit(0))
