import assert from 'node:assert/strict'
import { test } from 'node:test'
import { completeCitizenId } from './citizen-id.ts'
import { type DocumentKind, parseIdentityDocument } from './travel-documents.ts'

const AS_OF = '2026-11-23'

function reads(kind: DocumentKind, text: string): boolean {
  return parseIdentityDocument(kind, text, AS_OF).ok
}

test('a residence permit has the prefix of its region and the check of GB 11643', () => {
  assert.deepEqual(parseIdentityDocument('residence-permit', '810000199408230021', AS_OF), {
    ok: true,
    value: { kind: 'residence-permit', number: '810000199408230021', birthDate: '1994-08-23', sex: 'female' },
  })
  assert.equal(reads('residence-permit', '810000199408230022'), false)
  assert.equal(reads('residence-permit', '11010519491231002X'), false)
})

test('a permit for Hong Kong and Macao residents is H or M and 8 digits, with or without the issue count', () => {
  const read = parseIdentityDocument('hong-kong-macao-permit', 'm1234567801', AS_OF)
  assert.ok(read.ok)
  assert.equal(read.value.issueCount, '01')
  assert.ok(reads('hong-kong-macao-permit', 'H12345678'))
  assert.equal(reads('hong-kong-macao-permit', 'A12345678'), false)
  assert.equal(reads('hong-kong-macao-permit', 'H1234567'), false)
})

test('a permit for Taiwan residents is 8 digits, with or without the issue count', () => {
  assert.ok(reads('taiwan-permit', '1234567801'))
  assert.ok(reads('taiwan-permit', '12345678'))
  assert.equal(reads('taiwan-permit', '123456789'), false)
})

test("a foreigner's permanent residence card is 18 characters from 9, or the older 15", () => {
  assert.ok(reads('permanent-residence', completeCitizenId('91104019900101001')))
  assert.ok(reads('permanent-residence', 'ABC123456789012'))
  assert.equal(reads('permanent-residence', '11010519491231002X'), false)
})

test('a passport number is never judged strictly', () => {
  assert.ok(reads('passport', 'E12345678'))
  assert.equal(reads('passport', 'E123'), false)
  assert.equal(reads('passport', 'E12-45678'), false)
})

test('a citizen ID is judged by its own rules', () => {
  assert.ok(reads('citizen-id', '11010519491231002x'))
  assert.equal(reads('citizen-id', '810000199408230021'), false)
})
