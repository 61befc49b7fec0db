import { reasonWord } from './repair-words.ts'
import { readRows } from './use-imports.ts'

/** Every refused row as CSV, with a byte order mark so that spreadsheets read the Chinese. Cells that look like formulas are made text. */
export async function refusedCsv(runId: string): Promise<Blob> {
  const lines = [['行 line', '标识 key', '事项 item', '理由 reason', '说明 detail']]
  let after: number | undefined = 0
  while (after !== undefined) {
    const page = await readRows(runId, 'refused', after)
    for (const { line, key, name, reason, detail } of page.items)
      lines.push([String(line), key ?? '', name ?? '', reason ? reasonWord(reason).zh : '', detail ?? ''])
    after = page.next
  }
  const text = lines.map((cells) => cells.map(cell).join(',')).join('\r\n')
  return new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' })
}

const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
