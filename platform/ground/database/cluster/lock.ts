import { rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** `release` may be called twice. */
export type Lock = { release(): Promise<void> }

/**
 * Takes the one right to supervise a data folder: a name to listen on, which the kernel gives to one process and takes
 * back however that ends. Answers who holds it when it is taken.
 */
export async function takeLock(runtimeDir: string, name: string): Promise<Lock | { heldBy: number }> {
  const address = addressOf(runtimeDir, name)
  for (let attempt = 0; attempt < 100; attempt++) {
    const holder = await askHolder(address)
    if (holder) return { heldBy: holder }
    // A socket file outlives its process; two starts in the same instant could both remove it, on systems that need it.
    if (address.startsWith('/')) await rm(address, { force: true })
    const server = await tryToHold(address)
    if (server) return { release: () => new Promise((resolve) => server.close(() => resolve())) }
    await sleep(50) // a process that was killed is still on its way out
  }
  throw new Error(`Another process holds ${name} and does not answer`)
}

async function tryToHold(address: string): Promise<Server | undefined> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy()) // the asker left before it read the answer
    socket.end(`${process.pid}\n`)
  })
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(address, resolve))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined
    throw error
  }
  return server.unref()
}

function addressOf(runtimeDir: string, name: string): string {
  if (process.platform === 'linux') return `\0${name}` // the abstract namespace: no file
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return `${runtimeDir}.lock`
}

function askHolder(address: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(address)
    socket.setEncoding('utf8').setTimeout(5_000, () => socket.destroy())
    socket.on('data', (text: string) => {
      answer += text
    })
    socket.on('error', () => resolve(undefined)) // nobody listens: no holder
    socket.on('close', () => resolve(Number(answer) || undefined))
  })
}
