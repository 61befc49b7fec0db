import { parseArgs } from 'node:util'
import { systemActor } from '#kernel/actor.ts'
import type { ChangeOverPlan } from '#support/cases/index.ts'
import type { Opened } from './open.ts'

export type MigrateIo = { out: (text: string) => void; err: (text: string) => void; open: () => Promise<Opened> }

const usage = `用法 Usage: zt flow migrate KEY --from N --to N [--map OLD=NEW]… [--basis TEXT --reason TEXT --yes] [--json]

  在办件一律按原来的流程版本办完；要改按新版办理，先看这里列出的对应关系，再加 --yes。
  Running cases stay on the version they began under. This shows which of them another version can take over, node by
  node, and which not and why; with --yes it moves those that can, the basis in the history of each.

  --map OLD=NEW   旧环节对应的新环节；没写的按同名环节 · old node to new node; the same id otherwise
  --basis TEXT    法律依据 · the article it rests on (needed with --yes)
  --reason TEXT   理由 · why (needed with --yes)
  --yes           改按新版办理 · do it
  --json          最后一行是一个 JSON 对象 · one JSON object on the last line
`

type Wanted = {
  key: string
  from: number
  to: number
  nodes: Record<string, string>
  basis: string
  reason: string
  yes: boolean
  json: boolean
}

/** `zt flow migrate`: exit 0 when shown or done, 1 when the platform declines, 2 when the command is wrong. */
export async function migrate(args: string[], io: MigrateIo): Promise<number> {
  const wanted = readArgs(args)
  if (wanted === 'help') {
    io.out(usage)
    return 0
  }
  if (!wanted) {
    io.err(usage)
    return 2
  }
  const { key, yes, json, basis, reason, ...mapping } = wanted
  const { cases, realm, close } = await io.open()
  try {
    const actor = systemActor(realm)
    const plan = await cases.previewChangeOver(actor, key, mapping)
    if (!json) io.out(planText(plan))
    if (!yes) {
      if (json) io.out(`${JSON.stringify({ ok: true, done: false, ...plan })}\n`)
      return 0
    }
    const done = await cases.changeOver(actor, key, { ...mapping, basis, reason })
    if (json) io.out(`${JSON.stringify({ ok: true, done: true, ...done })}\n`)
    else io.out(`已迁移 ${done.moved} 件，${done.stayed} 件不变。 ${done.moved} moved, ${done.stayed} stayed.\n`)
    return 0
  } finally {
    await close()
  }
}

function planText({ movable, hindered, cases }: ChangeOverPlan): string {
  const lines = cases.map(({ no, moves, hindrances }) =>
    hindrances.length > 0
      ? `✗ ${no}  ${hindrances.map(({ name, node, why }) => `${name} (${node}): ${why}`).join('; ')}`
      : `→ ${no}  ${moves.map(({ fromName, from, toName, to }) => `${fromName} (${from}) → ${toName} (${to})`).join('; ')}`,
  )
  const sum = `可迁移 ${movable} 件，不能迁移 ${hindered} 件。 ${movable} can move, ${hindered} cannot.`
  return `${[...lines, sum].join('\n')}\n`
}

function readArgs(args: string[]): Wanted | 'help' | undefined {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const map = { type: 'string', multiple: true } as const
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { from: text, to: text, basis: text, reason: text, map, yes: flag, json: flag, help: flag },
      allowPositionals: true,
      strict: true,
    })
    if (values.help) return 'help'
    const [key, ...rest] = positionals
    const [from, to] = [Number(values.from), Number(values.to)]
    const pairs = (values.map ?? []).map((each) => each.split('='))
    const whole = key && rest.length === 0 && from > 0 && to > 0
    if (!whole || pairs.some((pair) => pair.length !== 2 || !pair[0] || !pair[1])) return undefined
    if (values.yes && (!values.basis?.trim() || !values.reason?.trim())) return undefined
    return {
      key,
      from,
      to,
      nodes: Object.fromEntries(pairs),
      basis: values.basis ?? '',
      reason: values.reason ?? '',
      yes: values.yes === true,
      json: values.json === true,
    }
  } catch {
    // parseArgs throws for options it does not know: the usage tells those that exist.
    return undefined
  }
}
