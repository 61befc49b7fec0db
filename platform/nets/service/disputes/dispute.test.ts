import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asTyped, sourceOf, stateAfter } from './dispute.ts'

test('what an office keeps has a source to ask; what the person said has none', () => {
  assert.deepEqual(sourceOf('register/population/hukou_address'), {
    kind: 'register',
    key: 'population',
    field: 'hukou_address',
  })
  assert.equal(sourceOf('credential/food-business-licence/number')?.kind, 'credential')
  for (const own of ['account/mobile', 'applicant/idNumber', 'situation/size', 'answer', 'const'])
    assert.equal(sourceOf(own), undefined)
})

test('the end of the answering case says what became of the dispute', () => {
  assert.deepEqual(['granted', 'denied', 'refused', 'withdrawn'].map(stateAfter), [
    'corrected',
    'upheld',
    'upheld',
    'withdrawn',
  ])
})

test('a corrected value keeps the kind of the one it replaces', () => {
  assert.deepEqual([asTyped(3, '4'), asTyped(true, 'false'), asTyped('甲', '乙')], [4, false, '乙'])
})
