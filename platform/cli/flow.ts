import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { Refusal } from '#kernel/errors.ts'
import { type FileReview, reviewFile, rewriteFlow } from '#support/cases/index.ts'
import type { CompileExpression } from '#support/forms/contract.ts'
import { migrate } from './flow-migrate.ts'
import type { Opened } from './open.ts'

export type FlowIo = {
  out: (text: string) => void
  err: (text: string) => void
  compileExpression: CompileExpression
  open: () => Promise<Opened>
}

const usage = `用法 Usage: zt flow check FILE|FOLDER [--json]
            zt flow export FILE [--version N] [--out FILE]
            zt flow migrate KEY --from N --to N …  (zt flow migrate --help)

  check    检查任何工具画的 BPMN 2.0 文件：每个流程能执行，还是不能；不能的逐个写明元素和改法
           looks at BPMN 2.0 files of any tool: each process is executed, or refused naming every element and the mend
  export   重新写出一个文件，图、说明和别的工具加的内容都保留；--version 改版本号
           writes a file anew; diagram, documentation and what other tools added stay; --version sets its version
  migrate  在办件改按新版办理：先列出对应关系 · moves running cases to another version, shown first

  --json   最后一行是一个 JSON 对象 · one JSON object on the last line

被调用的流程在同一文件夹里按文件名查找。Called flows are looked for beside the file, by file name.
全部能执行时退出码为 0。Exit 0 only when every process is executed.
`

type Model = { file: string; unreadable: string | null } & Partial<FileReview>

/** `zt flow check|export`. Exit 0 when all is well, 1 when a flow is refused, 2 when the command is wrong. */
export const flowCommand = {
  name: 'flow',
  summary: '检查、导出流程文件，在办件改按新版 · check and export BPMN files, move cases to a new version',
  async run(args: string[], io: FlowIo): Promise<number> {
    if (args[0] === 'migrate') return migrate(args.slice(1), io)
    const wanted = readArgs(args)
    if (wanted === 'help') {
      io.out(usage)
      return 0
    }
    if (!wanted) {
      io.err(usage)
      return 2
    }
    return wanted.action === 'check' ? check(wanted, io) : rewrite(wanted, io)
  },
}

type Wanted = { action: 'check' | 'export'; path: string; json: boolean; version?: number; out?: string }

async function check({ path, json }: Wanted, io: FlowIo): Promise<number> {
  const files = await filesBelow(path)
  if (files.length === 0) {
    io.err(`没有找到 .bpmn 文件 There is no .bpmn file at ${path}\n`)
    return 2
  }
  const models: Model[] = []
  for (const file of files) {
    const model = { file: relative(path, file) || basename(file), ...(await review(file, io.compileExpression)) }
    models.push(model)
    if (!json) io.out(tell(model))
  }
  const processes = models.flatMap((model) => model.processes ?? [])
  const executed = processes.filter((each) => each.state === 'executed').length
  const refused = processes.length - executed + models.filter((model) => model.unreadable !== null).length
  const kept = models.filter((model) => model.lossless).length
  if (json) io.out(`${JSON.stringify({ models, executed, refused, lossless: kept })}\n`)
  else
    io.out(
      `${models.length} 个文件 files: ${executed} 个流程能执行 executed, ${refused} 个不能 refused; ${kept} 个文件原样保留 files kept whole\n`,
    )
  return refused === 0 ? 0 : 1
}

async function review(file: string, compileExpression: CompileExpression): Promise<Omit<Model, 'file'>> {
  const beside = async (key: string) => {
    const path = join(dirname(file), `${basename(key)}.bpmn`)
    const xml = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    return xml === undefined ? undefined : { xml, version: 1 }
  }
  try {
    const options = { key: basename(file).replace(/\.bpmn$/, ''), called: beside }
    return { unreadable: null, ...(await reviewFile(await readFile(file, 'utf8'), compileExpression, options)) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { unreadable: `${error.code}: ${error.message}` }
  }
}

function tell({ file, unreadable, processes = [], lossless, loss }: Model): string {
  const lines = [`${file}`]
  if (unreadable !== null) lines.push(`  ✘ 读不懂 unreadable: ${unreadable}`)
  for (const { process, name, state, nodes, faults } of processes) {
    const called = [process, ...(name === null ? [] : [`“${name}”`])].join(' ')
    lines.push(
      state === 'executed'
        ? `  ✔ ${called}: 能执行 executed, ${nodes} 个节点 nodes`
        : `  ✘ ${called}: 不能执行 refused, ${faults.length} 处 faults`,
    )
    for (const { detail, mend } of faults) lines.push(`    ${detail}`, `      改法 mend: ${mend.zh} ${mend.en}`)
  }
  if (lossless === false) lines.push(`  ! 不能原样写出 cannot be written anew without loss: ${loss}`)
  return `${lines.join('\n')}\n`
}

async function rewrite({ path, version, out, json }: Wanted, io: FlowIo): Promise<number> {
  try {
    const written = await rewriteFlow(await readFile(path, 'utf8'), version === undefined ? {} : { version })
    if (out !== undefined) {
      await writeFile(out, written)
      io.out(json ? `${JSON.stringify({ out, bytes: written.length })}\n` : `${out} 已写出 written\n`)
    } else io.out(written)
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    io.err(`${error.code}: ${error.message}\n`)
    return 1
  }
}

async function filesBelow(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.bpmn'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function readArgs(args: string[]): Wanted | 'help' | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean' },
        json: { type: 'boolean', default: false },
        version: { type: 'string' },
        out: { type: 'string' },
      },
    })
    if (values.help) return 'help'
    const [action, path, more] = positionals
    if ((action !== 'check' && action !== 'export') || path === undefined || more !== undefined) return undefined
    const { json, version, out } = values
    if (version !== undefined && !/^[1-9]\d{0,5}$/.test(version)) return undefined
    return {
      action,
      path,
      json,
      ...(version === undefined ? {} : { version: Number(version) }),
      ...(out === undefined ? {} : { out }),
    }
  } catch {
    // An option nobody knows: the usage says which there are.
    return undefined
  }
}
