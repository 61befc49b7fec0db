import { createHash, createPrivateKey, generateKeyPair, type KeyObject, sign as signWith } from 'node:crypto'
import { promisify } from 'node:util'
import type { Clock } from '#ground/clock.ts'
import type { Db, Tx } from '#ground/database/index.ts'
import type { Secrets } from '#ground/secrets.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import type { KeyStatement, KeySuite, RootKeys } from './contract.ts'
import type { Kms, KmsSuite } from './kms/kms.ts'
import { createNoncePool } from './nonces/pool.ts'
import { softwareSm2 } from './nonces/software-sm2.ts'
import { sm2SubjectKey } from './sm2-certificate.ts'
import { bytesToSign } from './statement.ts'
import { insertKey, type KeyPurpose, type KeyRow, keepCertificate, selectKey, selectSingle } from './store.ts'
import { type CertificateName, keyIdentifier, makeCertificate, newSerial, pemOf } from './x509.ts'

/**
 * One key ready to sign, wherever it is kept. Here a software signer, marked `software` in every key statement: for trials
 * only. An HSM over PKCS#11 or REST is another maker of the same type.
 */
export type Signer = {
  keyId: string
  suite: KeySuite
  publicKey: Buffer
  sign(bytes: Uint8Array): Promise<Buffer>
  /** The same for many, on as many cores as there are. */
  signMany(all: readonly Uint8Array[]): Promise<Buffer[]>
}

export type KeySubject = { name: string; code?: string }

/** The keys of one seal: SM2 for records, RSA with a certificate for PDF files. */
export type SealKeys = { recordKeyId: string; pdfKeyId: string }

/** Keys of a realm behind one door: nobody else sees a private key. */
export type Keys = {
  /** The realm's public root, made with its log key at the first call ever. */
  root(realm: string): Promise<RootKeys>
  logSigner(realm: string): Promise<Signer>
  /** Makes a seal's two keys, each certified by the root. Takes some 100 ms: call it outside of a transaction. */
  prepareSealKeys(realm: string, subject: KeySubject, until: Date): Promise<(tx: Tx) => Promise<SealKeys>>
  signer(realm: string, keyId: string): Promise<Signer>
  /** What the root says of an SM2 key. */
  statement(realm: string, keyId: string): Promise<KeyStatement>
  /** Certificates (DER) of a key, its own first, the root of its algorithm last. */
  chain(realm: string, keyId: string): Promise<Buffer[]>
  /** 制章者: who makes the realm's seals, an SM2 key below the root, made at the first call. */
  sealMaker(realm: string): Promise<Signer>
  /** The ES256 key that signs what wallets keep, certified for the issuer's address. */
  walletIssuer(realm: string, address: string): Promise<Signer>
  /**
   * Certificates (DER) for a person's own P-256 key that never comes here, given as SubjectPublicKeyInfo: theirs first, for
   * one signature and so for minutes only, then the root.
   */
  certifySigner(realm: string, subject: KeySubject, publicKey: Buffer, from: Date, until: Date): Promise<Buffer[]>
  /** The Ed25519 key that signs the log's checkpoints, or that cosigns other logs'; its public key is 32 bytes. */
  noteSigner(realm: string, purpose: 'note' | 'witness'): Promise<Signer>
}

const makeRsa = promisify(generateKeyPair)
const makeEc = promisify(generateKeyPair)
const years = (from: Date, count: number) =>
  new Date(Date.UTC(from.getUTCFullYear() + count, from.getUTCMonth(), from.getUTCDate()))

export function createKeys(needs: {
  db: Db
  clock: Clock
  secrets: Secrets
  /** Where new keys are made and kept; without it in software, for trials. */
  kms?: Kms | undefined
}): Keys {
  const { db, clock, secrets, kms } = needs
  const gm = cryptoSuite('GM')
  const signers = new Map<string, Promise<Signer>>()
  const rows = new Map<string, Promise<KeyRow>>()
  const certificates = new Map<string, Promise<Buffer>>()
  const nonces = createNoncePool()
  const roots = new Map<string, Promise<{ root: RootKeys; log: string; authority: string }>>()

  const sealed = (realm: string, id: string, text: string) => secrets.encrypt(text, `keys.key:${realm}:${id}`)
  const wholeSecond = () => new Date(Math.floor(clock().getTime() / 1000) * 1000)

  /** Remembers the answer but not a failure. */
  function once<Value>(map: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
    const known = map.get(key)
    if (known) return known
    const made = make()
    map.set(key, made)
    made.catch(() => map.delete(key))
    return made
  }

  function row(realm: string, id: string): Promise<KeyRow> {
    return once(rows, `${realm}/${id}`, async () => {
      const found = await selectKey(db, realm, id)
      if (!found) throw new Error(`There is no key ${id} in realm ${realm}`)
      return found
    })
  }

  function open(found: KeyRow): Signer {
    if (found.handle !== null) return inKms(found, found.handle)
    if (!found.sealed) throw new Error(`The key ${found.id} is nowhere`)
    const text = secrets.decrypt(found.sealed, `keys.key:${found.realm}:${found.id}`)
    const { id: keyId, suite, publicKey } = found
    if (suite === 'GM') {
      return { keyId, suite, publicKey, ...softwareSm2(Buffer.from(text, 'hex'), nonces) }
    }
    if (suite === 'Ed25519') {
      const software = cryptoSuite('INTL').signer(Buffer.from(text, 'hex'))
      return oneByOne({ keyId, suite, publicKey, sign: async (bytes) => software.sign(bytes) })
    }
    // JOSE writes ECDSA signatures as r‖s (RFC 7518, 3.4).
    const key = { key: createPrivateKey(text), dsaEncoding: 'ieee-p1363' as const }
    const sign = promisify<string, Uint8Array, typeof key, Buffer>(signWith)
    return oneByOne({ keyId, suite, publicKey, sign: (bytes) => sign('sha256', bytes, key) })
  }

  const oneByOne = (signer: Omit<Signer, 'signMany'>): Signer => ({
    ...signer,
    signMany: (all) => Promise.all(all.map((bytes) => signer.sign(bytes))),
  })

  function inKms({ id: keyId, suite, publicKey }: KeyRow, handle: string): Signer {
    if (!kms || suite === 'Ed25519') throw new Error(`The key ${keyId} is kept in a KMS that is not configured`)
    return oneByOne({ keyId, suite, publicKey, sign: (bytes) => kms.sign({ handle, publicKey }, suite, bytes) })
  }

  /** A key that the KMS makes and keeps. */
  async function newInKms(
    keeper: Kms,
    realm: string,
    purpose: KeyPurpose,
    suite: KmsSuite,
    validity: { validFrom: Date; validTo: Date },
  ): Promise<KeyRow> {
    const { handle, publicKey } = await keeper.generate(suite, `${realm} ${purpose}`)
    const id = suite === 'GM' ? gm.keyId(publicKey) : idOf(publicKey)
    const kept = { sealed: null, handle, statement: null, certificate: null }
    return { realm, id, purpose, suite, publicKey, ...kept, ...validity }
  }

  const idOf = (publicKey: Buffer) => createHash('sha256').update(publicKey).digest('hex').slice(0, 16)

  const signer = (realm: string, id: string) => once(signers, `${realm}/${id}`, async () => open(await row(realm, id)))

  const newGm = async (realm: string, purpose: KeyPurpose, validFrom: Date, validTo: Date): Promise<KeyRow> =>
    kms?.suites.includes('GM')
      ? newInKms(kms, realm, purpose, 'GM', { validFrom, validTo })
      : newRaw(realm, purpose, 'GM', validFrom, validTo)

  /** A key of one of the kernel's suites, kept as its bare bytes. */
  function newRaw(realm: string, purpose: KeyPurpose, suite: 'GM' | 'Ed25519', validFrom: Date, validTo: Date): KeyRow {
    const made = suite === 'GM' ? gm : cryptoSuite('INTL')
    const { privateKey, publicKey } = made.generateKeys()
    const id = made.keyId(publicKey)
    const text = sealed(realm, id, privateKey.toString('hex'))
    return {
      realm,
      id,
      purpose,
      suite,
      publicKey,
      sealed: text,
      handle: null,
      statement: null,
      certificate: null,
      validFrom,
      validTo,
    }
  }

  const newRsa = async (realm: string, purpose: KeyPurpose, validFrom: Date, validTo: Date): Promise<KeyRow> =>
    kms
      ? newInKms(kms, realm, purpose, 'RSA', { validFrom, validTo })
      : kept(realm, purpose, 'RSA', await makeRsa('rsa', { modulusLength: 2048 }), validFrom, validTo)

  function kept(
    realm: string,
    purpose: KeyPurpose,
    suite: 'RSA' | 'ES256',
    pair: { publicKey: KeyObject; privateKey: KeyObject },
    validFrom: Date,
    validTo: Date,
  ): KeyRow {
    const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' })
    const id = idOf(publicKey)
    const text = sealed(realm, id, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    return {
      realm,
      id,
      purpose,
      suite,
      publicKey,
      sealed: text,
      handle: null,
      statement: null,
      certificate: null,
      validFrom,
      validTo,
    }
  }

  async function state(root: KeyRow, of: KeyRow, purpose: 'log' | 'seal', subject: KeySubject): Promise<KeyStatement> {
    const body: KeyStatement['body'] = {
      format: 'zhengtong-key/1',
      realm: of.realm,
      keyId: of.id,
      suite: 'GM',
      publicKey: of.publicKey.toString('hex'),
      purpose,
      subject,
      custody: of.handle === null ? 'software' : 'hsm',
      validFrom: of.validFrom.toISOString(),
      validTo: of.validTo.toISOString(),
      rootKeyId: root.id,
    }
    return { body, signature: (await open(root).sign(bytesToSign(body))).toString('hex') }
  }

  async function certify(
    authority: KeyRow,
    of: Pick<KeyRow, 'realm' | 'id' | 'suite' | 'publicKey' | 'validFrom' | 'validTo'>,
    subject: CertificateName,
    address?: string,
  ): Promise<Buffer> {
    const sm2 = authority.suite === 'GM'
    const request = {
      serial: newSerial(),
      subject,
      subjectKey: subjectKeyOf(of),
      issuer: sm2 ? sm2RootName(of.realm) : rootName(of.realm),
      issuerKeyId: keyIdentifier(subjectKeyOf(authority)),
      validFrom: of.validFrom,
      validTo: of.validTo,
      authority: of.id === authority.id,
      signedWith: sm2 ? ('SM2' as const) : ('RSA' as const),
      ...(address ? { address } : {}),
    }
    return makeCertificate(request, (bytes) => open(authority).sign(bytes))
  }

  const subjectKeyOf = ({ suite, publicKey }: Pick<KeyRow, 'suite' | 'publicKey'>) =>
    suite === 'GM' ? sm2SubjectKey(publicKey) : publicKey
  const rootName = (realm: string): CertificateName => ({ commonName: `政通试用根证书 ${realm}` })
  const sm2RootName = (realm: string): CertificateName => ({ commonName: `政通试用国密根证书 ${realm}` })

  /** The certificate of an SM2 key, made when it is first asked for: keys from before there were any get theirs so. */
  const sm2Certificate = (of: KeyRow, subject: CertificateName): Promise<Buffer> =>
    once(certificates, `${of.realm}/${of.id}`, async () => {
      if (of.certificate) return of.certificate
      const root = await row(of.realm, (await rootsOf(of.realm)).root.keyId)
      return keepCertificate(db, of.realm, of.id, await certify(root, of, subject))
    })

  async function sm2Chain(own: KeyRow): Promise<Buffer[]> {
    const root = await row(own.realm, (await rootsOf(own.realm)).root.keyId)
    const { name, code } = own.statement?.body.subject ?? sealMakerName(own.realm)
    const subject = { commonName: name, organisation: name, ...(code ? { creditCode: code } : {}) }
    return [await sm2Certificate(own, subject), await sm2Certificate(root, sm2RootName(own.realm))]
  }

  const sealMakerName = (realm: string): KeySubject => ({ name: `政通试用制章机构 ${realm}` })

  /** The one key of this purpose: the one that is there, else a new one; of two processes at once the first wins. */
  async function single(realm: string, purpose: KeyPurpose, make: () => Promise<KeyRow>): Promise<KeyRow> {
    const found = await selectSingle(db, realm, purpose)
    if (found) return found
    await insertKey(db, await make())
    const kept = await selectSingle(db, realm, purpose)
    if (!kept) throw new Error(`The ${purpose} key of ${realm} could not be kept`)
    return kept
  }

  const rootsOf = (realm: string) =>
    once(roots, realm, async () => {
      const from = wholeSecond()
      const to = years(from, 30)
      const root = await single(realm, 'root', async () => newGm(realm, 'root', from, to))
      const authority = await single(realm, 'root-certificate', async () => {
        const made = await newRsa(realm, 'root-certificate', from, to)
        return { ...made, certificate: await certify(made, made, rootName(realm)) }
      })
      const log = await single(realm, 'log', async () => {
        const made = await newGm(realm, 'log', from, to)
        return { ...made, statement: await state(root, made, 'log', { name: '政通存证账本' }) }
      })
      if (!authority.certificate) throw new Error(`The root certificate of ${realm} is missing`)
      const published: RootKeys = {
        format: 'zhengtong-root/1',
        realm,
        keyId: root.id,
        suite: 'GM',
        publicKey: root.publicKey.toString('hex'),
        certificate: pemOf(authority.certificate),
      }
      return { root: published, log: log.id, authority: authority.id }
    })

  return {
    async root(realm) {
      const { root } = await rootsOf(realm)
      const certificate = await sm2Certificate(await row(realm, root.keyId), sm2RootName(realm))
      return { ...root, sm2Certificate: pemOf(certificate) }
    },
    logSigner: async (realm) => signer(realm, (await rootsOf(realm)).log),
    signer,
    async prepareSealKeys(realm, subject, until) {
      const known = await rootsOf(realm)
      const from = wholeSecond()
      const root = await row(realm, known.root.keyId)
      const authority = await row(realm, known.authority)
      const record = await newGm(realm, 'seal', from, until)
      record.statement = await state(root, record, 'seal', subject)
      const pdf = await newRsa(realm, 'seal-certificate', from, until)
      const named = {
        commonName: subject.name,
        organisation: subject.name,
        ...(subject.code ? { creditCode: subject.code } : {}),
      }
      pdf.certificate = await certify(authority, pdf, named)
      return async (tx) => {
        await insertKey(tx, record)
        await insertKey(tx, pdf)
        return { recordKeyId: record.id, pdfKeyId: pdf.id }
      }
    },
    async statement(realm, keyId) {
      const { statement } = await row(realm, keyId)
      if (!statement) throw new Error(`The root says nothing of key ${keyId}`)
      return statement
    },
    async chain(realm, keyId) {
      const own = await row(realm, keyId)
      if (own.suite === 'GM') return sm2Chain(own)
      const authority = await row(realm, (await rootsOf(realm)).authority)
      return [own, authority].map(({ certificate, id }) => {
        if (!certificate) throw new Error(`The key ${id} has no certificate`)
        return certificate
      })
    },
    async sealMaker(realm) {
      const { root } = await rootsOf(realm)
      const { validFrom, validTo } = await row(realm, root.keyId)
      const made = await single(realm, 'seal-maker', async () => newGm(realm, 'seal-maker', validFrom, validTo))
      return signer(realm, made.id)
    },
    async walletIssuer(realm, address) {
      const authority = await row(realm, (await rootsOf(realm)).authority)
      const made = await single(realm, 'wallet-issuer', async () => {
        const validity = { validFrom: wholeSecond(), validTo: years(clock(), 10) }
        const fresh = kms
          ? await newInKms(kms, realm, 'wallet-issuer', 'ES256', validity)
          : kept(
              ...([realm, 'wallet-issuer', 'ES256', await makeEc('ec', { namedCurve: 'P-256' })] as const),
              ...([validity.validFrom, validity.validTo] as const),
            )
        return {
          ...fresh,
          certificate: await certify(authority, fresh, { commonName: `政通证照签发 ${realm}` }, address),
        }
      })
      return signer(realm, made.id)
    },
    async certifySigner(realm, subject, publicKey, validFrom, validTo) {
      const authority = await row(realm, (await rootsOf(realm)).authority)
      const own = { realm, id: '', suite: 'ES256' as const, publicKey, validFrom, validTo }
      const certificate = await certify(authority, own, {
        commonName: subject.name,
        ...(subject.code ? { creditCode: subject.code } : {}),
      })
      return [certificate, authority.certificate!]
    },
    async noteSigner(realm, purpose) {
      const from = wholeSecond()
      const made = await single(realm, purpose, async () => newRaw(realm, purpose, 'Ed25519', from, years(from, 30)))
      return signer(realm, made.id)
    },
  }
}
