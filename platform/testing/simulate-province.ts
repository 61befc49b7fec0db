import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { sharedKey } from '#kernel/http-signatures/index.ts'
import { type Mood, startProvince } from './province-simulator.ts'

/** The simulated province as a process of its own, until it is stopped; `npm run zt -- simulate province` starts it. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8090' },
    'key-file': { type: 'string', default: 'province.key' },
    realm: { type: 'string', default: '441900' },
    refuse: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const { port, 'key-file': keyFile, realm, refuse, json } = values
if (!existsSync(keyFile)) await writeFile(keyFile, randomBytes(32).toString('hex'), { mode: 0o600 })
const hex = (await readFile(keyFile, 'utf8')).trim()
if (/^[0-9a-f]{64}$/i.test(hex)) await serve()
else {
  process.stderr.write(`${keyFile} 要有 64 位十六进制 · must hold 64 hex digits\n`)
  process.exitCode = 1
}

async function serve(): Promise<void> {
  const mood: Mood = refuse ? { refuse: (table) => (table === refuse ? '模拟拒绝' : undefined) } : {}
  const province = await startProvince(sharedKey(realm, Buffer.from(hex, 'hex')), mood, Number(port))
  process.stdout.write(
    json
      ? `${JSON.stringify({ ok: true, simulator: true, url: province.url, keyFile })}\n`
      : `模拟省平台 simulated province ready ${province.url}\n在平台这边设 set: ZT_PROVINCE_URL=${province.url} ZT_PROVINCE_KEY_FILE=${keyFile}\n`,
  )
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await province.stop()
}
