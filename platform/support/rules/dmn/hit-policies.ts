import type { Frame } from '../feel/ast.ts'
import { builtins } from '../feel/builtins/all.ts'
import { equal } from '../feel/compare.ts'
import { fail, type TableRow, type Value } from '../feel/values.ts'
import { unsupported } from './definitions.ts'
import type { XmlElement } from './xml.ts'

/** DMN 1.5 §8.2.8; a collect policy carries its aggregation. */
export type HitPolicy =
  | 'UNIQUE'
  | 'ANY'
  | 'PRIORITY'
  | 'FIRST'
  | 'RULE ORDER'
  | 'OUTPUT ORDER'
  | 'COLLECT'
  | 'SUM'
  | 'MIN'
  | 'MAX'
  | 'COUNT'

/** A rule that matched and what it gives. */
export type Hit = { readonly row: TableRow; readonly outputs: readonly Value[] }
type Column = { readonly name: string; readonly rank: (value: Value, frame: Frame) => number }

const POLICIES: readonly HitPolicy[] = ['UNIQUE', 'ANY', 'PRIORITY', 'FIRST', 'RULE ORDER', 'OUTPUT ORDER', 'COLLECT']
const AGGREGATIONS: readonly HitPolicy[] = ['SUM', 'MIN', 'MAX', 'COUNT']

export function hitPolicyOf(table: XmlElement): HitPolicy {
  const policy = table.attrs.get('hitPolicy') ?? 'UNIQUE'
  const aggregation = table.attrs.get('aggregation')
  const found =
    policy === 'COLLECT' && aggregation
      ? AGGREGATIONS.find((known) => known === aggregation)
      : POLICIES.find((known) => known === policy)
  if (!found) throw unsupported(table, `the hit policy "${policy} ${aggregation ?? ''}" is not known`)
  return found
}

/** One result from the rules that matched, and which of them it rests on. */
export function combine(
  policy: HitPolicy,
  hits: readonly Hit[],
  columns: readonly Column[],
  frame: Frame,
): { value: Value; used: readonly Hit[] } {
  const single = (hit: Hit | undefined) => ({ value: hit ? outputOf(hit, columns) : null, used: hit ? [hit] : [] })
  const list = (chosen: readonly Hit[]) => ({ value: chosen.map((hit) => outputOf(hit, columns)), used: chosen })
  switch (policy) {
    case 'FIRST':
      return single(hits[0])
    case 'UNIQUE': {
      if (hits.length < 2) return single(hits[0])
      return { value: fail(frame.run, 'table', 'more than one rule matches where only one may'), used: hits }
    }
    case 'ANY': {
      const first = hits[0]
      const agree = hits.every((hit) => first && equal([...hit.outputs], [...first.outputs], frame.run) === true)
      return agree ? single(first) : { value: fail(frame.run, 'table', 'the matching rules disagree'), used: hits }
    }
    case 'PRIORITY':
      return single(byPriority(hits, columns, frame)[0])
    case 'OUTPUT ORDER':
      return hits.length === 0 ? single(undefined) : list(byPriority(hits, columns, frame))
    case 'RULE ORDER':
    case 'COLLECT':
      return hits.length === 0 ? single(undefined) : list(hits)
    case 'COUNT':
      return { value: hits.length, used: hits }
    default: {
      if (hits.length === 0) return single(undefined)
      return { value: aggregate(policy, hits, columns, frame), used: hits }
    }
  }
}

function outputOf(hit: Hit, columns: readonly Column[]): Value {
  if (columns.length === 1) return hit.outputs[0] ?? null
  return new Map(columns.map((column, index) => [column.name, hit.outputs[index] ?? null]))
}

function aggregate(
  policy: 'SUM' | 'MIN' | 'MAX',
  hits: readonly Hit[],
  columns: readonly Column[],
  frame: Frame,
): Value {
  const of = (index: number) => {
    const values = hits.map((hit) => hit.outputs[index] ?? null)
    return builtins.get(policy.toLowerCase())?.call([values], null, frame.run) ?? null
  }
  if (columns.length === 1) return of(0)
  return new Map(columns.map((column, index) => [column.name, of(index)]))
}

/** Sorted by where each output stands in its column's list of output values, the first column first. */
function byPriority(hits: readonly Hit[], columns: readonly Column[], frame: Frame): readonly Hit[] {
  const ranked = hits.map((hit) => ({
    hit,
    ranks: columns.map((column, index) => {
      const rank = column.rank(hit.outputs[index] ?? null, frame)
      return rank < 0 ? Number.MAX_SAFE_INTEGER : rank
    }),
  }))
  ranked.sort((a, b) => {
    const column = a.ranks.findIndex((rank, index) => rank !== b.ranks[index])
    return column < 0 ? 0 : (a.ranks[column] ?? 0) - (b.ranks[column] ?? 0)
  })
  return ranked.map(({ hit }) => hit)
}
