/** What was seen at one moment of a long run. */
export type Sample = {
  minute: number
  /** Operations a second since the sample before. */
  rate: number
  /** Bytes of the server's processes, without PostgreSQL's. */
  memory: number
  /** Files and sockets that the server has open, where the machine tells. */
  handles?: number | undefined
  tables: { name: string; bytes: number; dead: number; live: number; passing: boolean }[]
}

export type Verdict = { what: string; holds: boolean; how: string }

const MiB = 1024 * 1024
/** The part of a run in which caches fill and code is compiled. */
const warmUp = 1 / 3
/** Over the rest memory may rise by this share, or by this much in a short run. */
const mostGrowth = 0.1
const littleMemory = 48 * MiB
/** A table through which rows only pass may reach this size, or twice its size after the warm-up. */
const littleTable = 32 * MiB
/** Dead rows beside live ones; autovacuum comes before that. */
const mostDead = 0.3
const fewDead = 5_000
const leastRate = 0.8
/** Connections come and go by tens. */
const mostMoreHandles = 32

/** Whether memory stayed flat, tables stayed small and the rate stayed what it was, from the samples alone. */
export function judge(samples: readonly Sample[]): Verdict[] {
  const from = Math.floor(samples.length * warmUp)
  const rest = samples.slice(from)
  const [first, last] = [rest[0], rest.at(-1)]
  if (!first || !last || rest.length < 4)
    return [{ what: 'samples', holds: false, how: `${samples.length} are too few to say anything` }]
  return [memory(rest), ...handles(rest), rate(rest), ...tables(first, last)]
}

function memory(rest: readonly Sample[]): Verdict {
  const slope = slopeOf(rest.map(({ minute, memory }) => [minute, memory]))
  const mean = rest.reduce((sum, each) => sum + each.memory, 0) / rest.length
  const growth = slope * (rest.at(-1)!.minute - rest[0]!.minute)
  return {
    what: 'memory is flat',
    holds: growth <= Math.max(mostGrowth * mean, littleMemory),
    how: `${(mean / MiB).toFixed(0)} MB, ${((60 * slope) / MiB).toFixed(0)} MB an hour by the slope of ${rest.length} samples`,
  }
}

function handles(rest: readonly Sample[]): Verdict[] {
  const open = rest.flatMap(({ minute, handles }) => (handles === undefined ? [] : [[minute, handles] as const]))
  if (open.length < 4) return []
  const growth = slopeOf(open) * (open.at(-1)![0] - open[0]![0])
  const counts = open.map(([, count]) => count)
  return [
    {
      what: 'no handle is left open',
      holds: growth <= mostMoreHandles,
      how: `${Math.min(...counts)} to ${Math.max(...counts)} open files and sockets, ${growth.toFixed(0)} more by the slope`,
    },
  ]
}

function rate(rest: readonly Sample[]): Verdict {
  const half = Math.floor(rest.length / 2)
  const mean = (part: readonly Sample[]) => part.reduce((sum, each) => sum + each.rate, 0) / part.length
  const [early, late] = [mean(rest.slice(0, half)), mean(rest.slice(half))]
  return {
    what: 'the rate stays',
    holds: late >= leastRate * early,
    how: `${early.toFixed(0)}/s in the first half after warming up, ${late.toFixed(0)}/s in the second`,
  }
}

function tables(first: Sample, last: Sample): Verdict[] {
  return last.tables.map(({ name, bytes, dead, live, passing }) => {
    const before = first.tables.find((each) => each.name === name)?.bytes ?? 0
    const isSmall = !passing || bytes <= Math.max(littleTable, 2 * before)
    const isClean = dead <= Math.max(fewDead, mostDead * (live + dead))
    return {
      what: `${name} without bloat`,
      holds: isSmall && isClean,
      how: `${(before / MiB).toFixed(1)} MB, then ${(bytes / MiB).toFixed(1)} MB; ${live} rows and ${dead} dead`,
    }
  })
}

/** The slope of the line that fits points best (least squares). */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const n = points.length
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  return under === 0 ? 0 : over / under
}
