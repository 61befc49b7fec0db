import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { Source } from './contract.ts'
import type { Problem, ProblemInput } from './problem.ts'

/** Reads a file's text. YAML 1.2 and JSON are parsed strictly (no duplicate keys, no aliases); others stay text. */
export function readSource(file: string, text: string): Source {
  const lines = new LineCounter()
  const isYaml = /\.(ya?ml|json)$/.test(file)
  const problemAt = (offset: number, { severity = 'error', ...rest }: ProblemInput): Problem => {
    const { line, col } = lines.linePos(offset)
    return { severity, file, line: Math.max(line, 1), column: Math.max(col, 1), ...rest }
  }
  if (!isYaml) {
    lines.addNewLine(0)
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
    return { file, text, data: undefined, syntax: [], problemAt, problem: (_, problem) => problemAt(0, problem) }
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, strict: true })
  const syntax = document.errors.map(({ pos, message }) =>
    problemAt(pos[0], {
      code: 'packs.yaml',
      message: `this is not YAML: ${message}`,
      mend: 'Check indentation, quotes and doubled keys; quote texts that begin with a sign such as @ or contain ": ".',
    }),
  )
  // Aliases can make a small file unfold into gigabytes, and nobody needs them here.
  if (syntax.length === 0 && hasAlias(document.contents)) {
    const mend = 'Write the value out, or use $defs.'
    syntax.push(problemAt(0, { code: 'packs.yaml-alias', message: 'YAML aliases are not read', mend }))
  }
  const data: unknown = syntax.length === 0 ? document.toJS({ maxAliasCount: 0 }) : undefined
  const problem = (pointer: string, input: ProblemInput) => problemAt(offsetOf(document.contents, pointer), input)
  return { file, text, data, syntax, problem, problemAt }
}

function hasAlias(node: unknown): boolean {
  if (isAlias(node)) return true
  if (isMap(node)) return node.items.some((pair) => hasAlias(pair.value) || hasAlias(pair.key))
  return isSeq(node) && node.items.some((item) => hasAlias(item))
}

function offsetOf(root: Node | null, pointer: string): number {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key)
      if (!pair) return offset
      const start = isScalar(pair.key) ? pair.key.range?.[0] : undefined
      offset = start ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      const item = node.items[Number(key)]
      if (item === undefined) return offset
      node = item
      const start = typeof item === 'object' && item !== null && 'range' in item ? (item as Node).range?.[0] : undefined
      offset = start ?? offset
    } else return offset
  }
  return offset
}
