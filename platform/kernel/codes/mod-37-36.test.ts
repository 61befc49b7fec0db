import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mod3736Check } from './mod-37-36.ts'

test('any single changed character changes the check', () => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const text = '7QX0ZA91KM4'
  const check = mod3736Check(text)
  for (let i = 0; i < text.length; i++) {
    for (const other of alphabet) {
      if (other !== text[i]) assert.notEqual(mod3736Check(text.slice(0, i) + other + text.slice(i + 1)), check)
    }
  }
})

test('lower case and signs are not part of the alphabet', () => {
  assert.throws(() => mod3736Check('a'), RangeError)
  assert.throws(() => mod3736Check('A-B'), RangeError)
})
