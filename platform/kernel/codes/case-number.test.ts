import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseProjectNo, parseQueryCode, projectNo, queryCode } from './case-number.ts'

const TASK = '12441500196720244T3442199806003'

test('a case number is task code, day and six digits, and reads back', () => {
  const parts = { taskCode: TASK, date: '2026-11-02', sequence: 68 }
  assert.equal(projectNo(parts), `${TASK}20261102000068`)
  assert.deepEqual(parseProjectNo(projectNo(parts)), { ok: true, value: parts })
})

test('a number in use elsewhere with four digits is read too', () => {
  assert.deepEqual(parseProjectNo(`${TASK}202206230068`), {
    ok: true,
    value: { taskCode: TASK, date: '2022-06-23', sequence: 68 },
  })
})

test('a case number is never made from parts that do not fit', () => {
  const parts = { taskCode: TASK, date: '2026-11-02', sequence: 1 }
  const wrongs = [
    { taskCode: `${TASK}01` },
    { date: '2026-02-30' },
    { sequence: 0 },
    { sequence: 1_000_000 },
    { sequence: 1.5 },
  ]
  for (const wrong of wrongs) assert.throws(() => projectNo({ ...parts, ...wrong }), RangeError)
})

test('a query code has 12 characters and survives spaces, hyphens and lower case', () => {
  const code = queryCode((bytes) => crypto.getRandomValues(bytes))
  assert.match(code, /^[0-9A-Z]{12}$/)
  const typed = `${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8)}`.toLowerCase()
  assert.deepEqual(parseQueryCode(typed), { ok: true, value: code })
})

test('a mistyped character of a query code is noticed', () => {
  const code = queryCode((bytes) => crypto.getRandomValues(bytes))
  const read = parseQueryCode((code[0] === 'A' ? 'B' : 'A') + code.slice(1))
  assert.ok(!read.ok && read.faults[0]?.rule === 'query-code.check')
  assert.equal(parseQueryCode('ABC').ok, false)
})

test('bytes that would favour some characters are thrown away', () => {
  let call = 0
  const code = queryCode((bytes) => bytes.fill(call++ === 0 ? 255 : 35))
  assert.equal(code.slice(0, 11), 'Z'.repeat(11))
  assert.equal(call, 2)
})
