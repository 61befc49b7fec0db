import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { within } from './faults.ts'

// What `npm start` starts must not outlive npm, however npm ends.
describe('a program that npm started', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zt-npm-'))
    const ensure = fileURLToPath(new URL('../scripts/ensure.mjs', import.meta.url))
    const files = {
      'package.json': JSON.stringify({ name: 'launched', version: '1.0.0', scripts: { start: 'node launch.mjs' } }),
      'launch.mjs': `import { become } from ${JSON.stringify(ensure)}\nbecome(process.execPath, ['program.mjs'])\n`,
      // As platform/main.ts: ends when told, and when nobody is left who could tell it.
      'program.mjs': `process.on('SIGTERM', () => process.exit()).once('disconnect', () => process.exit())
        setInterval(() => undefined, 1000)
        console.log('runs', process.pid)\n`,
    }
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  })
  after(() => rm(folder, { recursive: true, force: true }))

  for (const signal of ['SIGKILL', 'SIGTERM'] as const)
    test(`ends when npm is ended by ${signal}`, async (t) => {
      if (process.platform === 'win32') return t.skip('Windows has no such signals')
      const npm = spawn('npm', ['start'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
      const lines = createInterface({ input: npm.stdout })
      let pid: number | undefined
      for await (const line of lines) {
        pid = Number(/^runs (\d+)$/.exec(line)?.[1])
        if (pid) break
      }
      assert.ok(pid, 'it runs')
      npm.kill(signal)
      if (npm.exitCode === null && npm.signalCode === null) await once(npm, 'exit')
      const runs = () => {
        try {
          return process.kill(pid, 0)
        } catch {
          return false
        }
      }
      await within(10, 'it ends', async () => !runs())
    })
})
