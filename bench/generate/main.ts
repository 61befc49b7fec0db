import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startCity } from '../city.ts'
import { createClient } from '../client.ts'
import { generateCases } from './generate.ts'

const usage = `npm run bench -- generate --data DIR [--count 1000000] [--seed 1] [--threads N] [--json]
  Starts a demo city on DIR, fills it with cases, stops it. Then: npm start -- --data DIR`

/** `npm run bench -- generate`: a city of a million cases to look at. */
export async function generate(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      count: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      threads: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  const [count, seed, threads] = [values.count, values.seed, values.threads ?? '0'].map(Number)
  if (values.help || !values.data || !(count! > 0 && count! <= 5_000_000) || !Number.isInteger(seed)) {
    console.log(usage)
    process.exit(values.help ? 0 : 2)
  }
  const dataDir = resolve(values.data)
  await mkdir(dataDir, { recursive: true })
  const city = await startCity({ dataDir })
  const client = createClient(city.url, { connections: 4 })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void city.stop().then(() => process.exit(130)))
  try {
    const { walks, ...made } = await generateCases({
      city,
      ask: client.ask,
      count: count!,
      seed: seed!,
      ...(threads ? { threads } : {}),
      onProgress: progressBar(process.stderr),
      tell: (what) => process.stderr.write(`${what} …\n`),
    })
    if (values.json) console.log(JSON.stringify({ ...made, kinds: walks.map(({ name }) => name) }))
    else
      console.log(
        `${made.cases} cases of ${made.residents} people with ${made.leaves} ledger leaves in ${made.seconds.toFixed(0)} s`,
      )
  } finally {
    client.close()
    await city.stop()
  }
}

/** Draws how far it is: over itself on a terminal, now and then a line elsewhere. */
export function progressBar(out: NodeJS.WriteStream): (done: number, of: number) => void {
  const began = performance.now()
  let drawn = 0
  return (done, of) => {
    const now = performance.now()
    if (done < of && now - drawn < (out.isTTY ? 200 : 10_000)) return
    drawn = now
    const filled = Math.round((30 * done) / of)
    const rate = Math.round(done / ((now - began) / 1000))
    const line = `[${'#'.repeat(filled)}${'-'.repeat(30 - filled)}] ${Math.floor((100 * done) / of)}%  ${done} cases, ${rate}/s`
    out.write(out.isTTY ? `\r${line}${done === of ? '\n' : ''}` : `${line}\n`)
  }
}
