import { connect, type Socket } from 'node:net'
import type { Log } from '#ground/telemetry/log.ts'
import {
  commands,
  createUnpacker,
  field,
  gatewayProof,
  type Packet,
  pack,
  senderProof,
  stamp,
  uint,
  version,
} from './packets.ts'

/** One account at a carrier's gateway. */
export type Account = {
  host: string
  port: number
  /** SP_Id, six characters, and the secret both sides hold. */
  source: string
  secret: string
}

export type Connection = {
  /** Sends a command and gives the body of its answer; fails when the gateway is silent or the line is cut. */
  ask(command: number, body: Buffer): Promise<Buffer>
  isOpen(): boolean
  close(): Promise<void>
}

const silent = 15_000
/** C, the pause after which the line is tried (section 6.2.1 of the protocol: three minutes; sooner does no harm). */
const tryEvery = 60_000

/** Opens a line to the gateway and signs in. Fails with the gateway's own status when it does not let us in. */
export async function openConnection(
  account: Account,
  needs: { log: Log; now: () => Date; onDeliver: (body: Buffer) => Promise<Buffer> },
): Promise<Connection> {
  const { log, now } = needs
  const socket = connect({ host: account.host, port: account.port, noDelay: true })
  await new Promise<void>((open, failed) => {
    socket.once('connect', open).once('error', failed)
    socket.setTimeout(silent, () => socket.destroy(new Error('The gateway is silent')))
  })
  socket.setTimeout(0)
  const waiting = new Map<number, { answer(body: Buffer): void; fail(error: Error): void }>()
  let sequence = 0
  let open = true
  const end = (error: Error) => {
    open = false
    for (const { fail } of waiting.values()) fail(error)
    waiting.clear()
  }
  socket.on('error', (error) => log.warn({ reason: error.message }, 'the line to a message gateway broke'))
  socket.on('close', () => end(new Error('The line to the gateway was cut')))
  const unpack = createUnpacker()
  socket.on('data', (bytes: Buffer) => {
    try {
      for (const packet of unpack(bytes)) take(packet)
    } catch (error) {
      socket.destroy(error as Error)
    }
  })

  function take({ command, sequence: number, body }: Packet): void {
    if (command >= 0x80000000) {
      waiting.get(number)?.answer(body)
      waiting.delete(number)
    } else if (command === commands.deliver) {
      needs.onDeliver(body).then(
        (answer) => say(socket, { command: commands.deliverAnswer, sequence: number, body: answer }),
        // Not answered, the gateway says it again.
        (error: unknown) =>
          log.warn({ reason: String(error) }, 'a receipt could not be written down; it will come again'),
      )
    } else if (command === commands.activeTest)
      say(socket, { command: commands.activeTestAnswer, sequence: number, body: Buffer.alloc(1) })
    else if (command === commands.terminate) {
      say(socket, { command: commands.terminateAnswer, sequence: number, body: Buffer.alloc(0) })
      socket.end()
    }
  }

  function ask(command: number, body: Buffer): Promise<Buffer> {
    if (!open) return Promise.reject(new Error('The line to the gateway is cut'))
    sequence = (sequence + 1) >>> 0
    const number = sequence
    return new Promise<Buffer>((answer, fail) => {
      const timer = setTimeout(() => {
        waiting.delete(number)
        fail(new Error('The gateway does not answer'))
      }, silent)
      waiting.set(number, {
        answer: (body) => {
          clearTimeout(timer)
          answer(body)
        },
        fail: (error) => {
          clearTimeout(timer)
          fail(error)
        },
      })
      say(socket, { command, sequence: number, body })
    })
  }

  await signIn(account, ask, now()).catch((error: unknown) => {
    socket.destroy()
    throw error
  })
  const trying = setInterval(() => {
    ask(commands.activeTest, Buffer.alloc(0)).catch((error: Error) => socket.destroy(error))
  }, tryEvery)
  socket.once('close', () => clearInterval(trying))
  return {
    ask,
    isOpen: () => open,
    async close() {
      clearInterval(trying)
      if (open) await ask(commands.terminate, Buffer.alloc(0)).catch(() => undefined) // it is closed either way
      socket.destroy()
    },
  }
}

function say(socket: Socket, packet: Packet): void {
  if (socket.writable) socket.write(pack(packet))
}

async function signIn(account: Account, ask: Connection['ask'], now: Date): Promise<void> {
  const timestamp = stamp(now)
  const proof = senderProof(account.source, account.secret, timestamp)
  const body = Buffer.concat([field(account.source, 6), proof, Buffer.of(version), uint(Number(timestamp), 4)])
  const answer = await ask(commands.connect, body)
  const status = answer.readUInt32BE(0)
  if (status !== 0) throw new Error(`The gateway does not let us in: status ${status}`)
  if (!answer.subarray(4, 20).equals(gatewayProof(status, proof, account.secret)))
    throw new Error('The gateway does not know the secret: it is not ours')
}
