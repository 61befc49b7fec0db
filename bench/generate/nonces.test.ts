import assert from 'node:assert/strict'
import { createECDH } from 'node:crypto'
import { test } from 'node:test'
import { createNonces } from './nonces.ts'

test('the points of nonces are those that OpenSSL computes, and no nonce comes twice', () => {
  const draw = createNonces()
  const drawn = Array.from({ length: 600 }, draw)

  for (const { k, x } of drawn.slice(250, 270)) {
    const ecdh = createECDH('SM2')
    ecdh.setPrivateKey(Buffer.from(k.toString(16).padStart(64, '0'), 'hex'))
    assert.equal(ecdh.getPublicKey('hex').slice(2, 66), x.toString(16).padStart(64, '0'))
  }
  assert.equal(new Set(drawn.map(({ k }) => k)).size, 600)
})
