import { inflateSync } from 'node:zlib'
import { readArchive } from './archive.ts'
import { momentOf, type StatementLine } from './channel.ts'

/** Widths of the columns of a 商户流水文件 (INN…ZM_…), a blank between them, and where those stand that we read. */
export const zmWidths = [
  3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13,
  8, 32, 13, 13, 12, 2, 1, 32, 98,
] as const
export const zm = { code: 0, sent: 4, fen: 6, queryId: 9, order: 11 } as const

/** Reads the file of a settlement day, as `fileContent` brings it: base64 of zlib of a ZIP. `day` gives the lines their year. */
export function readUnionPayFile(content: string, day: string): StatementLine[] {
  const files = readArchive(inflateSync(Buffer.from(content, 'base64'), { maxOutputLength: 256 * 1024 * 1024 }))
  const lines = files.filter(({ name }) => /ZM_/.test(name)).flatMap(({ text }) => text.split(/\r?\n/))
  return lines.filter((line) => line.trim() !== '').flatMap((line) => lineOf(columnsOf(line), day) ?? [])
}

function columnsOf(line: string): string[] {
  let from = 0
  return zmWidths.map((width) => {
    const value = line.slice(from, from + width).trim()
    from += width + 1
    return value
  })
}

/** S22 is a purchase, S30 a refund; reversals and queries move no money of ours. */
function lineOf(columns: string[], day: string): StatementLine | undefined {
  const [code, sent = '', amount, queryId = '', order = ''] = [zm.code, zm.sent, zm.fen, zm.queryId, zm.order].map(
    (at) => columns[at],
  )
  const fen = Number(amount)
  if (code === 'S22')
    return { kind: 'paid', order, transaction: queryId, fen, at: momentOf(`${day.slice(0, 4)}${sent}`) }
  if (code === 'S30') return { kind: 'refund', refund: order, order: '', fen }
  return undefined
}
