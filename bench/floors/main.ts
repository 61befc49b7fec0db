import cluster from 'node:cluster'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import pg from 'pg'
import type { Call } from './floor.ts'
import { gatewayFloor } from './gateway.ts'
import { guideFloor } from './guide.ts'
import { miaopiFloor } from './miaopi.ts'
import { officerStepFloor } from './officer-step.ts'
import { searchFloor } from './search.ts'
import { codeFloor, passkeyFloor, passwordFloor, refreshFloor } from './sign-ins.ts'
import { todoFloor } from './todo.ts'

// node bench/floors/main.ts NAME: one floor in as many processes as serve the platform (FLOOR_PROCESSES), as bare as node and
// PostgreSQL allow. It uses the database in DATABASE_URL and ends with its standard input.

const floors = {
  miaopi: miaopiFloor,
  'officer-step': officerStepFloor,
  guide: guideFloor,
  search: searchFloor,
  todo: todoFloor,
  password: passwordFloor,
  passkey: passkeyFloor,
  code: codeFloor,
  refresh: refreshFloor,
  gateway: gatewayFloor,
}
const floor = floors[process.argv[2] as keyof typeof floors]
const processes = Number(process.env.FLOOR_PROCESSES ?? 1)

if (cluster.isPrimary) {
  // Tables are made once, before anybody uses them, and what answers leave to be done is done here, as the platform does it.
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 })
  await pool.query('create schema if not exists bench_floor')
  await floor.prepare?.(pool)
  cluster.schedulingPolicy = cluster.SCHED_NONE // as the platform
  const workers = Array.from({ length: processes }, () => cluster.fork())
  const ports = await Promise.all(workers.map(async (worker) => (await once(worker, 'listening'))[0].port as number))
  process.stdout.write(`ready http://127.0.0.1:${ports[0]}\n`)
  process.stdin.resume().once('close', () => {
    for (const worker of workers) worker.kill()
    process.exit(0)
  })
} else {
  // 20 connections, as a process of the platform has.
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 })
  serve(await floor.open(pool))
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://floor')
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString('utf8')
  const body = text ? (JSON.parse(text) as Record<string, unknown>) : {}
  const key = String(request.headers['idempotency-key'] ?? '')
  const token = (request.headers.authorization ?? '').replace(/^Bearer /, '')
  return { path: pathname, query: searchParams, body, key, token }
}

function serve(handle: (call: Call) => Promise<string>): void {
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
  server.listen(0, '127.0.0.1')
}
