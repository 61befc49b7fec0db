import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Component, contentDigest, signComponents, verifyComponents } from './http-signature.ts'

// RFC 9421 appendix B.1.5 and B.2.5.
const key = {
  keyId: 'test-shared-secret',
  secret: Buffer.from(
    'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==',
    'base64',
  ),
}
const components: Component[] = [
  ['"date"', 'Tue, 20 Apr 2021 02:07:55 GMT'],
  ['"@authority"', 'example.com'],
  ['"content-type"', 'application/json'],
]
const created = 1618884473
const signed = signComponents(components, key, { created })
const secretOf = (keyId: string) => (keyId === key.keyId ? key.secret : undefined)

test('the example of the standard is signed to the byte', () => {
  assert.equal(
    signed['signature-input'],
    'sig1=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
  )
  assert.equal(signed.signature, 'sig1=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:')
  // RFC 9421 appendix B.2 names this digest of the body of its test request (RFC 9530).
  assert.equal(contentDigest('{"hello": "world"}'), 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:')
})

test('what was signed holds, and tells its nonce', () => {
  const headers = signComponents(components, key, { created, nonce: 'n-1', tag: 'zt' })
  assert.deepEqual(verifyComponents(components, headers, secretOf, created + 299), {
    ok: true,
    nonce: 'n-1',
    keyId: key.keyId,
  })
})

for (const [what, change] of [
  ['another value', { components: [components[0]!, ['"@authority"', 'evil.example'], components[2]!] as Component[] }],
  ['fewer components', { components: components.slice(0, 2) }],
  ['an old message', { now: created + 301 }],
  ['a message from the future', { now: created - 301 }],
  ['a key nobody knows', { headers: signComponents(components, { ...key, keyId: 'other' }, { created }) }],
  ['no signature', { headers: {} }],
  ['a cut signature', { headers: { ...signed, signature: 'sig1=:pxcQ:' } }],
] as const) {
  test(`${what} does not hold`, () => {
    const given = { components, headers: signed, now: created, ...change }
    assert.equal(verifyComponents(given.components, given.headers, secretOf, given.now).ok, false)
  })
}
