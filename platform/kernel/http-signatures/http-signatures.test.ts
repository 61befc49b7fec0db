import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import {
  contentDigest,
  digestHolds,
  type Message,
  sharedKey,
  signingKey,
  signMessage,
  verifyingKey,
  verifyMessage,
} from './index.ts'

// RFC 9421 appendix B.1 (keys) and B.2 (messages, signatures).
const created = 1618884473
const rsaKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2
+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+
oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq
gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W
Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4
aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI
2wIDAQAB
-----END PUBLIC KEY-----`
const p256Key = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
-----END PUBLIC KEY-----`
const ed25519Key = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----`
// The published test key of appendix B.1.4, which protects nothing.
const ed25519Secret = [
  '-----BEGIN PRIVATE',
  ' KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE',
  ' KEY-----',
].join('')
const secret = Buffer.from(
  'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==',
  'base64',
)
const request: Message = {
  method: 'POST',
  url: 'https://example.com/foo?param=Value&Pet=dog',
  headers: {
    date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    'content-type': 'application/json',
    'content-digest':
      'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
    'content-length': '18',
  },
}
const answer: Message = {
  status: 200,
  headers: {
    'content-type': 'application/json',
    'content-digest':
      'sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:',
    'content-length': '23',
  },
}
const [rsa, p256, ed25519, shared] = [
  verifyingKey('test-key-rsa-pss', 'rsa-pss-sha512', rsaKey),
  verifyingKey('test-key-ecc-p256', 'ecdsa-p256-sha256', p256Key),
  verifyingKey('test-key-ed25519', 'ed25519', ed25519Key),
  sharedKey('test-shared-secret', secret),
]
const vectors = [
  [
    'b21',
    request,
    rsa,
    '();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd"',
    'd2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==',
  ],
  [
    'b22',
    request,
    rsa,
    '("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;keyid="test-key-rsa-pss";tag="header-example"',
    'LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==',
  ],
  [
    'b23',
    request,
    rsa,
    '("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss"',
    'bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==',
  ],
  [
    'b24',
    answer,
    p256,
    '("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"',
    'wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==',
  ],
  [
    'b25',
    request,
    shared,
    '("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
    'pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=',
  ],
  [
    'b26',
    request,
    ed25519,
    '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
  ],
] as const

describe('the examples of RFC 9421 appendix B.2', () => {
  for (const [name, message, key, input, signature] of vectors)
    test(`${name} verifies`, () => {
      const headers = {
        ...message.headers,
        'signature-input': `sig-${name}=${input}`,
        signature: `sig-${name}=:${signature}:`,
      }
      const verdict = verifyMessage({ ...message, headers }, { key, now: created, required: [] })
      assert.equal(verdict.ok, true, JSON.stringify(verdict))
      const other = {
        ...message,
        ...(message.url ? { method: 'PUT', url: 'https://example.org/bar?Pet=cat' } : { status: 500 }),
      }
      if (name !== 'b21')
        assert.equal(verifyMessage({ ...other, headers }, { key, now: created, required: [] }).ok, false)
    })

  test('those that are always the same are signed to the byte', () => {
    const hmac = signMessage(request, shared, {
      components: ['date', '@authority', 'content-type'],
      created,
      label: 'sig-b25',
    })
    assert.deepEqual(hmac, { 'signature-input': `sig-b25=${vectors[4][3]}`, signature: `sig-b25=:${vectors[4][4]}:` })
    const components = ['date', '@method', '@path', '@authority', 'content-type', 'content-length']
    const pair = signingKey('test-key-ed25519', 'ed25519', ed25519Secret)
    assert.equal(
      signMessage(request, pair, { components, created, label: 'sig-b26' }).signature,
      `sig-b26=:${vectors[5][4]}:`,
    )
  })

  test('their bodies have the digests they name (RFC 9530)', () => {
    const body = Buffer.from('{"hello": "world"}')
    assert.equal(digestHolds(String(request.headers['content-digest']), body), true)
    assert.equal(digestHolds(String(answer.headers['content-digest']), Buffer.from('{"message": "good dog"}')), true)
    assert.equal(contentDigest(body), 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:')
    for (const none of [undefined, '', 'md5=:AAAA:', 'sha-256=:AAAA:', 'sha-256="X48E"', ',,,'])
      assert.equal(digestHolds(none, body), false, none)
  })
})

describe('each algorithm signs and verifies', () => {
  const pem = {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  } as const
  const gm = cryptoSuite('GM')
  const sm2 = gm.generateKeys()
  const pairs = {
    ed25519: generateKeyPairSync('ed25519', pem),
    'ecdsa-p256-sha256': generateKeyPairSync('ec', { namedCurve: 'prime256v1', ...pem }),
    'rsa-pss-sha512': generateKeyPairSync('rsa', { modulusLength: 2048, ...pem }),
    'sm2-sm3': { publicKey: gm.publicKeyToPem(sm2.publicKey), privateKey: gm.privateKeyToPem(sm2.privateKey) },
  }
  for (const [algorithm, pair] of Object.entries(pairs))
    test(algorithm, () => {
      const [publicKey, privateKey] = [String(pair.publicKey), String(pair.privateKey)]
      const name = algorithm as keyof typeof pairs
      const signed = signMessage(request, signingKey('k', name, privateKey), {
        components: ['@method'],
        created,
        alg: name,
      })
      const holds = (url: string, method = 'POST') =>
        verifyMessage(
          { ...request, url, method, headers: { ...request.headers, ...signed } },
          { key: verifyingKey('k', name, publicKey), now: created, required: ['@method'] },
        ).ok
      assert.equal(holds(request.url!), true)
      assert.equal(holds(request.url!, 'PUT'), false)
      for (const wrong of Object.keys(pairs).filter((each) => each !== algorithm))
        assert.throws(() => verifyingKey('k', wrong as keyof typeof pairs, publicKey), RangeError, wrong)
    })
})

describe('what does not hold says why', () => {
  const components = ['@method', '@target-uri', 'content-digest']
  const key = sharedKey('k', randomBytes(32))
  const signed = signMessage(request, key, { components, created, expires: created + 60, nonce: 'n-1', tag: 'zt' })
  const verify = (
    change: Partial<Message> = {},
    rules: object = {},
    headers: Record<string, string | undefined> = {},
  ) =>
    verifyMessage(
      { ...request, ...change, headers: { ...request.headers, ...signed, ...change.headers, ...headers } },
      { key, now: created, required: components, needsNonce: true, tag: 'zt', ...rules },
    )
  const again = (more: object) => signMessage(request, key, { components, created, nonce: 'n', tag: 'zt', ...more })

  test('what was signed holds, and tells its nonce', () => {
    assert.deepEqual(verify(), { ok: true, keyId: 'k', nonce: 'n-1' })
  })

  for (const [what, reason, verdict] of [
    ['no signature', 'none', verify({}, {}, { signature: undefined })],
    ['headers nobody can read', 'malformed', verify({}, {}, { signature: '???' })],
    ['another method', 'mismatch', verify({ method: 'GET' })],
    ['another address', 'mismatch', verify({ url: 'https://example.com/bar' })],
    ['another body', 'mismatch', verify({}, {}, { 'content-digest': contentDigest('other') })],
    ['a header taken away', 'coverage', verify({}, {}, { 'content-digest': undefined })],
    ['another key under the same name', 'mismatch', verify({}, { key: sharedKey('k', randomBytes(32)) })],
    ['a key nobody knows', 'key', verify({}, { key: undefined })],
    ['a key of another name', 'key', verify({}, { key: sharedKey('other', randomBytes(32)) })],
    ['too little covered', 'coverage', verify({}, { required: [...components, 'date'] })],
    ['an old one', 'old', verify({}, { now: created + 301 })],
    ['one of the future', 'future', verify({}, { now: created - 301 })],
    ['one that has expired', 'expired', verify({}, { now: created + 61 })],
    ['one for another purpose', 'tag', verify({}, { tag: 'other' })],
    ['no nonce', 'nonce', verify({}, {}, again({ nonce: undefined }))],
    ['no time', 'malformed', verify({}, {}, again({ created: undefined }))],
    ['another algorithm than its key', 'algorithm', verify({}, {}, again({ alg: 'ed25519' }))],
    [
      'a component we do not speak',
      'coverage',
      verify({}, {}, { 'signature-input': signed['signature-input'].replace('"@method"', '"@method" "@new"') }),
    ],
    [
      'one component twice',
      'coverage',
      verify({}, {}, { 'signature-input': signed['signature-input'].replace('"@method"', '"@method" "@method"') }),
    ],
  ] as const)
    test(what, () => assert.equal(verdict.ok === false && verdict.reason, reason, JSON.stringify(verdict)))
})

test('an answer names the request it answers, so that it serves no other', () => {
  const key = sharedKey('k', randomBytes(32))
  const asked = signMessage(request, key, { components: ['@method'], created })
  const full: Message = { ...answer, request: { ...request, headers: { ...request.headers, ...asked } } }
  const components = ['@status', '"signature";req;key="sig1"', '"@method";req']
  const signed = signMessage(full, key, { components, created })
  const headers = { ...answer.headers, ...signed }
  assert.equal(verifyMessage({ ...full, headers }, { key, now: created, required: components }).ok, true)
  const other = signMessage({ ...request, method: 'PUT' }, key, { components: ['@method'], created })
  const verdict = verifyMessage(
    { ...full, headers, request: { ...request, headers: other } },
    { key, now: created, required: components },
  )
  assert.equal(verdict.ok, false)
})
