import type { Standing } from '#support/payments/index.ts'
import type { ReceiptKind, ReceiptLine } from './contract.ts'

/** What must be done to the receipts of a bill so that they say what was received of it. */
export type Step<Of> = { kind: ReceiptKind; reverse?: Of; issue?: ReceiptLine[] }

const kinds: Record<ReceiptKind, Standing['lines'][number]['kind']> = { 'non-tax': 'income', settlement: 'held' }

/**
 * A receipt is never changed and never taken back in part: when money went back, a red receipt takes all of it back, and a new
 * one is made out for what still stands.
 */
export function stepsFor<Of extends { kind: ReceiptKind; lines: readonly ReceiptLine[] }>(
  standing: Pick<Standing, 'lines'>,
  live: readonly Of[],
): Step<Of>[] {
  return (Object.keys(kinds) as ReceiptKind[]).flatMap((kind): Step<Of>[] => {
    const due = standing.lines
      .filter((line) => line.kind === kinds[kind])
      .map(({ code, name, standard, fen }): ReceiptLine => ({ code, name, standard, fen }))
    const now = live.find((receipt) => receipt.kind === kind)
    if (now ? sameLines(now.lines, due) : due.length === 0) return []
    return [{ kind, ...(now ? { reverse: now } : {}), ...(due.length > 0 ? { issue: due } : {}) }]
  })
}

const sameLines = (a: readonly ReceiptLine[], b: readonly ReceiptLine[]): boolean =>
  a.length === b.length && a.every(({ code, fen }, i) => b[i]?.code === code && b[i].fen === fen)

export const redOf = (lines: readonly ReceiptLine[]): ReceiptLine[] =>
  lines.map((line) => ({ ...line, fen: -line.fen }))

export const totalOf = (lines: readonly ReceiptLine[]): number => lines.reduce((sum, { fen }) => sum + fen, 0)

/** 票据号码: ten digits. */
export const numberText = (no: bigint | number | string): string => String(no).padStart(10, '0')

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz'

/** 校验码: six characters drawn by lot, so that a number one can count up to does not open a receipt. */
export function checkCode(random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  let code = ''
  const bytes = new Uint8Array(16)
  while (code.length < 6) {
    random(bytes)
    // 252 is the last multiple of 36: what lies above would make some characters likelier.
    for (const byte of bytes) if (byte < 252 && code.length < 6) code += alphabet[byte % 36]
  }
  return code
}

export const yuanText = (fen: number): string => `${fen < 0 ? '-' : ''}${(Math.abs(fen) / 100).toFixed(2)}`
