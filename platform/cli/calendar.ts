import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { type CalendarService, readYears, type Years } from '#support/calendars/index.ts'
import type { CaseService } from '#support/cases/index.ts'

/** What this command is given to speak with, and the services it reaches. */
export type CalendarIo = {
  out: (text: string) => void
  err: (text: string) => void
  isTerminal: boolean
  open: () => Promise<{
    calendars: CalendarService
    cases: Pick<CaseService, 'recalculation'>
    realm: string
    close: () => Promise<void>
  }>
}

const usage = `用法 Usage: zt calendar import FILE… --reason TEXT [--name VERSION] [--json]
            zt calendar show [--json]

  import   放入一年或几年的放假安排（JSON：{"years":{"2027":{"off":[…],"work":[…]}}}，或 holiday-cn 的年文件），
           并重新计算所有没办结办件的期限 · puts in the notices of some years, and counts the dates of open cases again
  show     现在的工作日历 · the calendar in force
  --reason 为什么更换，写进历史 · why, kept in the history
  --name   版本名称；不写就按年份取名 · name of the version
  --json   最后一行是一个 JSON 对象 · the result as one JSON object

重新导入同样的安排不会有任何变化。
`

/** How many moved cases the report names; the rest are in the workbench and at /recalculations. */
const shown = 20

/** `zt calendar import`: replaces the working calendar, waits for the recalculation, and says what moved. */
export const calendarCommand = {
  name: 'calendar',
  summary: '工作日历 · the working calendar: import a notice, recount what it touches',
  async run(args: string[], io: CalendarIo): Promise<number> {
    const wanted = readArgs(args)
    if (wanted === 'help') {
      io.out(usage)
      return 0
    }
    if (!wanted) {
      io.err(usage)
      return 2
    }
    const years = wanted.verb === 'import' ? await readFiles(wanted.files, io) : {}
    if (!years) return 2
    const platform = await io.open()
    try {
      await platform.calendars.follow()
      if (wanted.verb === 'show') {
        const { version } = platform.calendars.calendar
        const all = platform.calendars.years()
        io.out(
          wanted.json ? `${JSON.stringify({ version, years: all })}\n` : `${version}\n${all.map(sayYear).join('')}`,
        )
        return 0
      }
      const actor = systemActor(platform.realm)
      const { reason, name } = wanted
      const made = await platform.calendars.replace(actor, { years, reason, ...(name ? { version: name } : {}) })
      const { recalculation } = platform.cases
      const show = io.isTerminal && !wanted.json ? (seen: number) => io.err(`\r已看 ${seen} 件`) : undefined
      const run = await recalculation.recalculate(platform.realm, made.version, show)
      if (show) io.err('\n')
      const { items } = await recalculation.listRecalculated(actor, made.version, { limit: shown })
      io.out(wanted.json ? `${JSON.stringify({ ...run, cases: items })}\n` : report(run, items))
      return 0
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      io.err(`${error.code}: ${error.message}\n`)
      for (const fault of error.details.faults ?? []) io.err(`  ${fault.pointer}  ${fault.detail}\n`)
      return 1
    } finally {
      await platform.close()
    }
  },
}

type Wanted = { verb: 'import' | 'show'; files: string[]; reason: string; name?: string; json: boolean }

function readArgs(args: string[]): Wanted | 'help' | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        reason: { type: 'string' },
        name: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return 'help'
    const [verb, ...files] = positionals
    const { json, reason = '', name } = values
    if (verb === 'show' && files.length === 0) return { verb, files, reason, json }
    if (verb !== 'import' || files.length === 0 || reason.trim() === '') return undefined
    return { verb, files, reason, json, ...(name ? { name } : {}) }
  } catch {
    // An unknown option: the usage says which there are.
    return undefined
  }
}

async function readFiles(files: string[], io: CalendarIo): Promise<Years | undefined> {
  const years: Years = {}
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => undefined)
    const read = text === undefined ? undefined : readYears(parsed(text))
    if (!read) {
      io.err(text === undefined ? `读不到文件 Cannot read ${file}\n` : `不是放假安排 Not a notice: ${file}\n`)
      return undefined
    }
    Object.assign(years, read)
  }
  return years
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const sayYear = ({ year, off, work }: { year: string; off: string[]; work: string[] }): string =>
  `  ${year}  放假 ${off.length} 天，调休上班 ${work.length} 天\n`

type Lines = { no: string; moved: { key: string; from: string; to: string; what: string }[] }[]

function report(run: { version: string; seen: number; touched: number }, cases: Lines): string {
  const lines = cases.map(({ no, moved }) => {
    const dates = moved.filter(({ what }) => what === 'clock').map(({ key, from, to }) => `${key} ${from} → ${to}`)
    return `  ${no}  ${dates.join('；') || '内部期限'}\n`
  })
  const more = run.touched > cases.length ? `  …… 其余见工作台“工作日历”\n` : ''
  return `工作日历 ${run.version} 已启用。\n看了 ${run.seen} 件，其中 ${run.touched} 件的期限有变化。\n${lines.join('')}${more}`
}
