import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const fileOf = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** A program of the project as an operator runs it, and what it said. */
export type Program = {
  child: ChildProcess
  /** The address of the `ready` line; rejects with what it said when it ends before. */
  ready: Promise<string>
  /** Its exit code (or the signal that ended it), once it ended and said all. */
  ended: Promise<number | string>
  out(): string
  err(): string
}

/** Nothing of our own environment but the path: settings come from the test alone. */
const plain = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' }

export function runProgram(path: string, args: string[], env: Record<string, string> = {}): Program {
  const child = spawn(process.execPath, [fileOf(path), ...args], {
    env: { ...plain, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  const ready = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      out += `${line}\n`
      const address = /^ready (http:\S+)$/.exec(line)?.[1]
      if (address) resolve(address)
    })
    createInterface({ input: child.stderr }).on('line', (line) => {
      err += `${line}\n`
    })
    ended.then((code) => reject(new Error(`${path} ended with ${code} before it was ready:\n${err}`)), reject)
  })
  // Who only waits for the end does not ask whether it was ready.
  ready.catch(() => undefined)
  return { child, ready, ended, out: () => out, err: () => err }
}

export const runServer = (args: string[], env?: Record<string, string>) => runProgram('platform/main.ts', args, env)

/** Ends a server as Ctrl-C does and answers its exit code. */
export async function stop(server: Program, signal: NodeJS.Signals = 'SIGINT'): Promise<number | string> {
  server.child.kill(signal)
  return server.ended
}
