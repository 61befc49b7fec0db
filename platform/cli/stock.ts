import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { systemActor } from '#kernel/actor.ts'
import { type Fault, Refusal } from '#kernel/errors.ts'
import type { StockImport, StockLicences, StockMapping } from '#support/stock-licences/index.ts'

export type StockIo = {
  out: (text: string) => void
  err: (text: string) => void
  isTerminal: boolean
  open: () => Promise<{ stock: StockLicences; realm: string; close: () => Promise<void> }>
}

const usage = `用法 Usage: zt stock FILE --type KEY --department ID [--map TO=COLUMN]… [--trial] [--json]

  FILE          CSV (UTF-8 or GB 18030), XLSX or JSON of stock licences
  --type        the type of credential, as its pack names it
  --department  the office that gave them and whose seal is put on
  --map         number=许可证编号, holder.id=身份证号 …; columns whose names say it are found without
  --trial       only say what would come of each line

每一行都有结果：签发、修正后签发、没有变化、或说明理由后不签发。再导一次不会重复。
`

/** `zt stock FILE`: issues what a file of stock licences holds. Exit 0 when it was read whole. */
export const stockCommand = { name: 'stock', summary: '导入存量证照 · import stock licences', run }

async function run(args: string[], io: StockIo): Promise<number> {
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
    const { stock, realm } = platform
    const actor = systemActor(realm)
    const { type, department: departmentId, trial } = wanted
    const uploaded = await stock.upload(actor, createReadStream(wanted.file), {
      ...{ type, departmentId, fileName: basename(wanted.file) },
    })
    const mapping: StockMapping = { ...uploaded.mapping, ...wanted.mapping }
    await stock.begin(actor, uploaded.id, { mapping, trial }, { queue: false })
    const onProgress = io.isTerminal && !wanted.json ? (run: StockImport) => io.err(`\r${bar(run)}`) : undefined
    const run = await stock.run(realm, uploaded.id, onProgress ? { onProgress } : {})
    if (onProgress) io.err('\n')
    io.out(wanted.json ? `${JSON.stringify(run)}\n` : report(run))
    if (!wanted.json) for await (const line of refusedLines(stock, actor, run.id)) io.out(line)
    return run.state === 'failed' ? 1 : 0
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
        type: { type: 'string' },
        department: { type: 'string' },
        map: { type: 'string', multiple: true, default: [] },
        trial: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return 'help'
    const [file, ...more] = positionals
    const { type, department } = values
    const pairs = values.map.map((each) => /^([^=]+)=(.+)$/.exec(each))
    if (!file || more.length > 0 || !type || !department || pairs.includes(null)) return undefined
    const mapping = Object.fromEntries(pairs.map((pair) => [pair![1]!, { column: pair![2]! }]))
    return { ...values, file, type, department, mapping }
  } catch (error) {
    if (error instanceof TypeError) return undefined // parseArgs refuses unknown options so
    throw error
  }
}

async function* refusedLines(stock: StockLicences, actor: ReturnType<typeof systemActor>, id: string) {
  let after: number | undefined = 0
  while (after !== undefined) {
    const page: Awaited<ReturnType<StockLicences['lines']>> = await stock.lines(actor, id, { state: 'refused', after })
    for (const { line, number = '', reason, detail = '' } of page.items)
      yield `第${line}行 line ${line}  ${number}  ${reason}  ${detail}\n`
    after = page.next
  }
}

const read = ({ issued, repaired, unchanged, refused }: StockImport) => issued + repaired + unchanged + refused

function bar(run: StockImport): string {
  const part = run.of > 0 ? Math.min(read(run) / run.of, 1) : 1
  const filled = Math.round(part * 30)
  return `[${'#'.repeat(filled)}${'-'.repeat(30 - filled)}] ${`${Math.floor(part * 100)}`.padStart(3)}%  ${run.refused} 未签发 refused`
}

function report(run: StockImport): string {
  const { issued, repaired, unchanged, refused } = run
  const head = run.trial ? '试导入，没有签发 Trial, nothing issued' : '导入 Imported'
  const stopped = run.problem ? `\n停在中途 stopped: ${run.problem}` : ''
  return `${head}: ${read(run)}/${run.of} 行 lines: 签发 issued ${issued}, 修正后签发 repaired ${repaired}, 没有变化 unchanged ${unchanged}, 不签发 refused ${refused}${stopped}\n`
}
