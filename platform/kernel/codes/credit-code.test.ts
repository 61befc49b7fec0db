import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { completeCreditCode, creditCodeCheck, orgCodeCheck, parseCreditCode } from './credit-code.ts'

function rulesOf(text: string): string[] {
  const read = parseCreditCode(text)
  return read.ok
    ? read.value.findings.map((finding) => `warning ${finding.rule}`)
    : read.faults.map((fault) => fault.rule)
}

test('the worked example of GB 32100 has check character 3, so its printed Z is wrong', () => {
  assert.equal(creditCodeCheck('91350100M000100Y4'), '3')
  assert.deepEqual(rulesOf('91350100M000100Y43'), [])
  assert.deepEqual(rulesOf('91350100M000100Y4Z'), ['credit-code.look-alike'])
})

test('the organisation codes of the examples have check character 4 (GB 11714)', () => {
  assert.equal(orgCodeCheck('M000100Y'), '4')
  assert.equal(orgCodeCheck('19672024'), '4')
})

test('codes in use verify and give their parts', () => {
  assert.deepEqual(parseCreditCode('12441500196720244T'), {
    ok: true,
    value: {
      code: '12441500196720244T',
      registrar: '1',
      category: '2',
      division: '441500',
      orgCode: '196720244',
      findings: [],
    },
  })
  assert.deepEqual(rulesOf('11100000000013338W'), [])
})

test('a wrong main check refuses, a wrong organisation-code check only warns', () => {
  assert.deepEqual(rulesOf('12441500196720244U'), ['credit-code.check'])
  assert.deepEqual(rulesOf(completeCreditCode('12441500196720245')), ['warning credit-code.org-code'])
})

test('a look-alike letter is named with its place and the character that was probably meant', () => {
  const read = parseCreditCode('9I350100M000100Y43')
  assert.ok(!read.ok)
  assert.match(read.faults[0]!.detail, /第2位是字母I.*请核对是否为1/)
})

test('length and characters have their own rules; lower case and spaces are forgiven', () => {
  assert.deepEqual(rulesOf('91350100M000100Y4'), ['credit-code.length'])
  assert.deepEqual(rulesOf('9135010AM000100Y43'), ['credit-code.characters'])
  assert.deepEqual(rulesOf(' 91350100 m000100y 43'), [])
})

test('sixteen characters are completed with both check characters', () => {
  assert.equal(completeCreditCode('91350100M000100Y'), '91350100M000100Y43')
  assert.throws(() => completeCreditCode('9135'), RangeError)
})

const AGENCIES = new URL('../../../../shared/data/enterprise/guangdong-agency-uscc.csv', import.meta.url)
const noAgencies = !existsSync(AGENCIES) && 'the agency codes of ../shared/data are not here'

test('of 177 agency codes in use exactly the two that are known to be wrong are refused', { skip: noAgencies }, () => {
  const rows = readFileSync(AGENCIES, 'utf8').trim().split(/\r?\n/).slice(1)
  const refusedCodes = rows.map((row) => row.split(',')[0]!).filter((code) => !parseCreditCode(code).ok)
  assert.equal(rows.length, 177)
  assert.deepEqual(refusedCodes.sort(), ['13440000515356094L', 'TE440000GD030003VV'])
})
