import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Actor } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { leafHash } from '#kernel/merkle.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import type { Keys, Signer } from '#support/keys/index.ts'
import { bytesToSign } from '#support/keys/index.ts'
import type { Leaf, Ledger, WrittenLeaf } from '#support/ledger/index.ts'
import type { OfdFiles, OfdStamp } from '#support/ofd/index.ts'
import type { Seal, SealAct, SealApplication, SealPicture, SealUse, SealVerb, SealWithMay } from './contract.ts'
import { createSealsInForce } from './in-force.ts'
import { makeElectronicSeal, sealOfd } from './ofd-seal.ts'
import { signPdf } from './pdf-signature.ts'
import { drawSeal } from './picture.ts'
import { mayAct, mayApply, maySee, mayUse, verbsFor } from './policy.ts'
import { stateAfter } from './seal.ts'
import * as store from './store.ts'

/** A seal in force: everything that signing with it needs. */
export type UsableSeal = Omit<Seal, 'picture'> & { realm: string; recordKeyId: string; pdfKeyId: string }

export type SealOwner = { id: string; name: string; code: string; divisionCode: string; demo: boolean }

export type UseOfSeal = {
  id: string
  seal: Pick<Seal, 'id' | 'departmentId'>
  /** SM3 of what is sealed, 32 bytes. */
  digest: Buffer
  reason: string
  /** On whose decision the platform puts it; the actor unless told. */
  operator?: { id: string; name: string }
  caseId?: string
  /** Further leaves of the same act, written together with the use's own. */
  leaves?: readonly Leaf[]
}

/** Electronic seals of departments, from application to destruction, and every use of them. */
export type Seals = {
  apply(actor: Actor, application: SealApplication): Promise<Seal>
  act(actor: Actor, sealId: string, act: SealAct): Promise<Seal>
  list(actor: Actor): Promise<SealWithMay[]>
  get(actor: Actor, sealId: string): Promise<SealWithMay>
  listUses(actor: Actor, sealId: string, query: { limit: number; cursor?: string }): Promise<Page<SealUse>>
  /** The department's seal in force, without its picture; refuses with `seals.unusable`. */
  usableOf(realm: string, departmentId: string): Promise<UsableSeal>
  find(realm: string, sealId: string): Promise<Seal | undefined>
  /** Whether the seal was issued and in its validity at an instant, whatever became of it since. */
  wasInForce(realm: string, sealId: string, at: Date): Promise<boolean>
  /** The key for records: signs bytes with SM2. */
  recordSigner(realm: string, seal: UsableSeal): Promise<Signer>
  /**
   * Notes a use in the act's transaction and writes its ledger leaf (the first of those returned). Refuses without a
   * reason and for people of other departments; the commit fails when the seal is not in force at that moment.
   */
  use(tx: Tx, actor: Actor, use: UseOfSeal): Promise<WrittenLeaf[]>
  /** The same for many documents under one seal at once: the leaves of each use, in the order given. */
  useMany(
    tx: Tx,
    actor: Actor,
    seal: UseOfSeal['seal'],
    uses: readonly Omit<UseOfSeal, 'seal'>[],
  ): Promise<WrittenLeaf[][]>
  /** Fills in the open signature of a PDF whose record the seal has signed. */
  signPdf(realm: string, seal: Pick<Seal, 'pdfKeyId'>, pdf: Buffer): Promise<Buffer>
  /** Seals an OFD document with SM2 under the electronic seal that the maker signed; `at` is the time of sealing. */
  sealOfd(
    realm: string,
    seal: Seal,
    document: { files: OfdFiles; stamps: readonly OfdStamp[] },
    at: Date,
  ): Promise<Buffer>
  /** Gives each of these departments an issued demo seal (样章) unless it has one; returns how many were made. */
  seedDemo(realm: string, owners: readonly SealOwner[]): Promise<number>
}

export function createSeals(needs: {
  db: Db
  clock: Clock
  newId: NewId
  keys: Keys
  ledger: Pick<Ledger, 'append'>
  /** The font the words of a seal are drawn in (TrueType), read when a seal is made. */
  sealFont: () => Promise<Uint8Array>
  department: (realm: string, id: string) => Promise<SealOwner>
  /** Years a seal is valid from the day it is made. */
  validYears?: number
}): Seals {
  const { db, clock, newId, keys, ledger } = needs
  const inForce = createSealsInForce(db)

  async function must(realm: string, id: string): Promise<Seal> {
    const seal = await store.selectSeal(db, realm, id)
    if (!seal) throw new Refusal('missing', 'seals.missing', `No seal ${id}`)
    return seal
  }

  const forbidden = (actor: Actor, what: string) =>
    new Refusal('forbidden', 'seals.forbidden', `${actor.name || actor.kind} may not ${what}`)

  const step = (actor: Actor, seal: Seal, verb: string, reason: string): store.StepRow => ({
    sealId: seal.id,
    version: seal.version,
    verb,
    reason,
    actorId: actor.accountId,
    actorName: actor.name,
    at: clock(),
  })

  /** Picture and keys. Done before the transaction, since making an RSA key takes a while. */
  async function make(realm: string, seal: Seal) {
    const from = clock()
    const until = new Date(
      Date.UTC(from.getUTCFullYear() + (needs.validYears ?? 10), from.getUTCMonth(), from.getUTCDate()),
    )
    const keepKeys = await keys.prepareSealKeys(realm, { name: seal.name, code: seal.departmentCode }, until)
    const picture = drawSeal(seal.name, await needs.sealFont(), seal.demo ? '样章' : undefined)
    const validity = { validFrom: from.toISOString(), validTo: until.toISOString() }
    return async (tx: Tx): Promise<Partial<Seal>> => ({ picture, ...validity, ...(await keepKeys(tx)) })
  }

  async function previewOf(seal: Seal): Promise<SealPicture | undefined> {
    try {
      return drawSeal(seal.name, await needs.sealFont(), seal.demo ? '样章' : undefined)
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }

  /** Who applied is not offered to approve. */
  async function mayNow(actor: Actor, seal: Seal): Promise<SealVerb[]> {
    const own = (await store.selectApplicant(db, actor.realm, seal.id)) === actor.accountId
    return verbsFor(actor, seal).filter((verb) => !(own && verb === 'approve'))
  }

  /** Made once and kept: files sealed on different days carry the very same seal. */
  async function electronicSeal(realm: string, seal: Seal, signerCertificate: Buffer): Promise<Buffer> {
    const kept = await store.selectElectronicSeal(db, realm, seal.id)
    if (kept) return kept
    const maker = await keys.sealMaker(realm)
    const [makerCertificate] = await keys.chain(realm, maker.keyId)
    const at = new Date(seal.validFrom ?? clock())
    const made = await makeElectronicSeal(seal, { signerCertificate, maker, makerCertificate: makerCertificate!, at })
    await store.insertElectronicSeal(db, realm, seal.id, made)
    return (await store.selectElectronicSeal(db, realm, seal.id)) ?? made
  }

  async function useMany(
    tx: Tx,
    actor: Actor,
    seal: UseOfSeal['seal'],
    uses: readonly Omit<UseOfSeal, 'seal'>[],
  ): Promise<WrittenLeaf[][]> {
    if (uses.some(({ reason }) => reason.trim() === ''))
      throw new Refusal('invalid', 'seals.no-reason', 'A seal is used only with a reason')
    if (!mayUse(actor, seal)) throw forbidden(actor, 'use this seal')
    const kept = { sealId: seal.id, at: clock() }
    const rows = uses.map(
      ({ id, digest, reason, operator, caseId }): store.UseRow => ({
        ...{ ...kept, id, digest, reason },
        operatorId: operator?.id ?? actor.accountId,
        operatorName: operator?.name ?? actor.name,
        caseId: caseId ?? null,
      }),
    )
    await store.insertUses(tx, actor.realm, kept, rows, () => {
      inForce.forget(actor.realm, seal.departmentId)
      return new Refusal('unavailable', 'seals.unusable', `The seal ${seal.id} is not in force`)
    })
    const lists = uses.map(({ id, leaves = [] }, i): Leaf[] => [
      { kind: 'seals.use', subject: id, digest: digestOfUse(actor.realm, rows[i]!) },
      ...leaves,
    ])
    const written = await ledger.append(tx, actor.realm, lists.flat())
    return lists.map(({ length }) => written.splice(0, length))
  }

  return {
    async apply(actor, { departmentId, custodian, reason }) {
      if (!mayApply(actor)) throw forbidden(actor, 'apply for a seal')
      const owner = await needs.department(actor.realm, departmentId)
      const seal: Seal = { ...newSeal(newId(), owner), custodian, state: 'applied' }
      await inTransaction(db, async (tx) => {
        if (!(await store.insertSeal(tx, actor.realm, seal)))
          throw new Refusal('conflict', 'seals.exists', `${departmentId} has a seal already`)
        await store.insertStep(tx, actor.realm, step(actor, seal, 'apply', reason))
      })
      return seal
    },

    async act(actor, sealId, { verb, reason, custodian }) {
      const seal = await must(actor.realm, sealId)
      if (!mayAct(actor, verb)) throw forbidden(actor, `${verb} a seal`)
      const state = stateAfter(seal.state, verb)
      if (!state) throw new Refusal('conflict', 'seals.wrong-state', `A seal that is ${seal.state} cannot ${verb}`)
      if (verb === 'approve' && (await store.selectApplicant(db, actor.realm, sealId)) === actor.accountId)
        throw new Refusal('forbidden', 'seals.own-application', 'The applicant may not approve')
      if (verb === 'hand-over' && (!custodian || custodian === seal.custodian))
        throw new Refusal('invalid', 'seals.no-custodian', 'A seal is handed over to somebody else')
      const kept = verb === 'hand-over' && custodian ? { custodian } : {}
      const made = verb === 'make' ? await make(actor.realm, seal) : undefined
      return inTransaction(db, async (tx) => {
        const next: Seal = { ...seal, ...(await made?.(tx)), ...kept, state, version: seal.version + 1 }
        if (!(await store.updateSeal(tx, actor.realm, next)))
          throw new Refusal('conflict', 'seals.wrong-state', 'Somebody else changed the seal first')
        await store.insertStep(tx, actor.realm, step(actor, next, verb, reason))
        return next
      }).finally(() => inForce.forget(actor.realm, seal.departmentId))
    },

    async list(actor) {
      const seals = await store.selectSeals(db, actor.realm)
      return seals.filter((seal) => maySee(actor, seal)).map((seal) => ({ seal, may: verbsFor(actor, seal) }))
    },

    async get(actor, sealId) {
      const seal = await must(actor.realm, sealId)
      if (!maySee(actor, seal)) throw forbidden(actor, 'see this seal')
      const steps = (await store.selectSteps(db, actor.realm, sealId)).map(({ verb, reason, actorName, at }) => ({
        ...{ verb, reason },
        by: actorName,
        at: at.toISOString(),
      }))
      const toCome = seal.state === 'applied' || seal.state === 'approved'
      // Who approves sees what would be made; a name that cannot be drawn is told when it is made.
      const preview = toCome ? await previewOf(seal) : undefined
      return { seal, may: await mayNow(actor, seal), steps, ...(preview ? { preview } : {}) }
    },

    async listUses(actor, sealId, { limit, cursor }) {
      const seal = await must(actor.realm, sealId)
      if (!maySee(actor, seal)) throw forbidden(actor, 'see the uses of this seal')
      const before = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined
      const rows = await store.selectUses(db, actor.realm, sealId, before, limit + 1)
      const { items, ...rest } = pageOf(rows, limit, ({ id }) => [id])
      return { items: items.map((row) => shownUse(actor.realm, row)), ...rest }
    },

    async usableOf(realm, departmentId) {
      const seal = await inForce.find(realm, departmentId)
      const { recordKeyId, pdfKeyId } = seal ?? {}
      if (seal?.state !== 'issued' || !recordKeyId || !pdfKeyId || !inValidity(seal, clock()))
        throw new Refusal('unavailable', 'seals.unusable', `${departmentId} has no seal in force`)
      return { ...seal, realm, recordKeyId, pdfKeyId }
    },

    find: (realm, sealId) => store.selectSeal(db, realm, sealId),

    async wasInForce(realm, sealId, at) {
      const seal = await store.selectSeal(db, realm, sealId)
      if (!seal || !inValidity(seal, at)) return false
      // A seal that changes hands stays in use.
      const steps = (await store.selectSteps(db, realm, sealId)).filter(({ verb }) => verb !== 'hand-over')
      const before = steps.filter((each) => each.at <= at)
      return ['issue', 'resume'].includes(before.at(-1)?.verb ?? '')
    },

    recordSigner: (realm, seal) => keys.signer(realm, seal.recordKeyId),

    async use(tx, actor, { seal, ...use }) {
      const [leaves = []] = await useMany(tx, actor, seal, [use])
      return leaves
    },
    useMany,

    async signPdf(realm, { pdfKeyId }, pdf) {
      if (!pdfKeyId) throw new Error('A seal without a PDF key cannot sign')
      const { sign } = await keys.signer(realm, pdfKeyId)
      return signPdf(pdf, await keys.chain(realm, pdfKeyId), sign)
    },

    async sealOfd(realm, seal, document, at) {
      const { recordKeyId } = seal
      if (!recordKeyId) throw new Error('A seal without an SM2 key cannot seal')
      const [certificate] = await keys.chain(realm, recordKeyId)
      const signer = await keys.signer(realm, recordKeyId)
      const electronic = await electronicSeal(realm, seal, certificate!)
      return sealOfd(document, { electronic, certificate: certificate!, signer }, at)
    },

    async seedDemo(realm, owners) {
      let count = 0
      const actor: Actor = { kind: 'system', realm, accountId: 'system', name: '演示数据', level: 'L4', posts: [] }
      for (const owner of owners) {
        if (await store.selectSealOf(db, realm, owner.id)) continue
        const seal: Seal = { ...newSeal(newId(), owner), state: 'issued', custodian: `${owner.name}办公室` }
        const made = await make(realm, seal)
        await inTransaction(db, async (tx) => {
          const whole = { ...seal, ...(await made(tx)) }
          if (!(await store.insertSeal(tx, realm, whole))) return
          await store.insertStep(tx, realm, step(actor, whole, 'issue', '演示数据：样章'))
          count++
        })
      }
      return count
    },
  }
}

/** What of a use enters the ledger: SM3 of its canonical form. */
export function digestOfUse(realm: string, use: store.UseRow): Buffer {
  return cryptoSuite('GM').hash(bytesOfUse(realm, use))
}

function shownUse(realm: string, row: store.UseRow): SealUse {
  const leaf = leafHash(cryptoSuite('INTL').hash, digestOfUse(realm, row))
  return {
    id: row.id,
    sealId: row.sealId,
    digest: row.digest.toString('hex'),
    operatorName: row.operatorName,
    ...(row.caseId ? { caseId: row.caseId } : {}),
    reason: row.reason,
    at: row.at.toISOString(),
    leafHash: Buffer.from(leaf).toString('hex'),
  }
}

/** The canonical form of a use. */
export function bytesOfUse(realm: string, use: store.UseRow): Buffer {
  const { id, sealId, digest, operatorId, caseId, reason, at } = use
  const body = {
    format: 'zhengtong-seal-use/1',
    realm,
    id,
    sealId,
    digest: digest.toString('hex'),
    operatorId,
    caseId,
    reason,
  }
  return bytesToSign({ ...body, at: at.toISOString() })
}

function newSeal(id: string, owner: SealOwner): Omit<Seal, 'state'> {
  return {
    id,
    name: owner.name,
    departmentId: owner.id,
    departmentName: owner.name,
    departmentCode: owner.code,
    divisionCode: owner.divisionCode,
    demo: owner.demo,
    version: 1,
  }
}

function inValidity(seal: Pick<Seal, 'validFrom' | 'validTo'>, at: Date): boolean {
  return Boolean(seal.validFrom && seal.validTo && at >= new Date(seal.validFrom) && at < new Date(seal.validTo))
}
