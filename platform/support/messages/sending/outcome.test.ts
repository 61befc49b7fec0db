import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after } from './outcome.ts'

const createdAt = new Date('2026-11-23T00:00:00Z')
const at = (hours: number) => new Date(createdAt.getTime() + hours * 3_600_000)
const tried = (attempts: number, hours = 0) => ({ attempts, createdAt, now: at(hours) })

test('taken waits for its receipt for three days, or is done where no receipt comes', () => {
  assert.deepEqual(after({ kind: 'taken', refs: ['1'], receipts: true }, tried(1)), {
    status: 'sending',
    reason: null,
    dueAt: at(72),
  })
  assert.equal(after({ kind: 'taken', refs: ['1'], receipts: false }, tried(1)).status, 'sent')
})

test('a failure that may pass is tried again, later each time, and given up after three days', () => {
  const later = { kind: 'later', code: 'SMTP 450' } as const
  const pauses = [1, 2, 3, 4, 5, 6].map((attempts) => {
    const { dueAt } = after(later, tried(attempts))
    return (dueAt!.getTime() - createdAt.getTime()) / 60_000
  })
  assert.deepEqual(pauses, [1, 5, 15, 60, 240, 240])
  assert.deepEqual(after(later, tried(20, 70)), { status: 'temporary-failure', reason: 'SMTP 450', dueAt: null })
  assert.equal(after({ kind: 'down', code: 'CMPP' }, tried(20, 70)).status, 'technical-failure')
})

test('a wrong address is not tried again, nor is a channel that nobody serves', () => {
  assert.deepEqual(after({ kind: 'wrong', code: 'CMPP 4' }, tried(1)), {
    status: 'permanent-failure',
    reason: 'CMPP 4',
    dueAt: null,
  })
  assert.deepEqual(after(undefined, tried(1)), { status: 'technical-failure', reason: 'no-provider', dueAt: null })
})
