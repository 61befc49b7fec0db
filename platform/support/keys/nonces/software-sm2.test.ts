import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeSignature } from '#kernel/crypto/sm2-der.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { createNoncePool } from './pool.ts'
import { softwareSm2 } from './software-sm2.ts'

const gm = cryptoSuite('GM')

test('many signatures made at once all hold, and no nonce is used twice', async () => {
  const { privateKey, publicKey } = gm.generateKeys()
  const { sign, signMany } = softwareSm2(privateKey, createNoncePool(2))
  const message = Buffer.from('同一份内容')
  const lots = await Promise.all([41, 8, 3, 0].map((count) => signMany(new Array(count).fill(message))))
  assert.deepEqual(
    lots.map(({ length }) => length),
    [41, 8, 3, 0],
  )
  const all = [...lots.flat(), await sign(message)]
  const { verify } = gm.verifier(publicKey)
  for (const signature of all) assert.ok(verify(message, signature))
  assert.equal(new Set(all.map((signature) => decodeSignature(signature)?.r)).size, all.length)
})

test('each message gets its own signature, in the order given', async () => {
  const { privateKey, publicKey } = gm.generateKeys()
  const messages = Array.from({ length: 20 }, (_, i) => Buffer.from(`第 ${i} 份`))
  const signatures = await softwareSm2(privateKey, createNoncePool(3)).signMany(messages)
  const { verify } = gm.verifier(publicKey)
  assert.deepEqual(
    messages.map((message, i) => verify(message, signatures[i]!)),
    messages.map(() => true),
  )
})
