import assert from 'node:assert/strict'
import { test } from 'node:test'
import { thingOf } from './thing.ts'

const sole = { key: 'premises', name: '经营场所', per: ['party', 'answers.siteAddress'] }
const at = (siteAddress: unknown, party = 'p') => thingOf(sole, { party, answers: { siteAddress } })

test('one address is one thing however it is spelt, and of another party it is another', () => {
  assert.equal(at('南城街道 26号103铺'), at('南城街道２６号103铺'))
  assert.notEqual(at('南城街道26号103铺'), at('南城街道26号104铺'))
  assert.notEqual(at('南城街道26号103铺'), at('南城街道26号103铺', 'q'))
})

test('where a part is not known nothing is the same', () => {
  assert.equal(at(undefined), undefined)
})
