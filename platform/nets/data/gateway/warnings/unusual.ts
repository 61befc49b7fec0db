import type { WarningKind } from './contract.ts'

/** How a grant was used on a day, and on the days before that it was used on. */
export type Use = {
  records: number
  night: number
  elsewhere: number
  guesses: number
  /** Of up to four weeks before. */
  before: { days: number; records: number; calls: number; night: number }
}

export type Unusual = { kind: WarningKind; count: number; usual?: number }

/** Fewer days tell nothing of what is usual. */
const fewestDays = 3

/**
 * Use that somebody should look into (政务数据共享条例第29条: the use is supervised). Each rule says what it saw and what is
 * usual, and accuses nobody: a campaign, or a system that moved, looks the same.
 */
export function unusualOf({ records, night, elsewhere, guesses, before }: Use): Unusual[] {
  const isKnown = before.days >= fewestDays
  const usual = before.days === 0 ? 0 : before.records / before.days
  const found: Unusual[] = []
  if (isKnown && records >= 1000 && records > 5 * usual)
    found.push({ kind: 'volume', count: records, usual: Math.round(usual) })
  // A system that has always worked at night may go on.
  if (isKnown && night >= 20 && before.night < before.calls / 50)
    found.push({ kind: 'hour', count: night, usual: Math.round(before.night / before.days) })
  if (elsewhere > 0) found.push({ kind: 'address', count: elsewhere })
  // Once is a slip in a program; again and again is a way to find out what a mask hides.
  if (guesses >= 3) found.push({ kind: 'guessing', count: guesses })
  return found
}
