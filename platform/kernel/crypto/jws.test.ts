import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import { jwsHolds, readJws, signJws } from './jws.ts'

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const by = async (bytes: Buffer) => sign('sha256', bytes, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' })

test('a signature holds for its own text and key, with the algorithm of that key only', async () => {
  const good = await signJws({ alg: 'ES256' }, { iss: 'a' }, by)
  const read = readJws(good)!
  assert.deepEqual(read.payload, { iss: 'a' })
  assert.equal(jwsHolds(read, ec.publicKey), true)
  assert.equal(jwsHolds(read, generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey), false)
  for (const alg of ['none', 'HS256', 'ES384', 'es256'])
    assert.equal(jwsHolds(readJws(await signJws({ alg }, { iss: 'a' }, by))!, ec.publicKey), false, alg)
  assert.equal(jwsHolds(readJws(await signJws({ alg: 'ES256', crit: ['b64'] }, {}, by))!, ec.publicKey), false)
})

test('Ed25519 keys sign as EdDSA', async () => {
  const pair = generateKeyPairSync('ed25519')
  const text = await signJws({ alg: 'EdDSA' }, { a: 1 }, async (bytes) => sign(null, bytes, pair.privateKey))
  assert.equal(jwsHolds(readJws(text)!, pair.publicKey), true)
})

test('what is not three parts with two objects is no signature', () => {
  for (const text of ['', 'a.b', 'a.b.c', 'W10.W10.AA', `${'e30'}.e30`, 'e30.e30.', 'e30.e30.AA.AA'])
    assert.equal(readJws(text), undefined, text)
})
