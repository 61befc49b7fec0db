import assert from 'node:assert/strict'
import { createECDH, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { sm2 } from 'sm-crypto-v2'
import { toPem } from './pem.ts'
import {
  generateSm2Keys,
  sm2Digest,
  sm2Equation,
  sm2KeyInverse,
  sm2PublicKey,
  sm2Sign,
  sm2UserHash,
  sm2Verify,
} from './sm2.ts'
import { decodeSignature, encodeSignature } from './sm2-der.ts'
import { sm2PrivateKeyFromPem, sm2PrivateKeyToPem, sm2PublicKeyFromPem, sm2PublicKeyToPem } from './sm2-pem.ts'

// The worked example of GB/T 32918.5-2017, annex A.
const D = Buffer.from('3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8', 'hex')
const P = Buffer.from(
  '0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13',
  'hex',
)
const M = Buffer.from('message digest')
const K = 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n
const R = 0xf5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3n
const S = 0xb1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aan

test('the private key of the standard has its public key', () => {
  assert.deepEqual(sm2PublicKey(D), P)
})

test('ZA and e of the standard are reproduced', () => {
  const za = sm2UserHash(P)
  assert.equal(za.toString('hex'), 'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3')
  assert.equal(sm2Digest(za, M).toString('hex'), 'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640')
})

test('with the k of the standard the equation gives its r and s', () => {
  const nonce = createECDH('SM2')
  nonce.setPrivateKey(K.toString(16), 'hex')
  const x = BigInt(`0x${nonce.getPublicKey('hex').slice(2, 66)}`)
  const e = BigInt(`0x${sm2Digest(sm2UserHash(P), M).toString('hex')}`)
  assert.deepEqual(sm2Equation(sm2KeyInverse(D), e, K, x), { r: R, s: S })
})

test('a k that makes r or r + k vanish is not used', () => {
  const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
  assert.equal(sm2Equation(5n, order - 7n, 3n, 7n), undefined)
  assert.equal(sm2Equation(5n, order - 10n, 3n, 7n), undefined)
})

test('the signature of the standard verifies, and not for another message or key', () => {
  const signature = encodeSignature({ r: R, s: S })
  assert.ok(sm2Verify(P)(M, signature))
  assert.equal(sm2Verify(P)(Buffer.from('message digesT'), signature), false)
  assert.equal(sm2Verify(generateSm2Keys().publicKey)(M, signature), false)
})

test('an independent implementation accepts every signature we make, and we accept its signatures', () => {
  for (let i = 0; i < 20; i++) {
    const keys = generateSm2Keys()
    const [privateHex, publicHex] = [keys.privateKey.toString('hex'), keys.publicKey.toString('hex')]
    const message = Buffer.from(`第${i}份决定书`)
    const ours = sm2Sign(keys.privateKey)(message)
    assert.ok(sm2.doVerifySignature(message, ours.toString('hex'), publicHex, { der: true, hash: true }))
    const theirs = sm2.doSignature(message, privateHex, { der: true, hash: true })
    assert.ok(sm2Verify(keys.publicKey)(message, Buffer.from(theirs, 'hex')))
  }
})

test('a key that verifies often goes on judging the same after its table is made', () => {
  const sign = sm2Sign(D)
  const verify = sm2Verify(P)
  for (let i = 0; i < 30; i++) {
    const message = Buffer.from([i])
    const signature = sign(message)
    assert.ok(verify(message, signature))
    assert.equal(verify(Buffer.from([i + 1]), signature), false)
  }
})

test('the same message is never signed with the same nonce', () => {
  const sign = sm2Sign(D)
  const seen = new Set(Array.from({ length: 50 }, () => decodeSignature(sign(M))?.r))
  assert.equal(seen.size, 50)
})

test('only the exact DER of two positive numbers is a signature', () => {
  const good = encodeSignature({ r: R, s: S })
  assert.deepEqual(decodeSignature(good), { r: R, s: S })
  assert.deepEqual(decodeSignature(encodeSignature({ r: 1n, s: 0x80n })), { r: 1n, s: 0x80n })
  const verify = sm2Verify(P)
  const wrongs = [
    Buffer.alloc(0),
    good.subarray(0, -1),
    Buffer.concat([good, Buffer.of(0)]),
    Buffer.from('300602010102018f', 'hex'), // s negative
    Buffer.from('30070202000102010f', 'hex'), // r with a needless zero
    Buffer.from('30050201010200', 'hex'), // s empty
    Buffer.from('3006020100020100', 'hex'), // zeros
    Buffer.from((R.toString(16) + S.toString(16)).padStart(128, '0'), 'hex'), // raw r‖s
  ]
  for (const wrong of wrongs) assert.equal(verify(M, wrong), false, wrong.toString('hex'))
})

test('numbers outside 1 to n−1 are never a signature, whatever the library would do with them', () => {
  const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
  const verify = sm2Verify(P)
  const wrongs = [
    { r: 0n, s: S },
    { r: R, s: 0n },
    { r: order, s: S },
    { r: R, s: order },
    { r: R, s: S + 1n },
    { r: order - S, s: S }, // t = r + s vanishes
  ]
  for (const wrong of wrongs) assert.equal(verify(M, encodeSignature(wrong)), false)
})

test('what is no key is refused', () => {
  assert.throws(() => sm2PublicKey(Buffer.alloc(32)), RangeError)
  assert.throws(() => sm2Sign(Buffer.alloc(32, 0xff)), RangeError)
  assert.throws(() => sm2Sign(Buffer.alloc(31, 1)), RangeError)
  const offCurve = Buffer.from(P)
  offCurve[64]! ^= 1
  assert.throws(() => sm2Verify(offCurve), RangeError)
  assert.throws(() => sm2Verify(Buffer.alloc(10)), RangeError)
})

test('keys travel as PKCS#8 and SPKI, ours and those made by OpenSSL', () => {
  const keys = generateSm2Keys()
  assert.deepEqual(sm2PrivateKeyFromPem(sm2PrivateKeyToPem(keys.privateKey)), keys.privateKey)
  assert.deepEqual(sm2PublicKeyFromPem(sm2PublicKeyToPem(keys.publicKey)), keys.publicKey)
  const openssl = generateKeyPairSync('ec', {
    namedCurve: 'SM2',
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
    publicKeyEncoding: { format: 'pem', type: 'spki' },
  })
  const privateKey = sm2PrivateKeyFromPem(openssl.privateKey)
  assert.deepEqual(sm2PublicKey(privateKey), sm2PublicKeyFromPem(openssl.publicKey))
  assert.equal(sm2PrivateKeyToPem(privateKey), openssl.privateKey)
  assert.equal(sm2PublicKeyToPem(sm2PublicKey(privateKey)), openssl.publicKey)
})

test('a PKCS#8 key that leaves out its public half is read too', () => {
  const der = `3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420${D.toString('hex')}`
  assert.deepEqual(sm2PrivateKeyFromPem(toPem('PRIVATE KEY', Buffer.from(der, 'hex'))), D)
})

test('a key of another curve is not taken for SM2', () => {
  const other = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
    publicKeyEncoding: { format: 'pem', type: 'spki' },
  })
  assert.throws(() => sm2PrivateKeyFromPem(other.privateKey), RangeError)
  assert.throws(() => sm2PublicKeyFromPem(other.publicKey), RangeError)
})
