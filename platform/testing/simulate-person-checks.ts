import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Mood, moods, startPersonChecks } from './person-check-simulator.ts'

/** The simulated provider of person checks as a process of its own; `npm run zt -- simulate person-checks` starts it. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8093' },
    settings: { type: 'string', default: 'systems.simulated.json' },
    mood: { type: 'string', default: 'well' },
    json: { type: 'boolean', default: false },
  },
})
const { port, settings, mood, json } = values
if ((moods as readonly string[]).includes(mood)) {
  const provider = await startPersonChecks({ port: Number(port), mood: mood as Mood })
  await writeFile(settings, `${JSON.stringify({ 'person-check': provider.system }, undefined, 2)}\n`, { mode: 0o600 })
  const { url } = provider.system
  process.stdout.write(
    json
      ? `${JSON.stringify({ ok: true, simulator: true, url, settings })}\n`
      : `模拟的实人核验服务 simulated person checks ready ${url}\n在平台这边设 set: ZT_SYSTEMS=${settings}\n`,
  )
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await provider.stop()
} else {
  process.stderr.write(`--mood: ${moods.join(' | ')}\n`)
  process.exitCode = 2
}
