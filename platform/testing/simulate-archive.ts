import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { sharedKey } from '#kernel/http-signatures/index.ts'
import { startArchive } from './archive-simulator.ts'

/** The simulated archive as a process of its own, until it is stopped; `npm run zt -- simulate archive` starts it. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8091' },
    'key-file': { type: 'string', default: 'archive.key' },
    realm: { type: 'string', default: '441900' },
    refuse: { type: 'string' },
    late: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const { port, 'key-file': keyFile, realm, refuse, late, json } = values
if (!existsSync(keyFile)) await writeFile(keyFile, randomBytes(32).toString('hex'), { mode: 0o600 })
const hex = (await readFile(keyFile, 'utf8')).trim()
if (/^[0-9a-f]{64}$/i.test(hex)) await serve()
else {
  process.stderr.write(`${keyFile} 要有 64 位十六进制 · must hold 64 hex digits\n`)
  process.exitCode = 1
}

async function serve(): Promise<void> {
  const archive = await startArchive(sharedKey(realm, Buffer.from(hex, 'hex')), { late, refuse }, Number(port))
  process.stdout.write(
    json
      ? `${JSON.stringify({ ok: true, simulator: true, url: archive.url, keyFile })}\n`
      : `模拟档案馆 simulated archive ready ${archive.url}\n在平台这边设 set: ZT_ARCHIVE_URL=${archive.url} ZT_ARCHIVE_KEY_FILE=${keyFile}\n`,
  )
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await archive.stop()
}
