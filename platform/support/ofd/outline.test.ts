import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromSvg } from './outline.ts'

test('lines, curves and closings keep their places, moved as a whole', () => {
  assert.equal(fromSvg('M1 2L3 4H5V6Z', 10, 20), 'M 11 22 L 13 24 L 15 24 L 15 26 C')
  assert.equal(fromSvg('m1 2l2 2q1 0 1 1c1 0 1 1 2 2z'), 'M 1 2 L 3 4 Q 4 4 4 5 B 5 5 5 6 6 7 C')
})

test('a circle of two half arcs is four curves that lie on it', () => {
  const numbers = fromSvg('M-20 0A20 20 0 1 1 20 0A20 20 0 1 1 -20 0Z').split(' ')
  assert.equal(numbers.filter((each) => each === 'B').length, 4)
  const ends: number[][] = []
  for (const [i, each] of numbers.entries()) if (each === 'B') ends.push(numbers.slice(i + 5, i + 7).map(Number))
  for (const [x = 0, y = 0] of ends) assert.ok(Math.abs(Math.hypot(x, y) - 20) < 0.01, `${x} ${y}`)
  assert.deepEqual(
    ends.map(([x = 0, y = 0]) => [Math.round(x) + 0, Math.round(y) + 0]),
    [
      [0, -20],
      [20, 0],
      [0, 20],
      [-20, 0],
    ],
  )
})

test('an unknown command is refused', () => {
  assert.throws(() => fromSvg('M0 0T1 1'), RangeError)
})
