import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'

type Spot = { line: number; column: number }

/** The element of a drawing that stands at, or last before, a place in its text. */
export function elementAt(text: string, { line, column }: Spot): string | undefined {
  const lines = text.split('\n')
  const here = lines[line - 1] ?? ''
  const from = / id="([^"]+)"/.exec(` ${here.slice(Math.max(column - 1, 0))}`)?.[1]
  if (from && here.slice(column - 1).startsWith('id="')) return from
  if (column <= 1 && from) return from
  const before = [...lines.slice(0, line - 1), here.slice(0, column)].join('\n')
  return [...before.matchAll(/\bid="([^"]+)"/g)].at(-1)?.[1]
}

/** The JSON pointer of what is written at a place of a text of data; nothing where it is about the whole. */
export function pointerAt(text: string, { line, column }: Spot): string | undefined {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const offset = (lines.lineStarts[line - 1] ?? 0) + column - 1
  let found = ''
  const visit = (node: unknown, pointer: string) => {
    const children: [key: unknown, start: unknown, value: unknown][] = isMap(node)
      ? node.items.map(({ key, value }) =>
          isScalar(key) ? [String(key.value), key.range?.[0], value] : [undefined, undefined, value],
        )
      : isSeq(node)
        ? node.items.map((item, index) => [index, isMap(item) || isScalar(item) ? item.range?.[0] : undefined, item])
        : []
    for (const [key, start, value] of children) {
      const below = `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
      if (start === offset) found = below
      if (!found) visit(value, below)
    }
  }
  visit(document.contents, '')
  return found || undefined
}
