import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { systemActor } from '#kernel/actor.ts'
import { type Fault, Refusal } from '#kernel/errors.ts'
import type { ImportMapping, RegisterImport, RegisterImports } from '#support/register-imports/index.ts'

export type RegisterIo = {
  out: (text: string) => void
  err: (text: string) => void
  isTerminal: boolean
  open: () => Promise<{ registerImports: RegisterImports; realm: string; close: () => Promise<void> }>
}

const usage = `用法 Usage: zt register import KEY FILE [--map FIELD=COLUMN]… [--set FIELD=VALUE]… [--whole] [--json]

  KEY      the register, as its pack names it
  FILE     CSV (UTF-8 or GB 18030), XLSX or JSON, plain or in gzip
  --map    the column a field is read from; columns whose names say it are found without
  --set    one value of a field for every line
  --whole  records that are not in the file end

每一行都检查，拒收的行说明理由；全部读完后一次写入，或者完全不写。
Every line is checked and refused with its reason; all is written at once in the end, or nothing.
`

/** `zt register import KEY FILE`: brings a file into a register. Exit 0 when it was brought in. */
export const registerCommand = { name: 'register', summary: '数据入库 · bring a file into a register', run }

async function run(args: string[], io: RegisterIo): Promise<number> {
  const wanted = readArgs(args)
  if (wanted === 'help' || !wanted) {
    ;(wanted ? io.out : io.err)(usage)
    return wanted ? 0 : 2
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
    const { registerImports: imports, realm } = platform
    const actor = systemActor(realm)
    const uploaded = await imports.upload(actor, createReadStream(wanted.file), {
      register: wanted.key,
      fileName: basename(wanted.file),
    })
    const mapping: ImportMapping = { ...uploaded.mapping, ...wanted.mapping }
    await imports.begin(actor, uploaded.id, { mapping, mode: wanted.mode }, { queue: false })
    const onProgress = io.isTerminal && !wanted.json ? (run: RegisterImport) => io.err(`\r${bar(run)}`) : undefined
    const run = await imports.run(realm, uploaded.id, onProgress ? { onProgress } : {})
    if (onProgress) io.err('\n')
    io.out(wanted.json ? `${JSON.stringify(run)}\n` : report(run))
    if (!wanted.json) for await (const line of refusedLines(imports, actor, run.id)) io.out(line)
    return run.state === 'done' ? 0 : 1
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const faults = (error.details.faults ?? []) as Fault[]
    io.err(`${[`${error.code}: ${error.message}`, ...faults.map(({ detail }) => `  ${detail}`)].join('\n')}\n`)
    return 1
  } finally {
    await platform.close()
  }
}

function readArgs(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        map: { type: 'string', multiple: true, default: [] },
        set: { type: 'string', multiple: true, default: [] },
        whole: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return 'help'
    const [verb, key, file, ...more] = positionals
    const pairsOf = (texts: string[]) => texts.map((each) => /^([^=]+)=(.+)$/.exec(each))
    const [columns, fixed] = [pairsOf(values.map), pairsOf(values.set)]
    if (verb !== 'import' || !key || !file || more.length > 0 || [...columns, ...fixed].includes(null)) return undefined
    const mapping: ImportMapping = {
      ...Object.fromEntries(columns.map((pair) => [pair![1]!, { column: pair![2]! }])),
      ...Object.fromEntries(fixed.map((pair) => [pair![1]!, { value: pair![2]! }])),
    }
    return { key, file, mapping, mode: values.whole ? ('whole' as const) : ('changes' as const), json: values.json }
  } catch (error) {
    if (error instanceof TypeError) return undefined // parseArgs refuses unknown options so
    throw error
  }
}

async function* refusedLines(imports: RegisterImports, actor: ReturnType<typeof systemActor>, id: string) {
  let after: { line: number; no: number } | undefined = { line: 0, no: 0 }
  while (after) {
    const page: Awaited<ReturnType<RegisterImports['faults']>> = await imports.faults(actor, id, after)
    for (const { line, field = '', reason, detail } of page.items)
      yield `第${line}行 line ${line}  ${field}  ${reason}  ${detail}\n`
    const [line = 0, no = 0] = (page.next ?? '').split('.').map(Number)
    after = page.next === undefined ? undefined : { line, no }
  }
}

function bar({ progress: { bytes, of }, accepted, refused }: RegisterImport): string {
  const part = of > 0 ? Math.min(bytes / of, 1) : 1
  const filled = Math.round(part * 30)
  const percent = `${Math.floor(part * 100)}`.padStart(3)
  return `[${'#'.repeat(filled)}${'-'.repeat(30 - filled)}] ${percent}%  ${accepted} 行 rows, ${refused} 拒收 refused`
}

function report(run: RegisterImport): string {
  const { accepted, refused, added, changed, same, ended, checksum } = run
  const stopped = run.problem ? `停在中途，登记库没有改动 stopped, nothing was changed: ${run.problem}\n` : ''
  return `${stopped}合格 accepted ${accepted}, 拒收 refused ${refused}: 新增 added ${added}, 更新 changed ${changed}, 没有变化 same ${same}, 终止 ended ${ended}, 校验和 checksum ${checksum}\n`
}
