import type { Log } from '#ground/telemetry/log.ts'

/** At rest it looks so often; whoever puts a message down in this process wakes it. */
const rest = 1_000
/** Acts come in crowds: the first of a crowd waits so many milliseconds, and one look serves them all. */
const gather = 50

export type Sending = { wake(): void; stop(): Promise<void> }

/** Sends in the background, turn after turn while there is something to send. */
export function startSending({ work }: { work: { turn(): Promise<number> } }, log: Log): Sending {
  let stopped = false
  let soon: NodeJS.Timeout | undefined
  let turning: Promise<void> | undefined

  async function turns(): Promise<void> {
    try {
      while (!stopped && (await work.turn()) > 0);
    } catch (error) {
      log.error({ err: error }, 'messages were not sent; they wait for the next turn')
    }
  }

  function look(): void {
    if (stopped || turning) return
    turning = turns().finally(() => {
      turning = undefined
    })
  }

  function wake(): void {
    if (stopped) return
    soon ??= setTimeout(() => {
      soon = undefined
      if (turning) wake()
      else look()
    }, gather)
  }

  look()
  const timer = setInterval(look, rest)
  return {
    wake,
    async stop() {
      stopped = true
      clearInterval(timer)
      clearTimeout(soon)
      await turning
    },
  }
}
