import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { systemActor } from '#kernel/actor.ts'
import { parseDivisionCode } from '#kernel/codes/division-code.ts'
import { Refusal } from '#kernel/errors.ts'
import type { ImportRun, Items } from '#nets/service/items/index.ts'

/** What a command of `zt` is given to speak with, and how it reaches the platform's services. */
export type ImportIo = {
  out: (text: string) => void
  err: (text: string) => void
  /** Whether `err` is a terminal that a progress bar can be drawn on. */
  isTerminal: boolean
  open: () => Promise<{ items: Pick<Items, 'imports'>; realm: string; close: () => Promise<void> }>
}

const usage = `用法 Usage: zt import items FILE [--source guangdong|guangan] [--division CODE] [--json]

  FILE        JSON lines or CSV, plain or in gzip
  --source    how the file is written; found out from its rows when left out
  --division  where the items are kept, 6 to 12 digits; the city itself when left out
  --json      print the result as one JSON object

每一行都有结果：导入、修正后导入、或说明理由后不导入。再导一次不会重复。
`

/** `zt import items FILE`: reads a catalogue into the platform and says what became of each row. Exit 0 when it was read whole. */
export const importCommand = {
  name: 'import',
  summary: '导入事项目录 · import a catalogue of items',
  async run(args: string[], io: ImportIo): Promise<number> {
    const wanted = readArgs(args)
    if (wanted === 'help') {
      io.out(usage)
      return 0
    }
    if (!wanted) {
      io.err(usage)
      return 2
    }
    const readable = await access(wanted.file).then(
      () => true,
      () => false,
    )
    if (!readable) {
      io.err(`读不到文件 Cannot read ${wanted.file}\n`)
      return 2
    }
    const platform = await io.open()
    try {
      const { imports } = platform.items
      const actor = systemActor(platform.realm)
      const divisionCode = divisionOf(wanted.division ?? platform.realm)
      const source = createReadStream(wanted.file)
      const started = await imports.start(actor, source, { catalogue: wanted.source, divisionCode, queue: false })
      const show = io.isTerminal && !wanted.json ? (run: ImportRun) => io.err(`\r${bar(run)}`) : undefined
      const run = await imports.run(platform.realm, started.id, show)
      if (show) io.err('\n')
      io.out(wanted.json ? `${JSON.stringify(run)}\n` : report(run))
      return run.state === 'done' ? 0 : 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      io.err(`${error.code}: ${error.message}\n`)
      return 1
    } finally {
      await platform.close()
    }
  },
}

function readArgs(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        source: { type: 'string' },
        division: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return 'help'
    const [what, file, ...more] = positionals
    return what === 'items' && file && more.length === 0 ? { ...values, file } : undefined
  } catch (error) {
    if (error instanceof TypeError) return undefined // parseArgs refuses unknown options so
    throw error
  }
}

function divisionOf(text: string): string {
  const parsed = parseDivisionCode(text)
  if (!parsed.ok) throw new Refusal('invalid', 'items.bad-division', `${text} is no division code`)
  return parsed.value.code
}

function bar({ progress: { bytes, of }, rows, refused }: ImportRun): string {
  const part = of > 0 ? Math.min(bytes / of, 1) : 1
  const filled = Math.round(part * 30)
  const percent = `${Math.floor(part * 100)}`.padStart(3)
  return `[${'#'.repeat(filled)}${'-'.repeat(30 - filled)}] ${percent}%  ${rows} 行 rows, ${refused} 未导入 refused`
}

function report(run: ImportRun): string {
  const { rows, loaded, repaired, refused, added, changed, proposed, unchanged } = run
  const lines = [
    `${rows} 行 rows: 原样导入 loaded ${loaded}, 修正后导入 repaired ${repaired}, 未导入 refused ${refused}`,
    `新增 added ${added}, 更新 changed ${changed}, 待审 proposed ${proposed}, 未变 unchanged ${unchanged}`,
    ...(run.problem ? [`停在中途 stopped: ${run.problem}`] : []),
    `导入编号 import ${run.id}`,
  ]
  return `${lines.join('\n')}\n`
}
