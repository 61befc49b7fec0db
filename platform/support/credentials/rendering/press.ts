import { Worker } from 'node:worker_threads'
import type { PlainPaper } from './plain-page.ts'
import type { Paper } from './render.ts'

/** Draws papers in a thread of its own, one after another. */
export type Press = { render(paper: Paper | PlainPaper): Promise<Buffer>; stop(): Promise<void> }

type Waiting = { resolve: (pdf: Buffer) => void; reject: (error: Error) => void }

/** The thread starts with the first paper and does not keep the process alive. If it dies, its papers fail and the next starts another. */
export function createPress(): Press {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let last = 0

  function start(): Worker {
    const started = new Worker(new URL('./worker.ts', import.meta.url))
    started.unref()
    started.on('message', ({ id, pdf, failure }: { id: number; pdf?: Uint8Array; failure?: string }) => {
      const paper = waiting.get(id)
      waiting.delete(id)
      if (waiting.size === 0) started.unref()
      if (pdf) paper?.resolve(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength))
      else paper?.reject(new Error(`The paper could not be drawn: ${failure}`))
    })
    const end = (error: Error) => {
      if (worker === started) worker = undefined
      for (const paper of waiting.values()) paper.reject(error)
      waiting.clear()
    }
    started.on('error', end).on('exit', () => end(new Error('The drawing thread ended')))
    return started
  }

  return {
    render(paper) {
      worker ??= start()
      worker.ref()
      const id = ++last
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        worker?.postMessage({ id, paper })
      })
    },
    async stop() {
      await worker?.terminate()
    },
  }
}
