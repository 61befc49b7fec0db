import { constants, generateKeyPairSync, privateEncrypt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { p256 } from '@noble/curves/nist.js'
import { sm2 } from 'sm-crypto-v2'
import { cryptoSuite } from '#kernel/crypto/suites.ts'

/**
 * A simulator of an HSM with the REST protocol of docs/guides/kms.md, as a process of its own: certificates on both sides,
 * keys in memory only. For trials; `--wrong` makes it sign with another key than asked, `--deaf` answer 503.
 */
const { values } = parseArgs({
  options: {
    certificate: { type: 'string' },
    key: { type: 'string' },
    authority: { type: 'string' },
    wrong: { type: 'boolean' },
    deaf: { type: 'boolean' },
  },
})

type Kept = { algorithm: string; sign(digest: Buffer): Buffer; publicKey: Buffer }
const keys = new Map<string, Kept>()

// DigestInfo of SHA-256 (RFC 8017, 9.2): PKCS#1 v1.5 signs it before the digest.
const sha256Info = Buffer.from('3031300d060960864801650304020105000420', 'hex')

function makeKey(algorithm: string): Kept | undefined {
  if (algorithm === 'SM2') {
    const pair = cryptoSuite('GM').generateKeys()
    const signDigest = (digest: Buffer) =>
      Buffer.from(sm2.doSignature(digest, pair.privateKey.toString('hex'), { hash: false }), 'hex')
    return { algorithm: 'SM2-SM3', publicKey: pair.publicKey, sign: signDigest }
  }
  if (algorithm === 'RSA-2048') {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = { key: privateKey, padding: constants.RSA_PKCS1_PADDING }
    return {
      algorithm: 'RS256',
      publicKey: publicKey.export({ type: 'spki', format: 'der' }),
      sign: (digest) => privateEncrypt(key, Buffer.concat([sha256Info, digest])),
    }
  }
  if (algorithm !== 'P-256') return undefined
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const secret = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url')
  return {
    algorithm: 'ES256',
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    // Node signs messages with P-256, never a digest.
    sign: (digest) => Buffer.from(p256.sign(digest, secret, { prehash: false }).toBytes('compact')),
  }
}

async function answer(request: IncomingMessage): Promise<[status: number, body: unknown]> {
  if (values.deaf) return [503, { error: 'busy' }]
  const body = JSON.parse((await buffer(request)).toString()) as Record<string, string>
  if (request.url === '/v1/keys') {
    const made = makeKey(body.algorithm ?? '')
    if (!made) return [422, { error: 'unknown algorithm' }]
    const keyId = `sim-${keys.size + 1}`
    keys.set(keyId, made)
    return [201, { keyId, publicKey: made.publicKey.toString('base64') }]
  }
  const id = /^\/v1\/keys\/([\w.-]+)\/signatures$/.exec(request.url ?? '')?.[1]
  const asked = keys.get(id ?? '')
  const kept = values.wrong && asked ? makeKey('SM2') : asked
  const digest = Buffer.from(body.digest ?? '', 'base64')
  if (!kept) return [404, { error: 'no such key' }]
  if (body.algorithm !== kept.algorithm || digest.length !== 32) return [422, { error: 'not for this key' }]
  return [200, { signature: kept.sign(digest).toString('base64') }]
}

const file = (name: string | undefined) => readFileSync(name ?? '')
const server = createServer(
  {
    cert: file(values.certificate),
    key: file(values.key),
    ca: file(values.authority),
    requestCert: true,
    rejectUnauthorized: true,
  },
  (request, response) => {
    answer(request).then(
      ([status, body]) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      () => response.writeHead(400).end(),
    )
  },
)
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready https://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
process.once('SIGTERM', () => process.exit(0))
