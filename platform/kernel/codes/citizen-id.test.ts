import assert from 'node:assert/strict'
import { test } from 'node:test'
import { citizenIdCheck, completeCitizenId, lengthenCitizenId, parseCitizenId } from './citizen-id.ts'

const AS_OF = '2026-11-23'

function ruleOf(text: string, asOf = AS_OF): string[] {
  const read = parseCitizenId(text, asOf)
  return read.ok ? [] : read.faults.map((fault) => fault.rule)
}

test('the published examples of GB 11643 have check characters X and 4', () => {
  assert.equal(citizenIdCheck('11010519491231002'), 'X')
  assert.equal(citizenIdCheck('44052418800101001'), '4')
})

test('a valid number gives its division, birth date and sex', () => {
  assert.deepEqual(parseCitizenId('11010519491231002X', AS_OF), {
    ok: true,
    value: { number: '11010519491231002X', division: '110105', birthDate: '1949-12-31', sex: 'female' },
  })
  const man = parseCitizenId('999900193803050010', AS_OF)
  assert.ok(man.ok && man.value.sex === 'male' && man.value.birthDate === '1938-03-05')
})

test('a lower-case x, full-width digits and spaces are read as the number that was meant', () => {
  assert.deepEqual(ruleOf(' 110105 19491231 002x '), [])
  assert.deepEqual(ruleOf('11010519491231002x'), [])
})

test('a changed digit breaks the check character', () => {
  assert.deepEqual(ruleOf('11010519491231003X'), ['citizen-id.check'])
})

test('a birth date that the calendar does not know is refused, leap days are known', () => {
  assert.deepEqual(ruleOf(completeCitizenId('99990019990229001')), ['citizen-id.birth-date'])
  assert.deepEqual(ruleOf(completeCitizenId('99990020000229001')), [])
  assert.deepEqual(ruleOf(completeCitizenId('99990020001301001')), ['citizen-id.birth-date'])
})

test('nobody is born after the day the number is judged by', () => {
  const born = completeCitizenId('99990020261124001')
  assert.deepEqual(ruleOf(born), ['citizen-id.born-later'])
  assert.deepEqual(ruleOf(born, '2026-11-24'), [])
})

test('each wrong shape is told by its own rule', () => {
  assert.deepEqual(ruleOf('1101051949123100'), ['citizen-id.length'])
  assert.deepEqual(ruleOf('1101051949123100AX'), ['citizen-id.characters'])
  assert.deepEqual(ruleOf('110105491231002'), ['citizen-id.old-form'])
  assert.deepEqual(ruleOf('810000199408230021'), ['citizen-id.residence-permit'])
})

test('a fault never repeats the whole number', () => {
  const read = parseCitizenId('11010519491231003X', AS_OF)
  assert.ok(!read.ok && read.faults.every((fault) => !fault.detail.includes('11010519491231003X')))
})

test('a 15-digit number of an old archive becomes the 18-character number of the same person', () => {
  assert.equal(lengthenCitizenId('110105491231002'), '11010519491231002X')
})

test('only 17 digits can be completed', () => {
  assert.throws(() => completeCitizenId('1101051949123100'), RangeError)
})
