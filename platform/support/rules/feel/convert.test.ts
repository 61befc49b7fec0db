import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFeel, fromFeel, toFeel } from '../index.ts'
import { feel } from '../rules.fixture.ts'

test('JSON goes in and comes out unchanged', () => {
  const json = { a: [1, 0.1, 'x', true, null], b: { c: -5.25 } }
  assert.deepEqual(fromFeel(toFeel(json)), json)
})

test('a number stays a number only where a double says the same decimal', () => {
  assert.equal(feel('0.1'), 0.1)
  assert.equal(feel('0.1234567890123456789'), '0.1234567890123456789')
  assert.equal(feel('12345678901234567890'), '12345678901234567890')
})

test('dates, times and durations come out as ISO 8601, named zones as their offset', () => {
  assert.equal(feel('date("2026-01-02")'), '2026-01-02')
  assert.equal(feel('@"2026-01-02T03:04:05@Asia/Shanghai"'), '2026-01-02T03:04:05+08:00')
  assert.equal(feel('duration("PT36H")'), 'P1DT12H')
  assert.equal(feel('duration("P14M")'), 'P1Y2M')
  assert.equal(feel('[1..3)'), '[1..3)')
})

test('a key that would be a prototype stays a key', () => {
  const made = feel('{"__proto__": {a: 1}, b: 2}')
  assert.deepEqual(Object.keys(made as object), ['__proto__', 'b'])
  assert.equal(({} as Record<string, unknown>).a, undefined)
})

test('what JSON cannot say goes in as null', () => {
  assert.equal(toFeel(undefined), null)
  assert.equal(toFeel(Symbol('x')), null)
})

test('string writes values as FEEL does', () => {
  assert.equal(feel('string([1, "a", {b c: null}, @"P1D", [1..2)])'), '[1, "a", {b c: null}, P1D, [1..2)]')
})

test('FEEL over JSON compiles once and answers JSON', () => {
  const adult = compileFeel('年龄 >= 18')
  assert.deepEqual([adult({ 年龄: 20 }), adult({ 年龄: 3 }), adult({})], [true, false, null])
  assert.deepEqual(adult.free, ['年龄'])
})

test('a path through plain objects is read as FEEL reads it', () => {
  const scope = {
    answers: {
      name: '王虚构',
      agreed: true,
      age: 30,
      none: null,
      employer: { name: '演示', days: ['一', 2] },
      list: [{ x: 1 }],
    },
  }
  const paths = ['answers', 'answers.name', 'answers.agreed', 'answers.age', 'answers.none', 'answers.employer']
  const more = [
    'answers.employer.days',
    'answers.list.x',
    'answers.name.x',
    'answers.gone.x',
    'other',
    'answers.toString',
  ]
  for (const path of [...paths, ...more])
    assert.deepEqual(compileFeel(path)(scope), compileFeel(`(${path})`)(scope), path)
})
