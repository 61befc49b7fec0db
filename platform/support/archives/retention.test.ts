import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RetentionSchedule } from './contract.ts'
import { archiveNoOf, filingOf, retentionKind } from './retention.ts'

const schedule: RetentionSchedule = {
  ...{ key: 'trial', version: 1, name: '试用', nameEn: 'Trial', basis: '虚构条例第一条', category: 'YW' },
  ...{ fileAfterDays: 30, handOverAfterYears: 10 },
  fonds: [{ department: 'bureau', code: 'Z900', office: 'SP' }],
  classes: [
    { name: '登记', flows: ['marriage'], retention: 'Y' },
    { name: '准予', outcomes: ['granted'], retention: 'D30' },
    { name: '其他', retention: 'D10' },
  ],
}
const of = { flowKey: 'food', outcome: 'granted', closedOn: '2026-05-06', above: ['branch', 'bureau', 'city'] }

test('the first class that fits says how long, and the fonds is that of the nearest department', () => {
  assert.deepEqual(filingOf(schedule, of), {
    ...{ className: '准予', retention: 'D30', year: 2026, keepUntil: '2056-12-31', handOverOn: '2037-01-01' },
    ...{ fonds: 'Z900', prefix: 'Z900-YW·2026-D30-SP' },
  })
  assert.equal(filingOf(schedule, { ...of, outcome: 'withdrawn' })?.retention, 'D10')
  const forEver = filingOf(schedule, { ...of, flowKey: 'marriage' })
  assert.deepEqual([forEver?.retention, forEver?.keepUntil], ['Y', undefined])
})

test('a department that the archive gave no fonds cannot file', () => {
  assert.equal(filingOf(schedule, { ...of, above: ['stranger'] }), undefined)
})

test('no waiting time means that it goes over when it is filed', () => {
  assert.equal(filingOf({ ...schedule, handOverAfterYears: 0 }, of)?.handOverOn, '2026-05-06')
})

test('numbers of pieces have four digits', () =>
  assert.equal(archiveNoOf('Z900-YW·2026-Y-SP', 7), 'Z900-YW·2026-Y-SP-0007'))

test('a schedule that leaves cases without a class is refused', () => {
  assert.deepEqual(retentionKind.check(schedule), [])
  assert.equal(retentionKind.check({ ...schedule, classes: schedule.classes.slice(0, 2) })[0]?.rule, 'no-rest')
})
