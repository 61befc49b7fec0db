import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type NoteKey, readNoteKey } from '../platform/kernel/tlog/note.ts'
import { checkLog } from './log.ts'
import { checkReceipt, type Step } from './receipt.ts'

const usage = `核验存证，不联网，不依赖平台。 Checks evidence without us.

  zt-verifier receipt FILE [--root ROOT.json] [--content FILE] [--witness KEY …]
  zt-verifier log FOLDER|URL --key KEY [--witness KEY …]

  --root     the root you trust: the member "root" of /log/keys, saved when you first met the log
  --content  the file whose digest was anchored
  --key      the log's key, as /log/note-keys shows it; --witness a witness's, each must have cosigned
`

/** Exit 0 when every step holds, 1 when one does not, 2 for what cannot be understood. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      root: { type: 'string' },
      content: { type: 'string' },
      key: { type: 'string' },
      witness: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const [what, target] = positionals
  if (values.help) return say(usage, 0)
  const witnesses = (values.witness ?? []).map(keyOf)
  if (what === 'receipt' && target) {
    const root = values.root ? jsonOf(await readFile(values.root, 'utf8')) : undefined
    const content = values.content ? await readFile(values.content) : undefined
    const receipt = jsonOf(await readFile(target, 'utf8'))
    return report(checkReceipt(receipt, { witnesses, ...(root ? { root } : {}), ...(content ? { content } : {}) }))
  }
  if (what === 'log' && target && values.key)
    return report(await checkLog(readerOf(target), { log: keyOf(values.key), witnesses }))
  return say(usage, 2)
}

function readerOf(target: string): (path: string) => Promise<Buffer> {
  if (!/^https?:\/\//.test(target)) return (path) => readFile(join(target, path))
  return async (path) => {
    const response = await fetch(`${target.replace(/\/$/, '')}/${path}`)
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return Buffer.from(await response.arrayBuffer())
  }
}

function keyOf(text: string): NoteKey {
  const key = readNoteKey(text)
  if (!key) throw new Error(`${text} is no key (name+id+base64)`)
  return key
}

/** A root may stand by itself or as the member of what /log/keys answers. */
function jsonOf(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error('not a JSON object')
  const { root, ...rest } = value as Record<string, unknown>
  return root && !('statement' in rest) ? (root as Record<string, unknown>) : (value as Record<string, unknown>)
}

function report(steps: Step[]): number {
  for (const { ok, open, zh, en, detail } of steps)
    process.stdout.write(`${open ? '?' : ok ? '✓' : '✗'} ${zh} · ${en}${detail ? `\n    ${detail}` : ''}\n`)
  const holds = steps.every(({ ok }) => ok)
  return say(holds ? '属实 It holds.\n' : '不属实 It does not hold.\n', holds ? 0 : 1)
}

function say(text: string, code: number): number {
  process.stdout.write(text)
  return code
}

process.exitCode = await main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  return 2
})
