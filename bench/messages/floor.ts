import { once } from 'node:events'
import { connect } from 'node:net'
import type pg from 'pg'
import { cmpp } from '../../platform/support/messages/index.ts'

const {
  commands,
  createUnpacker,
  field,
  pack,
  partsOf,
  readDeliver,
  refOf,
  senderProof,
  stamp,
  submitBody,
  uint,
  version,
} = cmpp

export type Gateway = { port: number; source: string; secret: string; service: string; number: string }

/** A bare client of the gateway: no queue, no failover, no sealing; a row put down, handed over, and marked when its receipt comes. */
export async function openFloor(pool: pg.Pool, gateway: Gateway) {
  await pool.query('drop table if exists bench_message')
  await pool.query(
    'create table bench_message (id bigint generated always as identity primary key, phone text, body text, ref text unique, done_at timestamptz)',
  )
  const socket = connect(gateway.port, '127.0.0.1')
  await once(socket, 'connect')
  const waiting = new Map<number, (body: Buffer) => void>()
  /** Receipts that came before the row knew its number. */
  const early = new Set<string>()
  const known = new Set<string>()
  let sequence = 0
  let delivered = 0

  const ask = (command: number, body: Buffer) =>
    new Promise<Buffer>((answer) => {
      waiting.set(++sequence, answer)
      socket.write(pack({ command, sequence, body }))
    })
  const settle = async (ref: string) => {
    await pool.query({ name: 'd', text: 'update bench_message set done_at = now() where ref = $1', values: [ref] })
    delivered++
  }
  const unpack = createUnpacker()
  socket.on('data', (bytes: Buffer) => {
    for (const { command, sequence: number, body } of unpack(bytes)) {
      if (command !== commands.deliver) {
        waiting.get(number)?.(body)
        waiting.delete(number)
        continue
      }
      const { messageId, receipt } = readDeliver(body)
      const done = () =>
        socket.write(
          pack({ command: commands.deliverAnswer, sequence: number, body: Buffer.concat([messageId, uint(0, 4)]) }),
        )
      if (!receipt) done()
      else if (known.has(receipt.ref)) void settle(receipt.ref).then(done)
      else {
        early.add(receipt.ref)
        done()
      }
    }
  })
  const time = stamp(new Date())
  const proof = senderProof(gateway.source, gateway.secret, time)
  await ask(
    commands.connect,
    Buffer.concat([field(gateway.source, 6), proof, Buffer.of(version), uint(Number(time), 4)]),
  )

  return {
    async send(to: string, text: string): Promise<void> {
      const { rows } = await pool.query<{ id: string }>({
        name: 'i',
        text: 'insert into bench_message (phone, body) values ($1, $2) returning id',
        values: [to, text],
      })
      const [part] = partsOf(text, 0)
      const answer = await ask(commands.submit, submitBody(part!, gateway, to))
      const ref = refOf(answer.subarray(0, 8))
      await pool.query({
        name: 'r',
        text: 'update bench_message set ref = $2 where id = $1',
        values: [rows[0]!.id, ref],
      })
      known.add(ref)
      if (early.delete(ref)) await settle(ref)
    },
    delivered: async () => delivered,
    stop: () => socket.destroy(),
  }
}
