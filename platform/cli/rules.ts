import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Rerun, RerunDifference, RerunInput, Reruns } from '#support/reruns/index.ts'

export type RulesIo = {
  out: (text: string) => void
  err: (text: string) => void
  /** Whether `err` is a terminal that a progress bar can be drawn on. */
  isTerminal: boolean
  open: () => Promise<{ reruns: Reruns; realm: string; close: () => Promise<void> }>
}

const usage = `用法 Usage: zt rules rerun --rule KEY (--draft FILE.dmn | --version N) [options]
            zt rules replay [--rule KEY] [options]

  rerun      用草案或另一版本重算过去的决定，列出谁会不同、为什么 · past decisions under a draft: who would differ and why
  replay     每个决定用当时的版本再算一次，应当全部一致 · each decision under its own version again: all must be the same

  --from DATE --to DATE   只看这些日子作出的决定 · decisions made on these days
  --purpose TEXT          为什么读取这些数据，记入当事人的查阅记录 · why; every person concerned sees it
  --limit N               最多列出多少条，默认 50 · how many differences to list
  --json                  最后一行是一个 JSON 对象 · the last line is one JSON object

只读取和比较，不改任何办件。 Reads and compares; no case is touched.
`

/** `zt rules rerun|replay`. Exit 0 when it ran to the end, and for `replay` only when every decision came out the same. */
export const rulesCommand = {
  name: 'rules',
  summary: '重算过去的规则决定 · re-run past decisions of rules',
  async run(args: string[], io: RulesIo): Promise<number> {
    const wanted = readArgs(args)
    if (wanted === 'help') {
      io.out(usage)
      return 0
    }
    if (!wanted) {
      io.err(usage)
      return 2
    }
    const draft = wanted.draft === undefined ? undefined : await readFile(wanted.draft, 'utf8').catch(() => null)
    if (draft === null) {
      io.err(`读不到文件 Cannot read ${wanted.draft}\n`)
      return 2
    }
    const platform = await io.open()
    try {
      const actor = systemActor(platform.realm)
      const started = await platform.reruns.start(actor, inputOf(wanted, draft), { queue: false })
      for (const { severity, code, line, message } of wanted.json ? [] : started.findings)
        io.err(`${severity} ${code}: ${wanted.draft}:${line}: ${message}\n`)
      const show = io.isTerminal && !wanted.json ? (run: Rerun) => io.err(`\r${bar(run)}`) : undefined
      const run = await platform.reruns.run(platform.realm, started.id, show)
      if (show) io.err('\n')
      const { items } = await platform.reruns.differences(actor, run.id, { limit: wanted.limit })
      io.out(wanted.json ? `${JSON.stringify({ ...run, differences: items })}\n` : report(run, items))
      await platform.reruns.discard(actor, run.id)
      const same = run.differ === 0 && run.other === 0
      return run.state === 'done' && (same || run.against !== 'kept') ? 0 : 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      io.err(`${error.code}: ${error.message}\n`)
      return 1
    } finally {
      await platform.close()
    }
  },
}

type Wanted = {
  action: 'rerun' | 'replay'
  rule?: string
  draft?: string
  version?: number
  from?: string
  to?: string
  purpose?: string
  limit: number
  json: boolean
}

function inputOf(wanted: Wanted, draft: string | undefined): RerunInput {
  const { action, rule, version, from, to, purpose } = wanted
  return {
    purpose: purpose ?? (action === 'replay' ? '核对规则决定能否重放' : '比较规则草案'),
    ...(rule ? { rule } : {}),
    ...(draft === undefined ? {} : { draft }),
    ...(version === undefined ? {} : { version }),
    ...(action === 'replay' ? { kept: true } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  }
}

function readArgs(args: string[]): Wanted | 'help' | undefined {
  try {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...{ rule: text, draft: text, version: text, from: text, to: text, purpose: text, limit: text },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return 'help'
    const [action, ...more] = positionals
    if ((action !== 'rerun' && action !== 'replay') || more.length > 0) return undefined
    const { version, limit = '50', json, help: _help, ...rest } = values
    const days = [values.from, values.to].filter((day) => day !== undefined)
    const sound =
      days.every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)) &&
      [version ?? '1', limit].every((number) => /^\d{1,6}$/.test(number)) &&
      (action === 'replay' ? !values.draft && !version : values.rule && !values.draft !== !version)
    if (!sound) return undefined
    return { action, ...rest, json, limit: Number(limit), ...(version ? { version: Number(version) } : {}) }
  } catch (error) {
    if (error instanceof TypeError) return undefined // parseArgs refuses unknown options so
    throw error
  }
}

function bar({ seen, total, differ, other }: Rerun): string {
  const part = total > 0 ? Math.min(seen / total, 1) : 1
  const filled = Math.round(part * 30)
  const percent = `${Math.floor(part * 100)}`.padStart(3)
  return `[${'#'.repeat(filled)}${'-'.repeat(30 - filled)}] ${percent}%  ${seen}/${total}, ${differ + other} 不同 differ`
}

function report(run: Rerun, differences: RerunDifference[]): string {
  const lines = differences.map(
    ({ caseNo, asOf, before, after, causes: [first] }) =>
      `${caseNo} ${asOf} ${before} → ${after}${first ? `  ${why(first)}` : ''}`,
  )
  const { seen, same, differ, other, stopped, missingInputs } = run
  return [
    ...lines,
    ...(missingInputs.length > 0
      ? [`草案要而当时没有的输入 the draft asks for what was not given: ${missingInputs.join(', ')}`]
      : []),
    ...(stopped > 0 ? [`超出计算量 stopped by its budget: ${stopped}`] : []),
    ...(run.problem ? [`停在中途 stopped: ${run.problem}`] : []),
    `${seen} 个决定 decisions: 一致 same ${same}, 结果不同 another outcome ${differ}, 结果相同内容不同 another result ${other}`,
    '',
  ].join('\n')
}

function why({ decision, label = decision, before, after, given }: RerunDifference['causes'][number]): string {
  const rows = (fired: typeof before) =>
    fired.map(({ index, reason }) => `第${index}行 ${reason ?? ''}`.trim()).join('、') || '—'
  const told = given.map(({ name, label: called = name, value }) => `${called}=${JSON.stringify(value)}`).join(', ')
  return `${label}: ${rows(before)} → ${rows(after)}${told ? `; ${told}` : ''}`
}
