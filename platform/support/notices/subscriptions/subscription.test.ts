import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applicantTopics } from './contract.ts'
import { isMust, modeFor, nextMorning, presentSubscriptions, topicFor } from './subscription.ts'

const choices = [
  { scope: '', topic: 'status' as const, mode: 'digest' as const },
  { scope: 'c1', topic: 'status' as const, mode: 'off' as const },
]

test('a choice for a case goes before that for the account, and both before being told at once', () => {
  assert.deepEqual(
    [modeFor(choices, 'status', 'c1'), modeFor(choices, 'status', 'c2'), modeFor(choices, 'clock', 'c1')],
    ['off', 'digest', 'now'],
  )
  const { items } = presentSubscriptions(choices, 'c1', { topics: applicantTopics, channels: [], always: [] })
  assert.deepEqual([items[0]?.from, items[1]?.from], ['case', 'default'])
})

test('what the law has us tell is told whatever was chosen', () => {
  assert.ok(isMust({ verb: 'request-correction' }))
  assert.ok(isMust({ verb: 'timer', outcome: 'granted' }))
  assert.ok(!isMust({ verb: 'accept' }))
  assert.deepEqual(['deliver', 'remind', 'dispute-answered', 'accept'].map(topicFor), [
    'document',
    'clock',
    'dispute',
    'status',
  ])
})

test('the digest comes at eight of the next morning in the city', () => {
  assert.equal(nextMorning(new Date('2026-11-23T01:00:00Z')).toISOString(), '2026-11-24T00:00:00.000Z')
  assert.equal(nextMorning(new Date('2026-11-23T17:00:00Z')).toISOString(), '2026-11-25T00:00:00.000Z')
})
