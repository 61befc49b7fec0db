import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentDigest, signRequest, verifyRequest } from './http-signature.ts'

const key = { keyId: 'city', secret: Buffer.alloc(32, 1) }
const body = Buffer.from('{"hello": "world"}')
const request = { method: 'POST', url: 'https://province.example/exchange', body, created: 1_795_000_000, nonce: 'n1' }
const headers = signRequest(key, request)
const verify = (change: object = {}, more: Record<string, string | undefined> = {}) =>
  verifyRequest(key, { ...request, now: request.created, ...change, headers: { ...headers, ...more } })

test('the digest is that of the example in RFC 9530', () => {
  assert.equal(contentDigest(body), 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:')
})

test('what was signed verifies', () => {
  assert.deepEqual(verify(), { nonce: 'n1' })
})

test('another body, address, method, key, time or signature does not', () => {
  for (const change of [
    { body: Buffer.from('{}') },
    { url: 'https://elsewhere.example/exchange' },
    { method: 'PUT' },
    { now: request.created + 301 },
    { now: request.created - 301 },
  ])
    assert.equal(verify(change), undefined)
  assert.equal(
    verifyRequest({ ...key, secret: Buffer.alloc(32, 2) }, { ...request, now: request.created, headers }),
    undefined,
  )
  assert.equal(verify({}, { signature: undefined }), undefined)
  assert.equal(verify({}, { 'signature-input': headers['signature-input']?.replace('n1', 'n2') }), undefined)
})
