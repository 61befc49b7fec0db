import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { inflateSync } from 'node:zlib'
import type { Actor, PostRole } from '#kernel/actor.ts'
import { readJws, signJws } from '#kernel/crypto/jws.ts'
import { readKeyProof } from './key-proof.ts'
import { isHolder, mayAsk, maySeeAnswer } from './policy.ts'
import { countAt, placeOf, rangeOf, statusListToken } from './status-list.ts'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const by = async (bytes: Uint8Array) => sign('sha256', bytes, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' })
const jwk = pair.publicKey.export({ format: 'jwk' })
const now = new Date('2026-11-22T02:00:00Z')
const audience = 'https://city.example/openid4vci'
const iat = now.getTime() / 1000

describe('the proof of a wallet’s key', () => {
  const proof = (header: Record<string, unknown> = {}, payload: Record<string, unknown> = {}) =>
    signJws(
      { alg: 'ES256', typ: 'openid4vci-proof+jwt', jwk, ...header },
      { aud: audience, iat, nonce: 'n', ...payload },
      by,
    )
  const read = async (text: Promise<string>) => readKeyProof(await text, { audience, now })

  it('gives the key, its thumbprint and the nonce', async () => {
    const { key, thumbprint, nonce } = await read(proof())
    assert.deepEqual(key, { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y })
    assert.equal(thumbprint.length, 43)
    assert.equal(nonce, 'n')
    const did = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}#0`
    assert.deepEqual((await read(proof({ jwk: undefined, kid: did }))).key, key)
  })

  it('is refused for another issuer, another time, another type, another key, and without a nonce', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
    const wrong: [Promise<string>, string][] = [
      [proof({}, { aud: 'https://elsewhere.example' }), 'invalid_proof'],
      [proof({}, { iat: iat - 600 }), 'invalid_proof'],
      [proof({}, { iat: iat + 600 }), 'invalid_proof'],
      [proof({}, { iat: undefined }), 'invalid_proof'],
      [proof({}, { exp: iat - 1 }), 'invalid_proof'],
      [proof({ typ: 'kb+jwt' }), 'invalid_proof'],
      [proof({ alg: 'none' }), 'invalid_proof'],
      [proof({ jwk: other }), 'invalid_proof'],
      [proof({ jwk: undefined }), 'invalid_proof'],
      [proof({ jwk: pair.privateKey.export({ format: 'jwk' }) }), 'invalid_proof'],
      [proof({}, { nonce: undefined }), 'invalid_nonce'],
      [Promise.resolve('a.b.c'), 'invalid_proof'],
    ]
    for (const [text, code] of wrong) await assert.rejects(read(text), { code })
  })
})

describe('status lists', () => {
  it('give every copy a place of its own, and know the copy of a place', () => {
    const { first, end } = rangeOf(3)
    const seen = new Set<number>()
    for (let n = first; n < end; n++) {
      const place = placeOf(n)
      assert.equal(place.list, 3)
      assert.equal(countAt(place), n)
      seen.add(place.index)
    }
    assert.equal(seen.size, 65_536)
    assert.equal(countAt({ list: 0, index: 65_536 }), undefined)
    assert.equal(countAt({ list: 0, index: -1 }), undefined)
  })

  it('say valid, invalid and suspended in two bits each', async () => {
    const address = `${audience}/status-lists/0`
    const others = [
      { n: 5, status: 'invalid' as const },
      { n: 6, status: 'suspended' as const },
    ]
    const about = { address, issuer: audience, now }
    const token = await statusListToken(about, others, { keyId: 'k', sign: by }, Buffer.from('c'))
    const { header, payload } = readJws(token)!
    assert.equal(header.typ, 'statuslist+jwt')
    assert.equal(payload.sub, address)
    const { bits, lst } = payload.status_list as { bits: number; lst: string }
    assert.equal(bits, 2)
    const bytes = inflateSync(Buffer.from(lst, 'base64url'))
    const at = (n: number) => {
      const { index } = placeOf(n)
      return (bytes[index >> 2]! >> ((index & 3) * 2)) & 3
    }
    assert.deepEqual([4, 5, 6, 7].map(at), [0, 1, 2, 0])
  })
})

describe('who may do what with wallets', () => {
  const official = (accountId: string, role: PostRole): Actor => {
    const post = { id: role, role, departmentId: 'd', departmentName: 'd', divisionCode: '441900000000' }
    return { kind: 'official', realm: 'r', accountId, name: accountId, level: 'L2', posts: [post] }
  }
  const citizen: Actor = {
    kind: 'citizen',
    realm: 'r',
    accountId: 'c',
    partyId: 'p',
    name: 'c',
    level: 'L2',
    posts: [],
  }

  it('officials who handle matters may ask; administrators, auditors and citizens may not', () => {
    for (const role of ['intake', 'reviewer', 'inspector', 'decider'] as const)
      assert.equal(mayAsk(official('o', role)), true)
    for (const role of ['administrator', 'auditor', 'security-officer'] as const)
      assert.equal(mayAsk(official('o', role)), false)
    assert.equal(mayAsk(citizen), false)
  })

  it('an answer is for who asked alone', () => {
    assert.equal(maySeeAnswer(official('o', 'intake'), { askedBy: 'o' }), true)
    assert.equal(maySeeAnswer(official('x', 'intake'), { askedBy: 'o' }), false)
    assert.equal(maySeeAnswer({ ...citizen, accountId: 'o' }, { askedBy: 'o' }), false)
  })

  it('copies are the holder’s and those who act for the holder', () => {
    assert.equal(isHolder(citizen, { holderParty: 'p' }, ['p', 'firm']), true)
    assert.equal(isHolder(citizen, { holderParty: 'q' }, ['p', 'firm']), false)
    assert.equal(isHolder(official('o', 'decider'), { holderParty: 'p' }, ['p']), false)
  })
})
