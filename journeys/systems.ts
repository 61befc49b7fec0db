import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readyLine } from './city.ts'

const simulator = fileURLToPath(new URL('../platform/testing/system-simulator.ts', import.meta.url))

/** A SIMULATOR of the police system in a process of its own, and the file that tells a city how to ask it. */
export async function startPolice(): Promise<{ systemsFile: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'zt-police-'))
  const secret = randomBytes(32).toString('base64')
  const answers = join(folder, 'answers.json')
  await writeFile(answers, JSON.stringify([{ answer: { verdict: 'clear', reference: 'DEMO-GA-1' } }]))
  const child = spawn(process.execPath, [simulator, '--key', 'zt', '--secret', secret, '--answers', answers], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = `${await readyLine(child)}/residence-checks`
  const systemsFile = join(folder, 'systems.json')
  const police = { name: '公安居住核查系统（模拟）', url, keyId: 'zt', secret, simulated: true }
  await writeFile(systemsFile, JSON.stringify({ 'police-residence': police }))
  return {
    systemsFile,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const personChecks = fileURLToPath(new URL('../platform/testing/simulate-person-checks.ts', import.meta.url))

/** A SIMULATOR of a provider of person checks in a process of its own, and the file that tells a city how to ask it. */
export async function startPersonCheckProvider(): Promise<{ systemsFile: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'zt-person-checks-'))
  const systemsFile = join(folder, 'systems.json')
  const child = spawn(process.execPath, [personChecks, '--port', '0', '--settings', systemsFile, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout!, 'data')
  return {
    systemsFile,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
