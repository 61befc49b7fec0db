import { parseArgs } from 'node:util'
import { systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { CompileExpression } from '#support/forms/contract.ts'
import {
  formatProblem,
  hasErrors,
  type LoadedPack,
  loadPackWithNeighbours,
  type PackFile,
  type PackKind,
  type Packs,
  readDemoSeeds,
} from '#support/packs/index.ts'
import { differences } from './pack-test/compare.ts'
import { type Example, exampleKind } from './pack-test/example.ts'
import { runExample } from './pack-test/run.ts'

/** What the command is given to speak with, and how it reaches the rest of the platform. */
export type PackIo = {
  out: (text: string) => void
  err: (text: string) => void
  kinds: readonly PackKind[]
  compileExpression: CompileExpression
  /** Opens the platform's own database; only `install` asks for it. */
  open: () => Promise<{ packs: Pick<Packs, 'install'>; realm: string; close: () => Promise<void> }>
}

const usage = `用法 Usage: zt pack validate|install|test DIR [--json]

  validate   检查文件夹里的业务包，逐条说明文件、行、列和改法 · checks the pack; every mistake with file, line and mend
  test       运行 examples/ 里的样例 · runs the examples of the pack, without a database
  install    检查后装进平台；再装一次不变 · checks, then installs; again changes nothing

需要的其他业务包从同一上级文件夹读取；样例还可以读旁边演示包的数据。
Packs it requires are read from beside it; examples may also read what demo packs beside it seed.
`

type Report = { pack: string; version: string; errors: number; warnings: number; [more: string]: unknown }

/** `zt pack validate|install|test DIR`. Exit 0 when nothing is wrong, 1 when the pack is, 2 when the command is. */
export const packCommand = {
  name: 'pack',
  summary: '检查、测试、安装业务包 · check, test and install packs',
  async run(args: string[], io: PackIo): Promise<number> {
    const wanted = readArgs(args)
    if (wanted === 'help') {
      io.out(usage)
      return 0
    }
    if (!wanted) {
      io.err(usage)
      return 2
    }
    const say = (text: string) => (wanted.json ? undefined : io.out(`${text}\n`))
    try {
      const { pack, required } = await loadPackWithNeighbours(wanted.folder, [...io.kinds, exampleKind])
      const count = (severity: string) => pack.problems.filter((each) => each.severity === severity).length
      const { name, version } = pack.header
      const report: Report = { pack: name, version, errors: count('error'), warnings: count('warning') }
      for (const problem of pack.problems) say(formatProblem(problem))
      say(
        `${name} ${version}: ${pack.entries.length} 件 things, ${report.errors} 处错误 errors, ${report.warnings} 处提醒 warnings`,
      )
      if (wanted.json) report.problems = pack.problems
      const sound = !hasErrors(pack)
      const passed = sound && (await act(wanted, pack, required, io, report, say))
      if (wanted.json) io.out(`${JSON.stringify(report)}\n`)
      return passed ? 0 : 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      io.err(`${error.code}: ${error.message}\n`)
      return 1
    }
  },
}

type Wanted = { action: 'validate' | 'install' | 'test'; folder: string }

async function act(
  { action, folder }: Wanted,
  pack: LoadedPack,
  required: LoadedPack[],
  io: PackIo,
  report: Report,
  say: (text: string) => void,
): Promise<boolean> {
  if (action === 'test') {
    const packs = [pack, ...required]
    const beside = await readDemoSeeds(
      folder,
      packs.map(({ header }) => header.name),
    )
    return testExamples(packs, [...packs.flatMap(({ files }) => files), ...beside], io, report, say)
  }
  if (action === 'install') await install([...required, pack], io, report, say)
  return true
}

async function testExamples(
  packs: LoadedPack[],
  seeds: PackFile[],
  io: PackIo,
  report: Report,
  say: (text: string) => void,
): Promise<boolean> {
  const examples = packs[0]?.entries.filter(({ kind }) => kind === 'example') ?? []
  const results = []
  for (const { source, content } of examples) {
    const example = content as Example
    const wrong = differences(example, await runExample(example, packs, seeds, io.compileExpression))
    results.push({ file: source.file, name: example.name, passed: wrong.length === 0, differences: wrong })
    say(
      `${wrong.length === 0 ? '✔' : '✘'} ${source.file} ${example.name}${wrong.map((line) => `\n    ${line}`).join('')}`,
    )
  }
  const failed = results.filter(({ passed }) => !passed).length
  report.examples = results
  report.passed = results.length - failed
  report.failed = failed
  say(`${results.length - failed} passed, ${failed} failed`)
  return failed === 0
}

/** What is required goes first, so that nothing names what is not there yet. */
async function install(packs: LoadedPack[], io: PackIo, report: Report, say: (text: string) => void): Promise<void> {
  const platform = await io.open()
  try {
    const done = []
    for (const pack of packs) {
      const { name, version, added, unchanged } = await platform.packs.install(systemActor(platform.realm), pack)
      done.push({ name, version, added, unchanged })
      say(`${name} ${version}: 新增 added ${added}, 未变 unchanged ${unchanged}`)
    }
    report.installed = done
  } finally {
    await platform.close()
  }
}

function readArgs(args: string[]) {
  try {
    const options = {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    } as const
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    if (values.help) return 'help'
    const [action, folder, ...more] = positionals
    if (action !== 'validate' && action !== 'install' && action !== 'test') return undefined
    return folder && more.length === 0 ? ({ action, folder, json: values.json } as const) : undefined
  } catch (error) {
    if (error instanceof TypeError) return undefined // parseArgs refuses unknown options so
    throw error
  }
}
