import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '#ground/clock.ts'
import { readConfig } from '#ground/config.ts'
import { openDatabase } from '#ground/database/index.ts'
import type { Files } from '#ground/files/files.ts'
import { createHttp } from '#ground/http/index.ts'
import { newId } from '#ground/ids.ts'
import { jobs } from '#ground/jobs.ts'
import { createSecrets } from '#ground/secrets.ts'
import { createLog } from '#ground/telemetry/log.ts'
import { createMetrics } from '#ground/telemetry/metrics.ts'
import { generatedMatrix } from '#support/cases/index.ts'
import { compose } from '../compose.ts'
import { openDoors } from '../wiring/doors.ts'
import { clientFile, clientText } from './generate-client.ts'
import { openApiFile } from './openapi-file.ts'

export type GenerateIo = { out: (text: string) => void; err: (text: string) => void; root: string }

const usage = `用法 Usage: zt generate openapi|client|case-permissions [--json]

  openapi            由代码写出接口说明 docs/openapi.json，不用数据库；客户端的类型随后写出 · writes the API's description from the code, without a database; the client's types after it
  client             由接口说明写出客户端的类型 client/generated/contract.d.ts · writes the client's types from the description
  case-permissions   由规则写出谁能对办件做什么 docs/case-permissions.tsv · writes who may do which verb of a case, from the policies
  --json             最后一行是一个 JSON 对象 · one JSON object on the last line
`

type Made = { file: string; text: (root: string) => Promise<string>; next?: string }

const made: Record<string, Made> = {
  // Who regenerates the description regenerates what is read from it: the two never lie about each other.
  openapi: { file: openApiFile, text: (root) => openApiText(root), next: 'client' },
  client: { file: clientFile, text: clientText },
  'case-permissions': { file: join('docs', 'case-permissions.tsv'), text: generatedMatrix },
}

/** `zt generate`: exit 0 when the file says what the code does, 2 when the command is wrong. */
export const generateCommand = {
  name: 'generate',
  summary: '由代码写出接口说明和权限表 · write the description of the API, and who may do what, from the code',
  async run(args: string[], io: GenerateIo): Promise<number> {
    const wanted = readArgs(args)
    if (wanted === 'help') {
      io.out(usage)
      return 0
    }
    if (!wanted) {
      io.err(usage)
      return 2
    }
    const changed = await write(wanted, io.root)
    const also = wanted.next ? made[wanted.next] : undefined
    if (also) await write(also, io.root)
    if (wanted.json) io.out(`${JSON.stringify({ file: wanted.file, changed })}\n`)
    else io.out(`${wanted.file} ${changed ? '已写入 written' : '没有变化 unchanged'}\n`)
    return 0
  },
}

async function write({ file, text }: Made, root: string): Promise<boolean> {
  const path = join(root, file)
  const now = await text(root)
  if ((await readFile(path, 'utf8').catch(() => undefined)) === now) return false
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, now)
  return true
}

/** OpenAPI of every route in the demo profile, as text: the same for the same code on any machine. */
export async function openApiText(root: string): Promise<string> {
  const config = { ...readConfig([], {}, root), publicUrl: '/' }
  const log = createLog('silent')
  const metrics = createMetrics()
  // Routes are described, not called: nothing here ever connects or opens a file.
  const { db, close } = openDatabase({ url: 'postgres://127.0.0.1:1/none', log })
  const secrets = createSecrets(Buffer.alloc(32))
  const ground = { db, clock: systemClock, newId, secrets, jobs, files: noFiles, log, metrics, config }
  const platform = await compose(ground)
  const { authenticate, problems } = platform
  const app = await createHttp({ config, db, newId, log, metrics, authenticate, problems, onChange: () => undefined })
  try {
    await openDoors(app, platform)
    await app.ready()
    return `${JSON.stringify(app.swagger(), null, 2)}\n`
  } finally {
    await app.close()
    await close()
  }
}

async function refuse(): Promise<never> {
  throw new Error('Describing the API opens no file')
}
const noFiles: Files = { put: refuse, open: refuse, has: refuse }

type Wanted = { json: boolean } & Made

function readArgs(args: string[]): Wanted | 'help' | undefined {
  const options = { json: { type: 'boolean' }, help: { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true })
    if (values.help) return 'help'
    const wanted = made[positionals.join(' ')]
    return wanted && { json: values.json === true, ...wanted }
  } catch {
    // parseArgs throws for options it does not know: the usage tells those that exist.
    return undefined
  }
}
