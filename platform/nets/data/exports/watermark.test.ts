import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agreementOf, inMarkedOrder } from './watermark.ts'

const rows = Array.from({ length: 200 }, (_, at) => [`演示${at}`, `${at * 7}`])
const [one, other] = [Buffer.from('one file'), Buffer.from('another file')]
const marked = inMarkedOrder(rows, (row) => row, one)

test('a file is known by the order of its rows, also when two in three are gone', () => {
  assert.deepEqual(marked.toSorted(), rows.toSorted(), 'no value has changed')
  assert.deepEqual(agreementOf(marked, one), { share: 1, beyondChance: true })
  assert.equal(
    agreementOf(
      marked.filter((_, at) => at % 3 === 0),
      one,
    ).beyondChance,
    true,
  )
})

test('nobody is accused by chance: another file, a sorted one, a few rows, and rows that read the same', () => {
  assert.equal(agreementOf(marked, other).beyondChance, false)
  assert.equal(agreementOf(rows, one).beyondChance, false)
  assert.equal(agreementOf(marked.slice(0, 16), one).beyondChance, false)
  assert.deepEqual(agreementOf(Array(100).fill(['同', '样']), one), { share: 0, beyondChance: false })
  const accused = Array.from({ length: 200 }, (_, at) => agreementOf(marked, Buffer.from(`file ${at}`)).beyondChance)
  assert.ok(!accused.includes(true))
})
