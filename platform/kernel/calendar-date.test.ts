import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateOfDay, dayNumber, expandDate } from './calendar-date.ts'

test('days are counted from 1970-01-01 and lead back to their date', () => {
  assert.equal(dayNumber('1970-01-01'), 0)
  assert.equal(dayNumber('1969-12-31'), -1)
  for (const date of ['1949-12-31', '2000-02-29', '2026-11-22', '2099-12-31']) {
    assert.equal(dateOfDay(dayNumber(date)!), date)
  }
})

test('a date that the calendar does not have, or another spelling, is no date', () => {
  for (const text of [
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '20261101',
    '0099-01-01',
    '',
    '2026-11-22T00',
  ]) {
    assert.equal(dayNumber(text), undefined, text)
  }
})

test('a compact date gets its hyphens', () => {
  assert.equal(expandDate('20261122'), '2026-11-22')
})
