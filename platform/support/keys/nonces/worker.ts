import { parentPort } from 'node:worker_threads'
import { drawSm2Nonces } from '#kernel/crypto/sm2.ts'

/** The thread of nonces: asked for so many, it answers with their bytes, and keeps none. */
parentPort?.on('message', (count: number) => {
  const drawn = drawSm2Nonces(count)
  parentPort?.postMessage(drawn, [drawn.buffer as ArrayBuffer])
})
