import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#kernel/errors.ts'
import { compileExpression, compileUnaryTests, evaluate, evaluateTests } from '../index.ts'
import { feel } from '../rules.fixture.ts'

test('numbers are decimals of 34 digits, not binary fractions', () => {
  assert.equal(feel('0.1 + 0.2'), 0.3)
  assert.equal(feel('0.1 * 3 = 0.3'), true)
  assert.equal(feel('1 / 3'), `0.${'3'.repeat(34)}`)
  assert.equal(feel('9007199254740991 * 3'), '27021597764222973')
  assert.equal(feel('9007199254740993 - 9007199254740992'), 1)
  assert.equal(feel('10 ** 34 + 1 = 10 ** 34'), true)
  assert.equal(feel('10 ** 33 + 1'), `1${'0'.repeat(32)}1`)
})

test('a negative sign binds tighter than a power, and powers group from the left', () => {
  assert.equal(feel('-3 ** 2'), 9)
  assert.equal(feel('2 ** 3 ** 2'), 64)
})

test('what has no meaning is null with a diagnostic, never an exception', () => {
  for (const text of ['1 / 0', '1 + "a"', 'null + 1', 'nobody', '[1][5]', '{a: 1}.b', '"a".b', 'sqrt(-1)', '-"a"']) {
    const { value, diagnostics } = evaluate(compileExpression(text), new Map())
    assert.equal(value, null, text)
    assert.ok(diagnostics.length > 0 || text === 'null + 1', text)
  }
})

test('logic has three values: a decisive side settles it, anything else leaves it open', () => {
  assert.equal(feel('false and null'), false)
  assert.equal(feel('true and null'), null)
  assert.equal(feel('true or null'), true)
  assert.equal(feel('false or "x"'), null)
  assert.equal(feel('not(null)'), null)
  assert.equal(feel('if null then 1 else 2'), 2)
})

test('null equals null only, and different kinds are neither equal nor unequal', () => {
  assert.equal(feel('null = null'), true)
  assert.equal(feel('1 = null'), false)
  assert.equal(feel('1 = "1"'), null)
  assert.equal(feel('[1, {a: "x"}] = [1, {a: "x"}]'), true)
})

test('names may be Chinese, have spaces and hold brackets of full width', () => {
  assert.equal(feel('年龄 >= 18 and 户籍 = "东莞"', { 年龄: 20, 户籍: '东莞' }), true)
  assert.equal(feel('申请人 年龄 + 1', { '申请人 年龄': 20 }), 21)
  assert.equal(feel('企业.注册资本（万元） * 10000', { 企业: { '注册资本（万元）': 3 } }), 30000)
})

test('the longest known name wins, so a name with a minus is no subtraction where it is known', () => {
  assert.equal(feel('a-b', { 'a-b': 99, a: 3, b: 1 }), 99)
  assert.equal(feel('a - b', { a: 3, b: 1 }), 2)
  assert.equal(feel('if done + 1', { 'if done': 1, done: true }), 2)
})

test('lists count from one, negative from the end, and a filter sees the members of its items', () => {
  assert.equal(feel('[1, 2, 3][1]'), 1)
  assert.equal(feel('[1, 2, 3][-1]'), 3)
  assert.deepEqual(feel('[1, 2, 3][item > 1]'), [2, 3])
  assert.deepEqual(
    feel('people[age > limit].name', {
      people: [
        { name: 'a', age: 1 },
        { name: 'b', age: 9 },
      ],
      limit: 5,
    }),
    ['b'],
  )
  assert.deepEqual(feel('5[item > 3]'), [5])
})

test('a member of the item hides a variable of the same name inside a filter', () => {
  assert.deepEqual(feel('rows[x = 2].x', { rows: [{ x: 1 }, { x: 2 }], x: 1 }), [2])
  assert.deepEqual(feel('rows[y = 2]', { rows: [{ x: 1 }], y: 2 }), [{ x: 1 }])
})

test('ranges are open or closed at either end, and may be open-ended as unary tests', () => {
  assert.deepEqual(feel('[1 in [1..3], 3 in [1..3), 1 in (1..3], 1 in ]1..3], 3 in [1..3[]'), [
    true,
    false,
    false,
    false,
    false,
  ])
  assert.equal(feel('5 in > 4'), true)
  assert.equal(feel('5 in (> 7, < 2, 5)'), true)
  assert.equal(feel('(>= 10).start'), 10)
  assert.equal(feel('(>= 10).end'), null)
})

test('contexts see their earlier entries, and a function in them may call itself', () => {
  assert.deepEqual(feel('{a: 1, b: a + 1}'), { a: 1, b: 2 })
  assert.equal(feel('{fact: function(n) if n <= 1 then 1 else n * fact(n - 1), r: fact(20)}.r'), 2432902008176640000)
  assert.equal(feel('{a b: {c d: 3}}.a b.c d'), 3)
  assert.equal(feel('{a: 1, a: 2}'), null)
})

test('loops nest, count down, and know their partial result', () => {
  assert.deepEqual(feel('for x in [1, 2], y in [x, x * 10] return y'), [1, 10, 2, 20])
  assert.deepEqual(feel('for i in 3..1 return i'), [3, 2, 1])
  assert.deepEqual(feel('for i in 1..4 return if i = 1 then 1 else partial[-1] * i'), [1, 2, 6, 24])
  assert.deepEqual(feel('for d in @"2026-02-27"..@"2026-03-01" return string(d)'), [
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
  ])
  assert.equal(feel('some x in [1, 2], y in [2, 3] satisfies x = y'), true)
  assert.equal(feel('every x in [] satisfies false'), true)
})

test('functions take arguments by position or by name and coerce a list of one', () => {
  assert.equal(feel('substring(start position: 2, string: "东莞市")'), '莞市')
  assert.equal(feel('(function(x: number) x + 1)(x: 2)'), 3)
  assert.equal(feel('(function(x: number) x + 1)("2")'), null)
  assert.equal(feel('abs([-1])'), 1)
  assert.equal(feel('substring(string: "a", begin: 1)'), null)
})

test('a variable named like a built-in leaves the built-in callable', () => {
  assert.equal(feel('date("2026-01-02") > date', { date: null }), null)
  assert.equal(feel('count([1, 2]) + count', { count: 3 }), 5)
})

test('instance of knows the whole lattice of types', () => {
  assert.equal(feel('[1, 2] instance of list<number>'), true)
  assert.equal(feel('[1, "a"] instance of list<number>'), false)
  assert.equal(feel('{a: 1} instance of context<a: number>'), true)
  assert.equal(feel('[1..2] instance of range<number>'), true)
  assert.equal(feel('(function(a: number) a) instance of function<number> -> Any'), true)
  assert.equal(feel('null instance of Any'), false)
  assert.equal(feel('@"P1Y" instance of years and months duration'), true)
})

test('comments and escapes are part of the language', () => {
  assert.equal(feel('1 /* one */ + // two\n 2'), 3)
  assert.equal(feel('"\\u4e1c\\"\\n"'), '东"\n')
  assert.equal(feel('string length("\\U01F40E")'), 1)
})

test('text that is no FEEL is refused with the line and column', () => {
  const refusal = (text: string) => {
    try {
      compileExpression(text)
    } catch (error) {
      assert.ok(error instanceof Refusal)
      return [error.kind, error.code, error.details.line, error.details.column]
    }
    return null
  }
  assert.deepEqual(refusal('a +\n  * b'), ['invalid', 'rules.bad-expression', 2, 3])
  assert.deepEqual(refusal('"abc'), ['invalid', 'rules.bad-expression', 1, 1])
  for (const text of [
    '',
    'a b',
    '(1',
    '[1, 2',
    '{a 1}',
    'if a then b',
    'for x in',
    '@"soon"',
    '1 2',
    'x instance of nothing',
  ]) {
    assert.ok(refusal(text), text)
  }
})

test('an expression tells which names it reads from outside', () => {
  assert.deepEqual(compileExpression('a + {b: c, d: b}.d + count(list)').free, ['a', 'c', 'list'])
  assert.deepEqual(compileExpression('rows[member = limit and x]').free, ['rows'])
  assert.deepEqual(compileUnaryTests('> x, ? = y').free, ['x', 'y'])
})

test('unary tests hold alternatives, ranges, negation and conditions on the input', () => {
  const passes = (text: string, value: string | number | boolean | null) =>
    evaluateTests(compileUnaryTests(text), value, new Map()).value
  assert.equal(passes('-', null), true)
  assert.equal(passes('"a", "b"', 'b'), true)
  assert.equal(passes('not("a", "b")', 'b'), false)
  assert.equal(passes('[1..5), > 10', 5), false)
  assert.equal(passes('? > 3 and ? < 5', 4), true)
  assert.equal(passes('ends with(?, "莞")', '东莞'), true)
  assert.equal(passes('false', false), true)
  assert.equal(passes('null', null), true)
  assert.equal(passes('> 3', null), null)
})
