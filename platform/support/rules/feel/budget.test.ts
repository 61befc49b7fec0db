import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#kernel/errors.ts'
import { compileExpression, evaluate, toFeel } from '../index.ts'

function exhausts(text: string): boolean {
  const { value, exhausted, diagnostics } = evaluate(compileExpression(text), new Map(), { steps: 200_000 })
  if (exhausted) assert.deepEqual([value, diagnostics.at(-1)?.code], [null, 'budget'])
  return exhausted
}

test('a rule that explodes is stopped by its budget', () => {
  assert.ok(exhausts('for i in 1..1000000000 return i'))
  assert.ok(exhausts('{f: function(n) f(n + 1), r: f(1)}.r'))
  assert.ok(exhausts('count(for a in 1..1000, b in 1..1000 return 1)'))
  assert.ok(exhausts('for i in 1..100 return if count(partial) = 0 then "x" else partial[-1] + partial[-1]'))
})

test('a small value of shared parts cannot grow without bound when it is written out, compared or flattened', () => {
  const bomb = 'for i in 1..60 return [partial[-1], partial[-1]]'
  assert.ok(exhausts(bomb))
  assert.ok(exhausts(`string(${bomb})`))
  assert.ok(exhausts(`count(flatten(${bomb}))`))
  assert.ok(exhausts(`{a: ${bomb}, b: ${bomb}, same: a = b}.same`))
})

test('a value that nests without end is no answer, coming in or going out', () => {
  assert.ok(exhausts('(for i in 1..5000 return [partial[-1]])[-1]'))
  const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
  assert.ok(Array.isArray(toFeel(deep)))
})

test('no regular expression runs away', () => {
  assert.ok(exhausts(`matches("${'a'.repeat(60)}!", "(a+)+$")`))
  assert.ok(exhausts(`matches("${'a'.repeat(60)}!", "(a|aa)+b")`))
  assert.equal(exhausts(`matches("${'a'.repeat(5000)}", "^a*$")`), false)
})

test('numbers of absurd size are null or exact, and quick', () => {
  for (const text of [
    '99999999999 ** 99999999999',
    '10 ** 6144 * 10',
    'exp(100000)',
    '@"P1D" * 1e100',
    'decimal(1, 9999)',
  ]) {
    assert.equal(evaluate(compileExpression(text), new Map()).value, null, text)
  }
})

test('nesting and length of a text are bounded before anything runs', () => {
  const deep = [
    '('.repeat(5000),
    '-'.repeat(5000),
    '(<'.repeat(5000),
    `1${'+1'.repeat(5000)}`,
    `1 instance of ${'list<'.repeat(5000)}`,
  ]
  for (const text of deep) assert.throws(() => compileExpression(text), Refusal)
})

test('nothing leads out of the language into the host', () => {
  const names = ['constructor', '__proto__', 'toString', 'globalThis', 'process', 'hasOwnProperty']
  for (const name of names) {
    for (const text of [
      name,
      `"a".${name}`,
      `[1].${name}`,
      `{a: 1}.${name}`,
      `(1).${name}`,
      `(function() 1).${name}`,
    ]) {
      const { value } = evaluate(compileExpression(text), new Map())
      assert.ok(value === null || (Array.isArray(value) && value.every((item) => item === null)), text)
    }
  }
})

test('time comes from outside: without it now and today are null', () => {
  assert.equal(evaluate(compileExpression('now()'), new Map()).value, null)
  const budget = { now: new Date('2026-12-31T18:00:00Z'), zone: 'Asia/Shanghai' }
  const value = evaluate(compileExpression('string(today())'), new Map(), budget).value
  assert.equal(value, '2027-01-01')
})
