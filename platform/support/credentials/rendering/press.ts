import { Worker } from 'node:worker_threads'
import type { OfdPaper } from './ofd-sheet.ts'
import type { PlainPaper } from './plain-page.ts'
import type { Paper } from './render.ts'

/** Draws papers in a thread of its own, one after another. */
export type Press = {
  render(paper: Paper | PlainPaper): Promise<Buffer>
  renderOfd(paper: Paper): Promise<OfdPaper>
  stop(): Promise<void>
}

/** What comes over from the thread: buffers arrive as plain bytes. */
type Drawn = Uint8Array | (Omit<OfdPaper, 'files'> & { files: Map<string, Uint8Array> })
type Waiting = { resolve: (drawn: Drawn) => void; reject: (error: Error) => void }

/** The thread starts with the first paper and does not keep the process alive. If it dies, its papers fail and the next starts another. */
export function createPress(): Press {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let last = 0

  function start(): Worker {
    const started = new Worker(new URL('./worker.ts', import.meta.url))
    started.unref()
    started.on('message', ({ id, drawn, failure }: { id: number; drawn?: Drawn; failure?: string }) => {
      const paper = waiting.get(id)
      waiting.delete(id)
      if (waiting.size === 0) started.unref()
      if (drawn) paper?.resolve(drawn)
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

  function draw(paper: Paper | PlainPaper, as: 'pdf' | 'ofd'): Promise<Drawn> {
    worker ??= start()
    worker.ref()
    const id = ++last
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker?.postMessage({ id, paper, as })
    })
  }

  return {
    async render(paper) {
      const drawn = await draw(paper, 'pdf')
      if (!(drawn instanceof Uint8Array)) throw new Error('The drawing thread answered with another kind of paper')
      return bufferOf(drawn)
    },
    async renderOfd(paper) {
      const drawn = await draw(paper, 'ofd')
      if (drawn instanceof Uint8Array) throw new Error('The drawing thread answered with another kind of paper')
      return { ...drawn, files: new Map([...drawn.files].map(([path, bytes]) => [path, bufferOf(bytes)])) }
    },
    async stop() {
      await worker?.terminate()
    },
  }
}

const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
