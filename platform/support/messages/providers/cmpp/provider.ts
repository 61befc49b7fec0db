import { randomInt } from 'node:crypto'
import type { Log } from '#ground/telemetry/log.ts'
import type { HandOver, Provider, TakeReceipts } from '../provider.ts'
import { type Account, type Connection, openConnection } from './connection.ts'
import { readDeliver, refOf } from './deliver.ts'
import { commands, uint } from './packets.ts'
import { partsOf, submitBody } from './submit.ts'

export type CmppSettings = Account & { service: string; number: string; window?: number }

/** Answers of CMPP_SUBMIT that another try may mend: 7 the business may not be used now, 8 too fast. */
const passing = new Set([7, 8])

/** Text messages by a carrier's gateway. The line is opened when it is first needed, and again when it was cut. */
export function createCmppProvider(
  about: { key: string; name: string; simulated: boolean } & CmppSettings,
  needs: { log: Log; now: () => Date; takeReceipts: TakeReceipts },
): Provider {
  const { key, name, simulated, service, number, source } = about
  let line: Promise<Connection> | undefined
  let group = randomInt(256)

  async function connection(): Promise<Connection> {
    const current = await line?.catch(() => undefined) // who asked for it first was told why
    if (current?.isOpen()) return current
    line = openConnection(about, { log: needs.log, now: needs.now, onDeliver })
    return line
  }

  async function onDeliver(body: Buffer): Promise<Buffer> {
    const { messageId, receipt } = readDeliver(body)
    if (receipt) await needs.takeReceipts(key, [receipt])
    return Buffer.concat([messageId, uint(0, 4)])
  }

  return {
    key,
    name,
    channel: 'sms',
    simulated,
    window: about.window ?? 16, // what gateways allow before they answer (section 6.2.2)
    async handOver({ to, body }): Promise<HandOver> {
      group = (group + 1) & 0xff
      const refs: string[] = []
      try {
        const { ask } = await connection()
        for (const part of partsOf(body, group)) {
          const answer = await ask(commands.submit, submitBody(part, { source, service, number }, to))
          const result = answer.readUInt32BE(8)
          if (result !== 0) return { kind: passing.has(result) ? 'later' : 'wrong', code: `CMPP ${result}` }
          refs.push(refOf(answer.subarray(0, 8)))
        }
        return { kind: 'taken', refs, receipts: true }
      } catch (error) {
        needs.log.warn({ provider: key, reason: String(error) }, 'a message gateway cannot be used')
        return { kind: 'down', code: 'CMPP' }
      }
    },
    async close() {
      const current = await line?.catch(() => undefined) // never opened: nothing to close
      await current?.close()
    },
  }
}
