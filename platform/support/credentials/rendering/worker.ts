import { parentPort } from 'node:worker_threads'
import { loadFonts } from './fonts.ts'
import type { PlainPaper } from './plain-page.ts'
import { type Paper, renderOfd, renderPaper, renderPlain } from './render.ts'

// The thread where papers are drawn: 70 ms of pure computing each, which the threads that answer people must not lose.

const port = parentPort
if (!port) throw new Error('worker.ts is started by createPress')
const fonts = loadFonts()

port.on('message', async ({ id, paper, as }: { id: number; paper: Paper | PlainPaper; as: 'pdf' | 'ofd' }) => {
  try {
    const shelf = await fonts
    const drawn =
      'sections' in paper
        ? await renderPlain(shelf, paper)
        : as === 'ofd'
          ? renderOfd(shelf, paper)
          : await renderPaper(shelf, paper)
    port.postMessage({ id, drawn })
  } catch (error) {
    port.postMessage({ id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
