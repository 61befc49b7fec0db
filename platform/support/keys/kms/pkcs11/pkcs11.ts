import { createPublicKey, randomBytes } from 'node:crypto'
import { Refusal } from '#kernel/errors.ts'
import type { Kms, KmsKey, KmsSuite, Pkcs11Settings } from '../kms.ts'
import { digestOf, formOf, holds } from '../signature.ts'
import { type Attribute, CKA, CKM, CKO, type Cryptoki, CryptokiError, openCryptoki } from './cryptoki.ts'

const curves = {
  ES256: Buffer.from('06082a8648ce3d030107', 'hex'), // 1.2.840.10045.3.1.7
  GM: Buffer.from('06082a811ccf5501822d', 'hex'), // 1.2.156.10197.1.301
}
/** SubjectPublicKeyInfo of P-256 up to the point. */
const p256Head = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex')
/** DigestInfo of SHA-256 up to the digest (RFC 8017, 9.2), which CKM_RSA_PKCS wants from us. */
const sha256Info = Buffer.from('3031300d060960864801650304020105000420', 'hex')

/** A session, the device, the token or an object went away: look again once, then say that it is silent. */
const lost = new Set([0x30, 0x31, 0x32, 0x60, 0x82, 0xb0, 0xb3, 0xe0, 0xe1, 0x101, 0x190])

/** The PIN is wrong, ill-formed, expired or locked. */
const pinRefused = new Set([0xa0, 0xa1, 0xa2, 0xa3, 0xa4])

/** A session does one thing at a time; so many do as many at once. */
const mostSessions = 8

/**
 * A hardware security module by its PKCS #11 library. Keys are made in its token, sensitive and not extractable; their names
 * here are their CKA_ID. Only digests travel, unless its SM2 wants the message.
 */
export function createPkcs11Kms(settings: Pkcs11Settings): Kms {
  const { name, token, pin, sm2 } = settings
  let opened: Promise<{ module: Cryptoki; slot: bigint }> | undefined
  let sessions: bigint[] = []
  let open = 0
  const waiting: (() => void)[] = []
  const objects = new Map<string, bigint>()
  let loggingIn: Promise<unknown> = Promise.resolve()
  let refused: Error | undefined

  async function connect() {
    const module = openCryptoki(settings.module)
    await module.initialize()
    const slot = await module.slotOf(token)
    if (slot === undefined) throw silent(`${name} has no token ${token}`)
    return { module, slot }
  }

  async function newSession(module: Cryptoki, slot: bigint): Promise<bigint> {
    const session = await module.openSession(slot)
    try {
      await login(module, session)
      return session
    } catch (error) {
      await module.closeSession(session)
      throw error
    }
  }

  /** One after the other, and never again with a PIN that was refused: a few wrong ones lock the token for everybody. */
  async function login(module: Cryptoki, session: bigint): Promise<void> {
    const turn = loggingIn.then(async () => {
      if (refused) throw refused
      await module.login(session, pin).catch((error: unknown) => {
        if (!(error instanceof CryptokiError && pinRefused.has(error.code))) throw error
        refused = new Error(`${name} refuses the PIN (${error.message}); start again with the right one`)
        throw refused
      })
    })
    loggingIn = Promise.allSettled([turn])
    return turn
  }

  /** Lends a session that is logged in. */
  async function withSession<Result>(work: (module: Cryptoki, session: bigint) => Promise<Result>): Promise<Result> {
    while (open >= mostSessions && sessions.length === 0) await new Promise<void>((free) => waiting.push(free))
    let session = sessions.pop()
    if (session === undefined) open++
    let whole = false
    try {
      opened ??= connect().catch((error: unknown) => {
        opened = undefined
        throw error
      })
      const { module, slot } = await opened
      session ??= await newSession(module, slot)
      const result = await work(module, session)
      whole = true
      return result
    } catch (error) {
      // Only a session that went away is not lent again; a key that is not there says nothing about it.
      if (!(error instanceof CryptokiError && lost.has(error.code))) whole = session !== undefined
      throw error
    } finally {
      if (whole && session !== undefined) sessions.push(session)
      else open--
      waiting.shift()?.()
    }
  }

  /** Once more from the beginning when what was known of the token holds no longer. */
  async function insistently<Result>(work: (module: Cryptoki, session: bigint) => Promise<Result>): Promise<Result> {
    const gone = (error: unknown) => error instanceof CryptokiError && lost.has(error.code)
    try {
      return await withSession(work)
    } catch (error) {
      if (!gone(error)) throw error
      open -= sessions.length
      sessions = []
      opened = undefined
      objects.clear()
    }
    return withSession(work).catch((error: unknown) => {
      throw gone(error) ? silent(`${name} is not there: ${(error as Error).message}`) : error
    })
  }

  const silent = (message: string) => new Refusal('unavailable', 'keys.kms-silent', message)

  async function objectOf(module: Cryptoki, session: bigint, handle: string): Promise<bigint> {
    const known = objects.get(handle)
    if (known !== undefined) return known
    const found = await module.find(session, [
      [CKA.class, CKO.privateKey],
      [CKA.id, Buffer.from(handle, 'hex')],
    ])
    if (found.length !== 1) throw new Error(`${name} keeps ${found.length} keys ${handle}`)
    objects.set(handle, found[0]!)
    return found[0]!
  }

  return {
    name,
    suites: sm2 ? ['GM', 'ES256', 'RSA'] : ['ES256', 'RSA'],
    generate: (suite, label) =>
      insistently(async (module, session) => {
        const id = randomBytes(16)
        const { mechanism, kind } = pairOf(suite)
        const named: Attribute[] = [
          [CKA.token, true],
          [CKA.id, id],
          [CKA.label, Buffer.from(label, 'utf8')],
        ]
        const secret: Attribute[] = [
          [CKA.private, true],
          [CKA.sensitive, true],
          [CKA.extractable, false],
          [CKA.sign, true],
        ]
        const made = await module.generateKeyPair(session, mechanism, {
          publicKey: [...named, [CKA.verify, true], ...kind],
          privateKey: [...named, ...secret, ...kind.filter(([type]) => type === CKA.keyType)],
        })
        const handle = id.toString('hex')
        objects.set(handle, made.privateKey)
        return { handle, publicKey: await publicKeyOf(module, session, made.publicKey, suite) }
      }),
    sign: (key, suite, bytes) =>
      insistently(async (module, session) => {
        const object = await objectOf(module, session, key.handle)
        const { mechanism, data, form } = signingOf(key, suite, bytes)
        const made = form(await module.sign(session, mechanism, object, data))
        if (!holds(key, suite, bytes, made)) throw new Error(`${name} signed with another key than ${key.handle}`)
        return made
      }),
  }

  function pairOf(suite: KmsSuite): { mechanism: bigint; kind: Attribute[] } {
    if (suite === 'RSA') {
      const kind: Attribute[] = [
        [CKA.modulusBits, 2048n],
        [CKA.publicExponent, Buffer.of(1, 0, 1)],
      ]
      return { mechanism: CKM.rsaKeyPairGen, kind }
    }
    const curve: Attribute = [CKA.ecParams, curves[suite]]
    if (suite === 'ES256') return { mechanism: CKM.ecKeyPairGen, kind: [curve] }
    const { keyPair, keyType } = sm2Of()
    return { mechanism: keyPair, kind: keyType === undefined ? [curve] : [[CKA.keyType, keyType], curve] }
  }

  function signingOf(key: KmsKey, suite: KmsSuite, bytes: Uint8Array) {
    const digest = digestOf(key, suite, bytes)
    const asIs = (signature: Buffer) => signature
    if (suite === 'RSA') return { mechanism: CKM.rsaPkcs, data: Buffer.concat([sha256Info, digest]), form: asIs }
    if (suite === 'ES256') return { mechanism: CKM.ecdsa, data: digest, form: asIs }
    const { sign, input, signature } = sm2Of()
    const data = input === 'digest' ? digest : Buffer.from(bytes)
    return { mechanism: sign, data, form: signature === 'der' ? asIs : (raw: Buffer) => formOf('GM', raw) }
  }

  function sm2Of() {
    if (!sm2) throw new Error(`${name} has no mechanisms of SM2`)
    return sm2
  }
}

async function publicKeyOf(module: Cryptoki, session: bigint, object: bigint, suite: KmsSuite): Promise<Buffer> {
  if (suite === 'RSA') {
    const [n, e] = await Promise.all(
      [CKA.modulus, CKA.publicExponent].map((type) => module.attribute(session, object, type)),
    )
    const jwk = { kty: 'RSA', n: n!.toString('base64url'), e: e!.toString('base64url') }
    return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' })
  }
  // A DER OCTET STRING by the standard; some modules give the bare point.
  const point = (await module.attribute(session, object, CKA.ecPoint)).subarray(-65)
  if (point.length !== 65 || point[0] !== 4) throw new Error('The module made a key that is no uncompressed point')
  return suite === 'GM' ? Buffer.from(point) : Buffer.concat([p256Head, point])
}
