import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

type Thread = { worker: Worker; waiting: { resolve: (drawn: Uint8Array) => void; reject: (error: Error) => void }[] }

const most = 4

/**
 * Draws SM2 nonces in threads of their own. That is where the time of a signature goes: nine tenths of it need neither the key
 * nor the message. Threads start with the first lot, do not keep the process alive, and draw nothing ahead.
 */
export function createNoncePool(count = Math.max(1, Math.min(most, availableParallelism()))) {
  const threads: Thread[] = []

  function start(): Thread {
    const worker = new Worker(new URL('./worker.ts', import.meta.url))
    const thread: Thread = { worker, waiting: [] }
    worker.unref()
    worker.on('message', (drawn: Uint8Array) => {
      thread.waiting.shift()?.resolve(drawn)
      if (thread.waiting.length === 0) worker.unref()
    })
    const end = (error: Error) => {
      if (threads.includes(thread)) threads.splice(threads.indexOf(thread), 1)
      for (const { reject } of thread.waiting.splice(0)) reject(error)
    }
    worker.on('error', end).on('exit', () => end(new Error('The thread of nonces ended')))
    return thread
  }

  function ask(thread: Thread, lot: number): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      thread.waiting.push({ resolve, reject })
      thread.worker.ref()
      thread.worker.postMessage(lot)
    })
  }

  return {
    async draw(wanted: number): Promise<Buffer> {
      while (threads.length < count) threads.push(start())
      const each = Math.ceil(wanted / threads.length)
      const lots = threads.map((thread, i) => {
        const lot = Math.min(each, wanted - i * each)
        return lot > 0 ? ask(thread, lot) : Promise.resolve(new Uint8Array())
      })
      return Buffer.concat(await Promise.all(lots))
    },
  }
}

export type NoncePool = ReturnType<typeof createNoncePool>
