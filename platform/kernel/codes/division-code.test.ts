import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { divisionPrefix, isWithinDivision, parentDivision, parseDivisionCode } from './division-code.ts'

test('6, 9 and 12 digits all become the padded 12-digit form with their level', () => {
  const read = (text: string) => {
    const parsed = parseDivisionCode(text)
    return parsed.ok ? [parsed.value.code, parsed.value.level] : parsed.faults.map((fault) => fault.rule)
  }
  assert.deepEqual(read('440000'), ['440000000000', 'province'])
  assert.deepEqual(read('441900'), ['441900000000', 'prefecture'])
  assert.deepEqual(read('330825'), ['330825000000', 'county'])
  assert.deepEqual(read('441900003'), ['441900003000', 'township'])
  assert.deepEqual(read('441900003001'), ['441900003001', 'village'])
  assert.deepEqual(read('4419'), ['division-code.shape'])
  assert.deepEqual(read('000000'), ['division-code.province'])
})

test('a town of a city without counties lies directly under the city', () => {
  assert.equal(parentDivision('441900003000'), '441900000000')
  assert.equal(parentDivision('441900003001'), '441900003000')
})

test('elsewhere each level lies under the next', () => {
  assert.equal(parentDivision('330825100000'), '330825000000')
  assert.equal(parentDivision('330825000000'), '330800000000')
  assert.equal(parentDivision('330800000000'), '330000000000')
  assert.equal(parentDivision('330000000000'), undefined)
})

test('a subtree is everything with the prefix of its root, the root included', () => {
  assert.equal(divisionPrefix('441900000000'), '4419')
  assert.equal(divisionPrefix('441900003000'), '441900003')
  assert.ok(isWithinDivision('441900003001', '441900000000'))
  assert.ok(isWithinDivision('441900000000', '441900000000'))
  assert.equal(isWithinDivision('440900000000', '441900000000'), false)
  assert.equal(isWithinDivision('441900004001', '441900003000'), false)
})

const STREETS = new URL('../../../../shared/data/admin-divisions/streets-four-pilots.csv', import.meta.url)
const noStreets = !existsSync(STREETS) && 'the division tables of ../shared/data are not here'

test('for every town of the four pilots the prefix parent is the parent of the published table', {
  skip: noStreets,
}, () => {
  const rows = readFileSync(STREETS, 'utf8').trim().split(/\r?\n/).slice(1)
  assert.equal(rows.length, 284)
  for (const row of rows) {
    const [code = '', , areaCode = ''] = row.split(',')
    const parsed = parseDivisionCode(code)
    assert.ok(parsed.ok && parsed.value.level === 'township')
    assert.equal(parentDivision(parsed.value.code), areaCode.padEnd(12, '0'))
  }
})
