import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { test } from 'node:test'
import { sm3 } from 'sm-crypto-v2'
import { gmSuite } from './gm.ts'
import { intlSuite } from './intl.ts'
import { cryptoSuite } from './suites.ts'

const text = (value: string) => Buffer.from(value)

test('SM3 has the digests of GB/T 32905', () => {
  const digest = (value: string) => gmSuite.hash(text(value)).toString('hex')
  assert.equal(digest('abc'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  assert.equal(digest('abcd'.repeat(16)), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
})

test('HMAC-SM3 agrees with an independent implementation', () => {
  const key = Buffer.alloc(32, 7)
  assert.deepEqual(gmSuite.authenticator(key)(text('政通')), gmSuite.hmac(key, text('政通')))
  assert.equal(gmSuite.hmac(key, text('政通')).toString('hex'), sm3(text('政通'), { mode: 'hmac', key }))
})

test('the SM4 of this runtime has the block of GB/T 32907', () => {
  const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex')
  const block = createCipheriv('sm4-ecb', key, null).setAutoPadding(false).update(key)
  assert.equal(block.toString('hex'), '681edf34d206965e86b3e94f536e4246')
})

test('Ed25519 has the first vector of RFC 8032', () => {
  const signer = intlSuite.signer(
    Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'),
  )
  assert.equal(signer.publicKey.toString('hex'), 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
  assert.equal(
    signer.sign(new Uint8Array()).toString('hex'),
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  )
})

test('a record finds its suite by name', () => {
  assert.equal(cryptoSuite('GM'), gmSuite)
  assert.equal(cryptoSuite('INTL'), intlSuite)
})

for (const suite of [gmSuite, intlSuite]) {
  test(`${suite.name}: what a key signs only its public key verifies, unchanged`, () => {
    const keys = suite.generateKeys()
    const signer = suite.signer(keys.privateKey)
    const verifier = suite.verifier(keys.publicKey)
    const signature = signer.sign(text('准予许可'))
    assert.ok(verifier.verify(text('准予许可'), signature))
    assert.equal(verifier.verify(text('不予许可'), signature), false)
    assert.equal(verifier.verify(text('准予许可'), signature.subarray(1)), false)
    assert.equal(suite.verifier(suite.generateKeys().publicKey).verify(text('准予许可'), signature), false)
    assert.deepEqual(signer.publicKey, keys.publicKey)
  })

  test(`${suite.name}: a key id is 16 hex characters of the public key's hash`, () => {
    const keys = suite.generateKeys()
    const id = suite.hash(keys.publicKey).toString('hex').slice(0, 16)
    assert.equal(suite.signer(keys.privateKey).keyId, id)
    assert.equal(suite.verifier(keys.publicKey).keyId, id)
  })

  test(`${suite.name}: keys survive PEM`, () => {
    const keys = suite.generateKeys()
    assert.deepEqual(suite.privateKeyFromPem(suite.privateKeyToPem(keys.privateKey)), keys.privateKey)
    assert.deepEqual(suite.publicKeyFromPem(suite.publicKeyToPem(keys.publicKey)), keys.publicKey)
  })

  test(`${suite.name}: a text opens only with its key and context, and only unchanged`, () => {
    const secret = Buffer.alloc(32, 1)
    const cipher = suite.cipher(secret)
    const sealed = cipher.encrypt(text('110105'), text('party/1/id'))
    assert.equal(cipher.decrypt(sealed, text('party/1/id')).toString(), '110105')
    assert.throws(() => cipher.decrypt(sealed, text('party/2/id')))
    assert.throws(() => cipher.decrypt(sealed))
    assert.throws(() => suite.cipher(Buffer.alloc(32, 2)).decrypt(sealed, text('party/1/id')))
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed)
      changed[i]! ^= 1
      assert.throws(() => cipher.decrypt(changed, text('party/1/id')))
    }
    assert.throws(() => cipher.decrypt(sealed.subarray(0, 20), text('party/1/id')))
    assert.throws(() => cipher.decrypt(Buffer.alloc(0)))
  })

  test(`${suite.name}: equal texts never have equal ciphertexts, and the empty text has one`, () => {
    const cipher = suite.cipher(Buffer.alloc(32, 1))
    assert.notDeepEqual(cipher.encrypt(text('a')), cipher.encrypt(text('a')))
    assert.equal(cipher.decrypt(cipher.encrypt(new Uint8Array())).length, 0)
  })

  test(`${suite.name}: keys and secrets of the wrong length are refused`, () => {
    assert.throws(() => suite.cipher(Buffer.alloc(16)), RangeError)
    assert.throws(() => suite.signer(Buffer.alloc(31, 1)), RangeError)
    assert.throws(() => suite.verifier(Buffer.alloc(31, 1)), RangeError)
  })
}

test('keys of one suite are not taken by the other', () => {
  const gm = gmSuite.generateKeys()
  const intl = intlSuite.generateKeys()
  assert.throws(() => intlSuite.privateKeyFromPem(gmSuite.privateKeyToPem(gm.privateKey)), RangeError)
  assert.throws(() => gmSuite.privateKeyFromPem(intlSuite.privateKeyToPem(intl.privateKey)), RangeError)
  assert.throws(() => gmSuite.publicKeyFromPem(intlSuite.publicKeyToPem(intl.publicKey)), RangeError)
})
