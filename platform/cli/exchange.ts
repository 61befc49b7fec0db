import { parseArgs } from 'node:util'
import type { ExchangeService } from '#nets/service/exchange/index.ts'

export type ExchangeIo = {
  out: (text: string) => void
  err: (text: string) => void
  isTerminal: boolean
  open: () => Promise<{ exchange: ExchangeService; realm: string; close: () => Promise<void> }>
}

const usage = `用法 Usage: zt exchange status|send|rebuild|resend [--table TABLE] [--json]

  status    各表各状态的行数、最近的批次 · rows by table and state, the latest batches
  send      现在就投影、组批，没有回执的都发 · make rows, put them into batches and send all without a receipt, now
  rebuild   从办件经过重新生成全部行；没有变化的不重发 · make all rows anew from history; what is the same is not sent again
  resend    被拒绝的行改好后再发 · send refused rows again, of one table with --table
  --json    最后一行是一个 JSON 对象 · one JSON object on the last line

省平台地址和密钥：ZT_PROVINCE_URL、ZT_PROVINCE_KEY_FILE（64 位十六进制）。
`

const verbs = ['status', 'send', 'rebuild', 'resend'] as const

/** `zt exchange …`: exit 0 when it was done and nothing stands refused, 1 when rows do, 2 when the command is wrong. */
export const exchangeCommand = {
  name: 'exchange',
  summary: '办件数据交换：状态、发送、重建、重发 · case data exchange: state, send, rebuild, send again',
  async run(args: string[], io: ExchangeIo): Promise<number> {
    const wanted = readArgs(args)
    if (wanted === 'help' || !wanted) {
      ;(wanted ? io.out : io.err)(usage)
      return wanted ? 0 : 2
    }
    const platform = await io.open()
    try {
      const { work } = platform.exchange
      const progress = (count: number) => io.isTerminal && io.err(`\r${count}`)
      const done =
        wanted.verb === 'send'
          ? await work.turn(undefined, true)
          : wanted.verb === 'rebuild'
            ? { cases: await work.rebuild(platform.realm, progress), ...(await work.turn()) }
            : wanted.verb === 'resend'
              ? { rows: await work.resend(platform.realm, wanted.table), ...(await work.turn()) }
              : {}
      if (io.isTerminal && wanted.verb === 'rebuild') io.err('\n')
      const state = await work.state(platform.realm)
      const refused = state.counts.filter((each) => each.state === 'refused').reduce((sum, { rows }) => sum + rows, 0)
      if (wanted.json) io.out(`${JSON.stringify({ ok: refused === 0, ...done, ...state })}\n`)
      else {
        for (const [name, count] of Object.entries(done)) io.out(`${name} ${count}\n`)
        if (!state.connected) io.out('没有设置省平台地址，行在等。 No province is set; rows wait.\n')
        for (const { table, state: at, rows } of state.counts) io.out(`${table.padEnd(18)} ${at.padEnd(9)} ${rows}\n`)
        for (const batch of state.batches.slice(0, 5))
          io.out(`${batch.no} ${batch.state} ${batch.rows} 行 拒绝 ${batch.refused} ${batch.answer ?? ''}\n`)
      }
      return refused === 0 ? 0 : 1
    } finally {
      await platform.close()
    }
  },
}

function readArgs(
  args: string[],
): { verb: (typeof verbs)[number]; table?: string; json: boolean } | 'help' | undefined {
  const options = { table: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true })
    if (values.help) return 'help'
    const verb = verbs.find((each) => each === positionals[0])
    if (!verb || positionals.length > 1) return undefined
    return { verb, json: values.json === true, ...(values.table ? { table: values.table } : {}) }
  } catch {
    // parseArgs throws for options it does not know: the usage tells those that exist.
    return undefined
  }
}
