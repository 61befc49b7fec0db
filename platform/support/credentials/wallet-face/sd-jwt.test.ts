import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { completeCitizenId } from '#kernel/codes/citizen-id.ts'
import { claimsOf } from './claims.ts'
import { digestOf, disclosureOf, makeSdJwt, readSdJwt } from './sd-jwt.ts'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const signer = {
  keyId: 'k',
  sign: async (bytes: Uint8Array) => sign('sha256', bytes, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }),
}
const made = () => makeSdJwt({ always: { iss: 'i', vct: 't' }, claims: { name: '赵', age_over_18: true } }, signer, [])

describe('SD-JWT', () => {
  it('digests a disclosure as the example of RFC 9901 has it', () => {
    // RFC 9901, 4.2.1 and 4.2.3: the JSON is taken as it was written, spaces and all.
    const text = '["_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius"]'
    const disclosure = Buffer.from(text).toString('base64url')
    assert.equal(disclosure, 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0')
    assert.equal(digestOf(disclosure), 'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0')
  })

  it('shows all, some or none of its claims', async () => {
    const whole = await made()
    const [issued = '', first = '', second = ''] = whole.split('~')
    assert.deepEqual(readSdJwt(whole)?.shown, { name: '赵', age_over_18: true })
    assert.deepEqual(readSdJwt(`${issued}~${second}~`)?.shown, { age_over_18: true })
    assert.deepEqual(readSdJwt(`${issued}~`)?.shown, {})
    assert.ok(!Buffer.from(issued.split('.')[1]!, 'base64url').toString().includes('age_over_18'))
    assert.notEqual(first, second)
  })

  it('is not read with a disclosure that was not signed, comes twice, or takes the place of a signed member', async () => {
    const whole = await made()
    const [issued = '', first = ''] = whole.split('~')
    for (const disclosure of [
      disclosureOf('s', 'name', '钱'),
      `${first}~${first}`,
      'AAAA',
      disclosureOf('s', 'iss', 'x'),
    ])
      assert.equal(readSdJwt(`${issued}~${disclosure}~`), undefined)
    assert.equal(readSdJwt(issued), undefined, 'without its last ~')
    assert.equal(readSdJwt(`${issued}~${first}~not-a-jwt`), undefined)
  })

  it('never uses a salt twice', async () => {
    const salts = (await made())
      .split('~')
      .slice(1, -1)
      .concat((await made()).split('~').slice(1, -1))
    assert.equal(new Set(salts.map((each) => JSON.parse(Buffer.from(each, 'base64url').toString())[0])).size, 4)
  })
})

describe('the claims of a record', () => {
  const number = completeCitizenId('11010520081122002')
  const record = (idType: string) =>
    ({ number: 'N', verifyCode: 'C', holder: { name: '赵', idType }, elements: { site: '路' } }) as never

  it('tell an age from the birthday on', () => {
    const on = (day: string) => claimsOf(record('111'), number, day)
    assert.equal(on('2026-11-21').age_over_18, false)
    assert.equal(on('2026-11-22').age_over_18, true)
    assert.equal(on('2026-11-22').age_over_60, false)
    assert.equal(on('2026-11-22').birthdate, '2008-11-22')
  })

  it('have no age without an identity card, or with a number that is none', () => {
    for (const claims of [
      claimsOf(record('uscc'), number, '2026-11-22'),
      claimsOf(record('111'), undefined, '2026-11-22'),
      claimsOf(record('111'), `${number.slice(0, 17)}${number.endsWith('1') ? '2' : '1'}`, '2026-11-22'),
    ])
      assert.deepEqual(Object.keys(claims), ['number', 'holder_name', 'verify_code', 'site'])
  })
})
