import { readdirSync, readFileSync } from 'node:fs'

/** CPU seconds used so far and bytes resident now, of some processes and all they started. */
export type Usage = { cpu: number; memory: number }

type Process = { parent: number; own: number; ticks: number; pages: number }

const ticksPerSecond = 100 // USER_HZ of every Linux we run on
const pageBytes = 4096

/** Whether this machine tells what processes use: only Linux does, under /proc. */
export const canMeasure = process.platform === 'linux'

/**
 * What the trees below these processes use, without the trees below `except`. CPU includes children that ended and were
 * waited for, as PostgreSQL's backends are. Undefined where the machine does not tell.
 */
export function usageOf(roots: readonly number[], except: readonly number[] = []): Usage | undefined {
  if (!canMeasure) return undefined
  const all = readProcesses()
  const under = (pid: number, tops: readonly number[]): boolean => {
    for (let at = pid; at > 1; at = all.get(at)?.parent ?? 0) if (tops.includes(at)) return true
    return false
  }
  const usage = { cpu: 0, memory: 0 }
  for (const [pid, { ticks, pages }] of all) {
    if (!under(pid, roots) || under(pid, except)) continue
    usage.cpu += ticks / ticksPerSecond
    usage.memory += pages * pageBytes
  }
  return usage
}

/** CPU seconds that one process used itself, without those it started. */
export function ownCpu(pid: number): number | undefined {
  const ticks = canMeasure ? readStat(String(pid))?.own : undefined
  return ticks === undefined ? undefined : ticks / ticksPerSecond
}

/** How many files and sockets a process has open; undefined where the machine does not tell. */
export function openFiles(pid: number): number | undefined {
  return canMeasure ? readdirSync(`/proc/${pid}/fd`).length : undefined
}

function readProcesses(): Map<number, Process> {
  const found = new Map<number, Process>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const read = readStat(name)
    if (read) found.set(Number(name), read)
  }
  return found
}

/** proc(5): after the name in brackets, which may hold anything, the fields from 3 (state) on. */
function readStat(pid: string): Process | undefined {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined // it ended meanwhile
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const field = (number: number) => Number(fields[number - 3])
  const own = field(14) + field(15)
  return { parent: field(4), own, ticks: own + field(16) + field(17), pages: field(24) }
}
