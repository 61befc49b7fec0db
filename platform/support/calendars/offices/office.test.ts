import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Refusal } from '#kernel/errors.ts'
import { chainOf, checkPeriods, holderOf } from './office.ts'

const parents = new Map([
  ['window', 'hall'],
  ['hall', 'city'],
  ['city', undefined],
])

test('an office has its own days, else those of the nearest above it', () => {
  const offices = { hall: [{ from: '2026-01-01' }], city: [{ from: '2026-01-01' }], window: [] }
  assert.deepEqual(chainOf('window', parents), ['window', 'hall', 'city'])
  assert.equal(holderOf(chainOf('window', parents), offices), 'hall')
  assert.equal(holderOf(chainOf('city', parents), offices), 'city')
  assert.equal(holderOf(['nobody'], offices), undefined)
  assert.deepEqual(
    chainOf(
      'a',
      new Map([
        ['a', 'b'],
        ['b', 'a'],
      ]),
    ),
    ['a', 'b'],
  )
})

test('periods that cannot be are refused, each with its place', () => {
  const faults = (...periods: Parameters<typeof checkPeriods>[0]) => {
    try {
      checkPeriods(periods)
      return []
    } catch (error) {
      return (error as Refusal).details.faults!.map(({ pointer, rule }) => `${rule} ${pointer}`)
    }
  }
  const sat = { opens: '09:00', closes: '12:00' }
  assert.deepEqual(faults({ from: '2026-11-01', week: { sat } }, { from: '2026-12-01' }), [])
  assert.deepEqual(faults({ from: '2026-12-01' }, { from: '2026-11-01' }), ['order /periods/1/from'])
  assert.deepEqual(faults({ from: '2026-02-30' }), ['date /periods/0'])
  assert.deepEqual(faults({ from: '2026-11-01', week: { sat: { opens: '12:00', closes: '09:00' } } }), [
    'hours /periods/0/week/sat',
  ])
  assert.deepEqual(faults({ from: '2026-11-01', off: ['2026-11-11'] }), ['required /periods/0/basis'])
  assert.deepEqual(
    faults({ from: '2026-11-01', off: ['2026-11-11'], work: ['2026-11-11'], basis: '自治区人民政府令' }),
    ['both /periods/0'],
  )
})
