import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#kernel/errors.ts'
import { compileExpression, evaluate, fromFeel, toFeel } from '../index.ts'

/** Work whose single step is dear: each must be stopped in seconds, whatever it is made of. */
const dear = [
  'for i in 1..900000 return exp(i / 1000)',
  'for i in 1..900000 return log(i / 7)',
  'for i in 1..900000 return (i / 7) ** 2.5',
  'for i in 1..900000 return i ** 900',
  'for i in 1..10 ** 12 return i',
  'for i in 1..900000 return date and time("2024-01-01T00:00:00@Asia/Shanghai").time offset',
  'for i in 1..900000 return date("2024-01-01") + duration("P1D") * i',
  '{s: string join(for i in 1..10000 return "aaaaaaaaaa"), r: for i in 1..900000 return string length(s)}.r',
  '{s: string join(for i in 1..10000 return "aaaaaaaaaa"), r: for i in 1..900000 return s + "b"}.r',
  'sort(for i in 1..900000 return modulo(i * 7919, 100003))',
  'every i in 1..900000, j in 1..900000 satisfies true',
]

test('what takes long is stopped in time and says so', () => {
  for (const text of dear) {
    const begun = performance.now()
    const { value, exhausted, diagnostics } = evaluate(compileExpression(text), new Map())
    assert.deepEqual([value, exhausted, diagnostics.at(-1)?.code], [null, true, 'budget'], text)
    assert.ok(performance.now() - begun < 8_000, text)
  }
})

test('a budget of time alone stops it too', () => {
  const { exhausted } = evaluate(compileExpression('for i in 1..10 ** 12 return i'), new Map(), {
    steps: Number.POSITIVE_INFINITY,
    millis: 20,
  })
  assert.equal(exhausted, true)
})

test('the names of the host are names like any other, in contexts and out', () => {
  for (const name of [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
    '__defineGetter__',
  ]) {
    const scope = new Map([['x', toFeel(JSON.parse(`{"${name}": {"polluted": true}}`))]])
    const { value } = evaluate(
      compileExpression(`context put(x, "${name}", {seen: x.${name}.polluted})`, { names: ['x'] }),
      scope,
    )
    assert.deepEqual(JSON.stringify(fromFeel(value)), `{"${name}":{"seen":true}}`)
    assert.equal(({} as Record<string, unknown>).polluted, undefined)
  }
})

/** A small generator of numbers that always gives the same for a seed. */
function random(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const atoms = [
  ...[
    '1',
    '0',
    '-1',
    '1e300',
    '"a"',
    '""',
    '"政"',
    'true',
    'null',
    'x',
    '?',
    'item',
    'partial',
    '[]',
    '{}',
    '__proto__',
  ],
  ...['@"2024-02-29"', '@"P1Y"', '@"PT1S"', '@"12:00:00@Asia/Shanghai"', '[1..5]', '(1..', '>', '99999999999999999999'],
]
const shapes = [
  (a: string, b: string) => `(${a}) + (${b})`,
  (a: string, b: string) => `(${a}) ** (${b})`,
  (a: string, b: string) => `[${a}, ${b}]`,
  (a: string, b: string) => `{a: ${a}, constructor: ${b}}`,
  (a: string, b: string) => `(${a})[${b}]`,
  (a: string, b: string) => `for i in ${a} return ${b}`,
  (a: string, b: string) => `some i in ${a} satisfies ${b}`,
  (a: string, b: string) => `if ${a} then ${b} else ${a}`,
  (a: string, b: string) => `(${a}) in (${b})`,
  (a: string, b: string) => `function(x) ${a} = ${b}`,
  (a: string, b: string) => `string(${a}).${b}`,
  (a: string, b: string) => `replace(string(${a}), "(a|b*)+", string(${b}))`,
  (a: string, b: string) => `context put({}, ${a}, ${b})`,
  (a: string, b: string) => `list replace([${a}], 1, ${b})`,
  (a: string, b: string) => `sort([${a}, ${b}], function(p, q) p < q)`,
  (a: string, b: string) => `date and time(${a}, ${b})`,
  (a: string, b: string) => `(${a}) between (${b}) and (${a})`,
  (a: string, b: string) => `(${a}) instance of list<${b}>`,
]

test('ten thousand texts that nobody in their right mind would write are refused or answered, never thrown at', () => {
  const pick = random(20_261_122)
  const text = (depth: number): string => {
    if (depth === 0 || pick(5) === 0) return atoms[pick(atoms.length)]!
    return shapes[pick(shapes.length)]!(text(depth - 1), text(depth - 1))
  }
  let answered = 0
  for (let i = 0; i < 10_000; i++) {
    const expression = text(1 + pick(4))
    try {
      const compiled = compileExpression(expression)
      const { value } = evaluate(compiled, new Map([['x', toFeel({ a: [1, null, 'b'] })]]), { steps: 20_000 })
      JSON.stringify(fromFeel(value))
      answered++
    } catch (error) {
      assert.ok(error instanceof Refusal, `${expression}: ${error instanceof Error ? error.stack : String(error)}`)
    }
  }
  assert.ok(answered > 2_000, `${answered} were FEEL`)
})
