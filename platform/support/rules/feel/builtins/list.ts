import { compare, equal } from '../compare.ts'
import { add, canonical, compareNumbers, Dec, divide, multiply, toDecimal, toHostNumber } from '../number.ts'
import {
  type FeelFunction,
  type FeelList,
  type FeelNumber,
  fail,
  isList,
  isNumber,
  type Run,
  type Value,
} from '../values.ts'
import { builtin, signature } from './signature.ts'

type Reduce = (run: Run, list: FeelList) => Value

/** A function over one list, or over its arguments taken as the list. */
function overItems(name: string, reduce: Reduce): FeelFunction {
  const counted: Reduce = (run, list) => {
    run.spend(list.length)
    return reduce(run, list)
  }
  return builtin(
    name,
    signature(['list: list'], counted),
    signature(['...items: any'], (run, items) => (items.length === 0 ? null : counted(run, items))),
  )
}

function overNumbers(name: string, compute: (numbers: readonly FeelNumber[]) => Value): FeelFunction {
  return overItems(name, (run, list) =>
    list.every(isNumber) ? compute(list) : fail(run, 'list', `${name} wants numbers only`),
  )
}

function extreme(name: string, sign: number): FeelFunction {
  return overItems(name, (run, list) => {
    let best = list[0] ?? null
    for (const item of list) {
      const order = compare(item, best)
      if (order === null) return fail(run, 'list', `the items of ${name} have no common order`)
      if (order * sign > 0) best = item
    }
    return best
  })
}

function sum(numbers: readonly FeelNumber[]): FeelNumber | null {
  return numbers.reduce<FeelNumber | null>((total, n) => (total === null ? null : add(total, n)), 0)
}

function mean(numbers: readonly FeelNumber[]): FeelNumber | null {
  const total = sum(numbers)
  return total === null ? null : divide(total, numbers.length)
}

function median(numbers: readonly FeelNumber[]): Value {
  if (numbers.length === 0) return null
  const sorted = [...numbers].sort(compareNumbers)
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[middle] ?? null
  return mean([sorted[middle - 1] ?? 0, sorted[middle] ?? 0])
}

/** The sample standard deviation, which needs two values. */
function deviation(numbers: readonly FeelNumber[]): Value {
  const average = numbers.length < 2 ? null : mean(numbers)
  if (average === null) return null
  const squares = numbers.map((n) => toDecimal(n).sub(average).pow(2))
  return canonical(
    squares
      .reduce((total, n) => total.add(n), new Dec(0))
      .div(numbers.length - 1)
      .sqrt(),
  )
}

function mode(numbers: readonly FeelNumber[]): Value {
  const counts = new Map<string, { n: FeelNumber; count: number }>()
  for (const n of numbers) {
    const seen = counts.get(String(n))
    counts.set(String(n), { n, count: (seen?.count ?? 0) + 1 })
  }
  const most = [...counts.values()].reduce((best, entry) => Math.max(best, entry.count), 0)
  const modes = [...counts.values()].filter((entry) => entry.count === most).map((entry) => entry.n)
  return modes.sort(compareNumbers)
}

/** `all` and `any` in three-valued logic: `decisive` settles the matter, null leaves it open. They take booleans only. */
function settle(decisive: boolean): Reduce {
  return (run, list) => {
    if (!list.every((item) => item === null || typeof item === 'boolean'))
      return fail(run, 'list', 'only booleans go here')
    if (list.includes(decisive)) return decisive
    return list.includes(null) ? null : !decisive
  }
}

function contains(run: Run, list: FeelList, element: Value): boolean {
  run.spend(list.length)
  return list.some((item) => equal(item, element, run) === true)
}

/** The list without repetitions, first occurrences kept in order. */
function distinct(run: Run, list: FeelList): Value[] {
  const seen = new Set<Value>()
  const others: Value[] = []
  const result: Value[] = []
  run.spend(list.length)
  for (const item of list) {
    // Native values are equal only to themselves; the rest must be compared.
    const native = item === null || typeof item !== 'object'
    if (native ? seen.has(item) : contains(run, others, item)) continue
    if (native) seen.add(item)
    else others.push(item)
    result.push(item)
  }
  return result
}

function flatten(run: Run, list: FeelList): Value[] {
  run.spend(1 + list.length)
  return list.flatMap((item) => (isList(item) ? flatten(run, item) : [item]))
}

/** The offset that a 1-based position, negative from the end, stands for, without its fraction; null outside the list. */
function offset(position: FeelNumber, length: number): number | null {
  const whole = Math.trunc(toHostNumber(position))
  if (whole === 0 || Math.abs(whole) > length) return null
  return whole > 0 ? whole - 1 : length + whole
}

function sublist(run: Run, list: FeelList, position: FeelNumber, length: FeelNumber | null): Value {
  const start = offset(position, list.length)
  if (start === null) return fail(run, 'list', 'the start lies outside the list')
  if (length === null) return list.slice(start)
  const count = Math.trunc(toHostNumber(length))
  if (count < 1 || start + count > list.length) {
    return fail(run, 'list', 'the length reaches outside the list')
  }
  return list.slice(start, start + count)
}

function insertBefore(run: Run, list: FeelList, position: FeelNumber, item: Value): Value {
  const at = offset(position, list.length)
  return at === null ? fail(run, 'list', 'the position lies outside the list') : list.toSpliced(at, 0, item)
}

function remove(run: Run, list: FeelList, position: FeelNumber): Value {
  const at = offset(position, list.length)
  return at === null ? fail(run, 'list', 'the position lies outside the list') : list.toSpliced(at, 1)
}

function replaceAt(run: Run, list: FeelList, position: FeelNumber, item: Value): Value {
  const at = offset(position, list.length)
  return at === null ? fail(run, 'list', 'the position lies outside the list') : list.with(at, item)
}

function replaceMatching(run: Run, list: FeelList, match: FeelFunction, item: Value): Value {
  run.spend(list.length)
  const verdicts = list.map((old) => match.call([old, item], null, run))
  if (!verdicts.every((verdict) => typeof verdict === 'boolean'))
    return fail(run, 'list', 'the match must say yes or no')
  return list.map((old, index) => (verdicts[index] ? item : old))
}

function indexOf(run: Run, list: FeelList, match: Value): number[] {
  return list.flatMap((item, index) => (equal(item, match, run) === true ? [index + 1] : []))
}

/** A stable merge sort, because a rule-written order need not be consistent and must still end. */
function sortBy(run: Run, list: FeelList, precedes: FeelFunction): Value[] {
  if (list.length < 2) return [...list]
  run.spend(list.length)
  const middle = list.length >> 1
  const [left, right] = [sortBy(run, list.slice(0, middle), precedes), sortBy(run, list.slice(middle), precedes)]
  const merged: Value[] = []
  let [i, j] = [0, 0]
  while (i < left.length && j < right.length) {
    const rightFirst = precedes.call([right[j] ?? null, left[i] ?? null], null, run) === true
    merged.push((rightFirst ? right[j++] : left[i++]) ?? null)
  }
  return [...merged, ...left.slice(i), ...right.slice(j)]
}

function sortNaturally(run: Run, list: FeelList): Value {
  run.spend(list.length * Math.ceil(Math.log2(list.length + 1)))
  const orders = list.slice(1).map((item) => compare(list[0] ?? null, item))
  if (orders.includes(null)) return fail(run, 'list', 'the items have no common order')
  return [...list].sort((a, b) => compare(a, b) ?? 0)
}

function counting<A extends unknown[]>(body: (run: Run, list: FeelList, ...rest: A) => Value) {
  return (run: Run, list: FeelList, ...rest: A): Value => {
    run.spend(list.length)
    return body(run, list, ...rest)
  }
}

export const listFunctions: readonly FeelFunction[] = [
  builtin('list contains', signature(['list: list', 'element: any'], contains)),
  builtin(
    'count',
    signature(['list: list'], (_run, list) => list.length),
  ),
  extreme('min', -1),
  extreme('max', 1),
  overNumbers('sum', (numbers) => (numbers.length === 0 ? null : sum(numbers))),
  overNumbers('mean', (numbers) => (numbers.length === 0 ? null : mean(numbers))),
  overNumbers('median', median),
  overNumbers('stddev', deviation),
  overNumbers('mode', mode),
  overNumbers('product', (numbers) =>
    numbers.length === 0
      ? null
      : numbers.reduce<FeelNumber | null>((total, n) => (total === null ? null : multiply(total, n)), 1),
  ),
  overItems('all', settle(false)),
  overItems('any', settle(true)),
  builtin('sublist', signature(['list: list', 'start position: number', 'length?: number'], sublist)),
  builtin(
    'append',
    signature(['list: list', 'item: any'], (run, list, item) => {
      run.spend(list.length)
      return [...list, item]
    }),
    signature(['list: list', '...items: any'], (run, list, items) => {
      run.spend(list.length)
      return [...list, ...items]
    }),
  ),
  builtin(
    'concatenate',
    signature(['...lists: list'], (run, lists) => {
      run.spend(lists.reduce((total, list) => total + list.length, 0))
      return lists.flat()
    }),
  ),
  builtin('insert before', signature(['list: list', 'position: number', 'newItem: any'], counting(insertBefore))),
  builtin('remove', signature(['list: list', 'position: number'], counting(remove))),
  builtin(
    'list replace',
    signature(['list: list', 'position: number', 'newItem: any'], counting(replaceAt)),
    signature(['list: list', 'match: function', 'newItem: any'], replaceMatching),
  ),
  builtin(
    'reverse',
    signature(
      ['list: list'],
      counting((_run, list) => list.toReversed()),
    ),
  ),
  builtin('index of', signature(['list: list', 'match: any'], counting(indexOf))),
  builtin(
    'union',
    signature(['...lists: list'], (run, lists) => distinct(run, lists.flat())),
  ),
  builtin('distinct values', signature(['list: list'], distinct)),
  builtin('flatten', signature(['list: list'], flatten)),
  builtin(
    'sort',
    signature(['list: list', 'precedes: function'], sortBy),
    signature(['list: list'], counting(sortNaturally)),
  ),
]
