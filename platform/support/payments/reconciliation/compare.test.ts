import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare, type Line } from './compare.ts'

const paid = (no: string, fen: number): Line => ({ about: 'payment', no, fen })
const back = (no: string, fen: number): Line => ({ about: 'refund', no, fen })

test('a day on which both sides say the same has no differences', () => {
  const lines = [paid('A', 100), back('A1', 40)]
  assert.deepEqual(compare(lines, [...lines].reverse()), { oursFen: 60, theirsFen: 60, differences: [] })
})

test('each difference is named by its kind and number', () => {
  const { differences } = compare([paid('A', 100), paid('B', 5), back('R', 7)], [paid('A', 90), paid('C', 8)])
  assert.deepEqual(
    differences.map(({ kind, about, no, oursFen, theirsFen }) => [kind, about, no, oursFen, theirsFen]),
    [
      ['amount-differs', 'payment', 'A', 100, 90],
      ['missing-there', 'payment', 'B', 5, 0],
      ['missing-there', 'refund', 'R', 7, 0],
      ['missing-here', 'payment', 'C', 0, 8],
    ],
  )
})

test('sums that agree by chance hide nothing, and a line that stands twice is seen', () => {
  assert.equal(compare([paid('A', 10)], [paid('B', 10)]).differences.length, 2)
  assert.equal(compare([paid('A', 10)], [paid('A', 10), paid('A', 10)]).differences[0]?.kind, 'amount-differs')
})
