/** One movement of a day, as one side has it. Refunds count below nought in sums. */
export type Line = { about: 'payment' | 'refund'; no: string; fen: number }

export type Difference = {
  kind: 'missing-here' | 'missing-there' | 'amount-differs'
  about: Line['about']
  no: string
  oursFen: number
  theirsFen: number
}

export type Compared = { oursFen: number; theirsFen: number; differences: Difference[] }

/** Puts two sides of one day beside each other, line by line. Pure; equal sums with unequal lines are still differences. */
export function compare(ours: readonly Line[], theirs: readonly Line[]): Compared {
  const [here, there] = [byNumber(ours), byNumber(theirs)]
  const differences: Difference[] = []
  for (const key of new Set([...here.keys(), ...there.keys()])) {
    const [mine, yours] = [here.get(key), there.get(key)]
    if (mine?.fen === yours?.fen) continue
    const { about, no } = (mine ?? yours)!
    const kind = !mine ? 'missing-here' : !yours ? 'missing-there' : 'amount-differs'
    differences.push({ kind, about, no, oursFen: mine?.fen ?? 0, theirsFen: yours?.fen ?? 0 })
  }
  return { oursFen: sumOf(ours), theirsFen: sumOf(theirs), differences }
}

/** A number that stands twice is one line of their sum: then the amounts differ, and somebody looks. */
function byNumber(lines: readonly Line[]): Map<string, Line> {
  const found = new Map<string, Line>()
  for (const line of lines) {
    const key = `${line.about} ${line.no}`
    const before = found.get(key)
    found.set(key, before ? { ...before, fen: before.fen + line.fen } : line)
  }
  return found
}

const sumOf = (lines: readonly Line[]) =>
  lines.reduce((sum, { about, fen }) => sum + (about === 'refund' ? -fen : fen), 0)
