import { randomBytes } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { cmpp } from '#support/messages/index.ts'

const {
  commands,
  createUnpacker,
  gatewayProof,
  pack,
  readSubmit,
  reportBody,
  senderProof,
  stamp,
  textOf,
  uint,
  version,
} = cmpp
type Packet = cmpp.Packet
type Submitted = cmpp.Submitted

/** How the gateway is today. */
export type GatewayMood = {
  /** It lets nobody in. */
  shut?: boolean
  /** What CMPP_SUBMIT_RESP says for a number; 0 is taken. */
  result?: (to: string) => number
  /** `Stat` of the receipt for a number; undefined: no receipt ever comes. */
  stat?: (to: string) => string | undefined
  /** How long before the receipt comes; 0: before the answer itself, as fast gateways do. */
  receiptAfter?: number
  /** Receipts that nobody confirms come again after so long. */
  repeatAfter?: number
}

/**
 * A simulator of a carrier's gateway that speaks CMPP 3.0. It checks the sender's proof, answers submits in order, and brings
 * receipts that it repeats until they are confirmed. For tests and trials: no handset rings.
 */
export async function startGateway(
  account: { source: string; secret: string },
  mood: GatewayMood = {},
  port = 0,
): Promise<{
  port: number
  mood: GatewayMood
  /** Each part it took, in order. */
  taken: (Submitted & { part: number })[]
  /** Cuts every line, as when it is restarted. */
  cut(): void
  /** How often it had to say a receipt again. */
  repeats: () => number
  stop(): Promise<void>
}> {
  const taken: (Submitted & { part: number })[] = []
  const sockets = new Set<Socket>()
  const unconfirmed = new Map<number, NodeJS.Timeout>()
  let repeated = 0
  let count = 0
  let sequence = 0

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    const timers = new Set<NodeJS.Timeout>()
    socket.on('close', () => timers.forEach(clearInterval))
    const unpack = createUnpacker()
    const say = (packet: Packet) => socket.writable && socket.write(pack(packet))
    let known = false

    function signIn({ sequence: number, body }: Packet): void {
      const proof = body.subarray(6, 22)
      const timestamp = String(body.readUInt32BE(23)).padStart(10, '0')
      const right = senderProof(account.source, account.secret, timestamp).equals(proof)
      // 3: the proof is wrong; 5: others, here that it is shut.
      const status = mood.shut ? 5 : right && textOf(body.subarray(0, 6)) === account.source ? 0 : 3
      known = status === 0
      const answer = Buffer.concat([uint(status, 4), gatewayProof(status, proof, account.secret), Buffer.of(version)])
      say({ command: commands.connectAnswer, sequence: number, body: answer })
    }

    async function submit({ sequence: number, body }: Packet): Promise<void> {
      const part = readSubmit(body)
      const messageId = Buffer.concat([randomBytes(4), uint(++count, 4)])
      const result = known ? (mood.result?.(part.to) ?? 0) : 10
      const answer = () =>
        say({ command: commands.submitAnswer, sequence: number, body: Buffer.concat([messageId, uint(result, 4)]) })
      if (mood.receiptAfter !== 0) answer()
      if (result === 0) {
        taken.push(part)
        await report(messageId, part)
      }
      if (mood.receiptAfter === 0) answer()
    }

    async function report(messageId: Buffer, { to, number }: Submitted): Promise<void> {
      const code = mood.stat ? mood.stat(to) : 'DELIVRD'
      if (!code) return
      if (mood.receiptAfter) await sleep(mood.receiptAfter)
      const at = stamp(new Date())
      const packet = {
        command: commands.deliver,
        sequence: ++sequence,
        body: reportBody({ messageId, code, to, number, at }),
      }
      const again = setInterval(() => {
        repeated++
        say(packet)
      }, mood.repeatAfter ?? 5_000)
      unconfirmed.set(packet.sequence, again)
      timers.add(again)
      say(packet)
    }

    function take(packet: Packet): void {
      if (packet.command === commands.connect) signIn(packet)
      else if (packet.command === commands.submit) void submit(packet)
      else if (packet.command === commands.deliverAnswer) {
        clearInterval(unconfirmed.get(packet.sequence))
        unconfirmed.delete(packet.sequence)
      } else if (packet.command === commands.activeTest)
        say({ command: commands.activeTestAnswer, sequence: packet.sequence, body: Buffer.alloc(1) })
      else if (packet.command === commands.terminate) {
        say({ command: commands.terminateAnswer, sequence: packet.sequence, body: Buffer.alloc(0) })
        socket.end()
      }
    }

    socket.on('data', (bytes: Buffer) => {
      try {
        for (const packet of unpack(bytes)) take(packet)
      } catch (error) {
        socket.destroy(error as Error)
      }
    })
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  return {
    port: (server.address() as { port: number }).port,
    mood,
    taken,
    cut() {
      for (const socket of sockets) socket.destroy()
    },
    repeats: () => repeated,
    async stop() {
      for (const timer of unconfirmed.values()) clearInterval(timer)
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}
