import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fill, isConstant, templateOf } from './template.ts'

const day = 86_400_000
const tokens = ['王测试', '01a2026e-13a0-7708-ac59-14013a736d30', '演才核2026000001']
const values = ['赵样例', '01a00000-0000-7000-8000-000000000000', '演才核2026G00001']
const cut = (text: string) => templateOf(text, tokens, '2026-11-22')

test('what differs from case to case is filled in wherever it stands, and the rest stays', () => {
  const text =
    '{"name":"王测试","id":"01a2026e-13a0-7708-ac59-14013a736d30","number":"演才核2026000001","level":"本科"}'

  const copy = fill(cut(text), values, { days: 0, moment: 0 })

  assert.equal(
    copy,
    '{"name":"赵样例","id":"01a00000-0000-7000-8000-000000000000","number":"演才核2026G00001","level":"本科"}',
  )
})

test('days move by whole days, moments also within the day, each in the form in which it stood', () => {
  const text = 'due 2026-12-01 at 2026-11-22 08:44:58.44+00 or 2026-11-22T08:44:58.440Z'

  const copy = fill(cut(text), values, { days: -7, moment: -7 * day + 1000 })

  assert.equal(copy, 'due 2026-11-24 at 2026-11-15 08:44:59.440+00 or 2026-11-15T08:44:59.440Z')
})

test('what was before the case, such as a date of birth, does not move', () => {
  const template = cut('born 1996-01-01')

  assert.ok(isConstant(template))
  assert.equal(fill(template, values, { days: -30, moment: -30 * day }), 'born 1996-01-01')
})

test('of tokens that begin alike the longer one counts', () => {
  const template = templateOf('4419 and 44190020261122000001', ['4419', '44190020261122000001'], '2026-11-22')

  assert.equal(fill(template, ['a', 'b'], { days: 0, moment: 0 }), 'a and b')
})
