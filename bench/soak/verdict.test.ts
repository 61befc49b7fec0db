import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge, type Sample, slopeOf } from './verdict.ts'

const MiB = 1024 * 1024
const run = (of: (minute: number) => Partial<Sample>): Sample[] =>
  Array.from({ length: 60 }, (_, minute) => ({ minute, rate: 100, memory: 400 * MiB, tables: [], ...of(minute) }))
const failed = (samples: Sample[]) => judge(samples).flatMap(({ what, holds }) => (holds ? [] : [what]))
const table = (part: Partial<Sample['tables'][number]>) => [
  { name: 'ground.outbox', bytes: MiB, dead: 0, live: 10, passing: true, ...part },
]

test('memory that goes up and down is flat, memory that only goes up is not', () => {
  assert.deepEqual(failed(run((minute) => ({ memory: (400 + 30 * (minute % 2)) * MiB }))), [])
  assert.deepEqual(failed(run((minute) => ({ memory: (400 + 3 * minute) * MiB }))), ['memory is flat'])
})

test('files that are opened and never closed are told', () => {
  assert.deepEqual(failed(run((minute) => ({ handles: 80 + (minute % 10) }))), [])
  assert.deepEqual(failed(run((minute) => ({ handles: 80 + minute }))), ['no handle is left open'])
})

test('what happens while it warms up does not count', () => {
  assert.deepEqual(failed(run((minute) => ({ memory: Math.min(400, 100 + 20 * minute) * MiB }))), [])
})

test('a rate that sinks is told', () => {
  assert.deepEqual(failed(run((minute) => ({ rate: 100 - minute }))), ['the rate stays'])
})

test('a table through which rows pass must stay small; one that keeps them may grow', () => {
  const grow = (minute: number) => MiB * (1 + 2 * minute)
  const of = (passing: boolean) => run((minute) => ({ tables: table({ bytes: grow(minute), passing }) }))
  assert.deepEqual(failed(of(true)), ['ground.outbox without bloat'])
  assert.deepEqual(failed(of(false)), [])
})

test('dead rows that nobody takes away are bloat', () => {
  const tables = table({ passing: false, live: 10_000, dead: 8_000 })
  assert.deepEqual(failed(run(() => ({ tables }))), ['ground.outbox without bloat'])
})

test('a few samples say nothing, and that is said', () => {
  assert.deepEqual(failed(run(() => ({})).slice(0, 3)), ['samples'])
})

test('the slope is that of the line', () => {
  assert.equal(
    slopeOf([
      [0, 1],
      [1, 3],
      [2, 5],
    ]),
    2,
  )
})
