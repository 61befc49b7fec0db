import type { Readable } from 'node:stream'
import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction, type Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { Files } from '#ground/files/files.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { decodeCursor, type Page, pageOf } from '#kernel/paging.ts'
import { fillRandom } from '#kernel/random.ts'
import { cityDate } from '#kernel/working-days.ts'
import { bytesToSign, type Keys } from '#support/keys/index.ts'
import type { Ledger } from '#support/ledger/index.ts'
import type { Packs } from '#support/packs/index.ts'
import type { Seals } from '#support/seals/index.ts'
import { createTypeCatalogue } from './catalogue.ts'
import {
  type Bundle,
  type Credential,
  type CredentialAct,
  type CredentialLine,
  type CredentialRecord,
  type CredentialType,
  type CredentialWithMay,
  credentialStatusChanged,
  type FileVerification,
  type Verification,
} from './contract.ts'
import { faceItems, statusAfter, statusOn, textOfType, textOnFace } from './credential.ts'
import { checkEnding, endingOf, letterOf, openGrounds } from './ending.ts'
import { createGapless } from './gapless/numbers.ts'
import { type CredentialDraft, type Issued, issueCredential, issueCredentials, wouldIssue } from './issue.ts'
import { ofdOf, paperOf } from './papers.ts'
import { audiencesOf, mayAct, maySee, type Territory, verbsFor } from './policy.ts'
import { type Coverage, loadCoverage } from './rendering/fonts.ts'
import type { PlainPaper } from './rendering/plain-page.ts'
import { createPress } from './rendering/press.ts'
import { requireGlyphs } from './rendering/render.ts'
import { createSerials } from './serials.ts'
import { type CredentialRow, createStore, type StepData } from './store.ts'
import { replace, yearToCheck } from './upkeep/acts.ts'
import { remindHolders } from './upkeep/reminders.ts'
import { checkDue, knowsVerb, withheldFrom } from './upkeep/upkeep.ts'
import { bundleOf, createVerification } from './verification.ts'
import type { Audience } from './wallet-face/check.ts'
import { type CopyRequest, createWalletFace } from './wallet-face/copies.ts'
import type { CheckedPresentation, CopyStatus } from './wallet-face/verification.ts'

export type CredentialNeeds = {
  db: Db
  clock: Clock
  newId: NewId
  secrets: Secrets
  files: Files
  publish: Publish
  publicUrl: string
  keys: Keys
  ledger: Ledger
  seals: Seals
  packs: Pick<Packs, 'get' | 'list'>
  compileFeel: (text: string) => (scope: Record<string, unknown>) => unknown
  /** Whether a wallet's copy still counts, by its place in a status list. */
  copyStatus: (realm: string, list: string, index: number) => Promise<CopyStatus>
  /** The parties a citizen may act for, the person first. */
  partiesOf: (actor: Actor) => Promise<string[]>
  territory: () => Promise<Territory>
  /** What a decision that ends a licence prints of where it can be fought. */
  remediesSaid?: (realm: string, departmentId: string, day: string) => Promise<string | undefined>
}

/** What a form that is filled from credentials is answered; `rows` is empty unless `found`. */
export type CredentialAnswer = {
  status: 'found' | 'missing'
  rows: Record<string, unknown>[]
  sourceLabel: string
  version: string
  fetchedAt: string
}

/** What a number of a type stands for already. */
export type NumberedCredential = Pick<Credential, 'id' | 'holderPartyId'> &
  Pick<CredentialRecord, 'identifier' | 'issued' | 'validFrom' | 'validTo' | 'elements'>

/** What a party holds, or held. */
export type HeldCredential = Pick<CredentialRecord, 'number' | 'issued' | 'validFrom' | 'validTo' | 'elements'> & {
  status: Credential['status']
}

/** Licences, certificates and letters: issued in the transaction of a decision, shown, checked by anybody, ended by people. */
export type CredentialService = {
  issue(tx: Tx, actor: Actor, draft: CredentialDraft): Promise<Issued>
  /** The same for many at once: all are issued, or none. */
  issueMany(tx: Tx, actor: Actor, drafts: readonly CredentialDraft[]): Promise<Issued[]>
  /** Whether it could be issued and until when it would count; refuses as `issue` does, and writes nothing. */
  wouldIssue(realm: string, draft: CredentialDraft): Promise<{ validTo?: string }>
  /** Of a type, what was first issued under these numbers. */
  numbered(tx: Tx, realm: string, type: string, numbers: readonly string[]): Promise<Map<string, NumberedCredential>>
  /** The citizen's own and those of parties they act for, newest first; officials ask by case. */
  list(actor: Actor, query: { caseId?: string; limit: number; cursor?: string }): Promise<Page<CredentialLine>>
  get(actor: Actor, id: string): Promise<CredentialWithMay>
  /** Ends, suspends or resumes; in the caller's transaction when one is given. */
  act(actor: Actor, id: string, act: CredentialAct, within?: Tx): Promise<CredentialWithMay>
  paper(actor: Actor, id: string): Promise<{ name: string; pdf: Readable }>
  /** The same as OFD under the SM2 seal. */
  ofd(actor: Actor, id: string): Promise<{ name: string; ofd: Readable }>
  bundle(actor: Actor, id: string): Promise<Bundle>
  /** The face that a wallet keeps: an SD-JWT VC bound to a key of the holder. Refuses what is not in force. */
  walletCopy(realm: string, id: string, request: CopyRequest): Promise<string>
  /** Checks what a wallet shows, made for `presentedTo`: every step, the status as it is now, and what was shown. */
  checkPresentation(realm: string, text: string, presentedTo: Audience): Promise<CheckedPresentation>
  /** A plain paper as PDF, drawn in the thread of papers; it carries no seal. */
  print(paper: PlainPaper): Promise<Buffer>
  verifyCode(realm: string, code: string): Promise<Verification>
  verifyFile(realm: string, file: Buffer): Promise<FileVerification>
  /** The named elements of the party's newest valid credential of a type, for filling forms; `number` is one too. */
  /** Who issued the newest valid credential of a kind that a party holds; for the platform's own work. */
  issuerOf(actor: Actor, partyId: string, type: string): Promise<{ name: string } | undefined>
  readForForm(actor: Actor, partyId: string, request: { type: string; fields: string[] }): Promise<CredentialAnswer>
  /** All of a type that a party holds or held, in whatever state, the newest first; for the platform's own work. */
  heldOf(realm: string, partyId: string, type: string): Promise<HeldCredential[]>
  /** Whether the party ever got another of the type than the one with this number. */
  holdsOther(realm: string, partyId: string, type: string, number: string): Promise<boolean>
  /** Which credential has a code; refuses as `verifyCode` does. */
  idOfCode(realm: string, code: string): Promise<string>
  /** Tells holders of what ends soon or is to be checked soon; answers of how many. */
  remind(realm: string): Promise<number>
  stop(): Promise<void>
}

export function createCredentials(needs: CredentialNeeds): CredentialService {
  const { db, clock, ledger } = needs
  const store = createStore(needs.secrets)
  const types = createTypeCatalogue(needs.packs)
  const press = createPress()
  const walletFace = createWalletFace({ ...needs, types, store })
  const verification = createVerification({ ...needs, types, store, walletFace })
  const { walletChecks } = verification
  let coverage: Promise<Coverage> | undefined
  /** Types whose own words the fonts can show. */
  const shownTypes = new WeakSet<CredentialType>()

  const issueNeeds = {
    ...needs,
    types,
    store,
    serials: createSerials(db),
    gapless: createGapless(needs),
    random: fillRandom,
    evaluate: (expression: string, scope: Record<string, unknown>) => needs.compileFeel(expression)(scope),
    async requireGlyphs(type: CredentialType, parts: Parameters<typeof textOnFace>[0]) {
      coverage ??= loadCoverage()
      const held = await coverage
      if (!shownTypes.has(type)) requireGlyphs(held, textOfType(type))
      shownTypes.add(type)
      requireGlyphs(held, textOnFace(parts))
    },
  }

  const heldBy = (row: CredentialRow) => ({ ...row, status: statusNow(row) })
  const statusNow = (row: CredentialRow) => statusOn(row.status, row.record.validTo, cityDate(clock()))

  /** Whoever may not see it is told that there is none: ids and the fact of a licence are nobody else's business. */
  async function seen(actor: Actor, id: string): Promise<CredentialRow> {
    const row = await store.find(db, actor.realm, id)
    if (row && maySee(actor, heldBy(row), await needs.partiesOf(actor), await needs.territory())) return row
    throw new Refusal('missing', 'credentials.missing', `No credential ${id} for ${actor.accountId}`)
  }

  /** A paper shows everything, so it is for those from whom nothing is withheld. */
  async function seenWhole(actor: Actor, id: string): Promise<CredentialRow> {
    const row = await seen(actor, id)
    const audiences = audiencesOf(actor, heldBy(row), await needs.territory())
    if (audiences.includes('all') || withheldFrom(await types.get(row.type, row.typeVersion), audiences).length === 0)
      return row
    throw new Refusal('forbidden', 'credentials.withheld', `Part of ${id} is not for ${actor.accountId}`)
  }

  const yearsChecked = async (realm: string, id: string) =>
    (await store.listSteps(db, realm, id)).flatMap(({ data }) => data?.year ?? [])

  async function present(actor: Actor, row: CredentialRow): Promise<CredentialWithMay> {
    const { realm } = actor
    const proof = await ledger.proof(realm, row.leafHash.toString('hex'))
    const credential: Credential = {
      id: row.id,
      record: row.record,
      recordDigest: row.recordDigest.toString('hex'),
      signature: row.signature.toString('hex'),
      suite: row.suite,
      keyId: row.keyId,
      leafHash: row.leafHash.toString('hex'),
      status: statusNow(row),
      holderPartyId: row.holderPartyId,
      ...(row.caseId ? { caseId: row.caseId } : {}),
      version: row.version,
      proven: proof.status === 'included',
    }
    const steps = await store.listSteps(db, realm, row.id)
    const territory = await needs.territory()
    const type = await types.get(row.type, row.typeVersion)
    const newest = await types.get(row.type)
    const may = verbsFor(actor, heldBy(row), territory, newest)
    const audiences = audiencesOf(actor, heldBy(row), territory)
    const withheld = audiences.includes('all') ? [] : withheldFrom(type, audiences)
    const closed = withheldFrom(type, ['granted'])
    const due = checkDue(newest, row.record.issued, cityDate(clock()))
    return {
      credential: withheld.length > 0 ? withoutElements(credential, withheld) : credential,
      faceItems: faceItems(type, row.record).filter(({ key }) => !withheld.includes(key)),
      withheld,
      grantable: Object.keys(type.elements.properties).filter((key) => !closed.includes(key)),
      changes: newest.upkeep?.change?.elements ?? [],
      ...(due
        ? { check: { year: due.year, to: due.to, done: steps.some(({ data }) => data?.year === due.year) } }
        : {}),
      steps: steps.map(({ verb, reason, actorName, at, data }) => ({
        verb,
        reason,
        by: actorName,
        at: at.toISOString(),
        ...(data ?? {}),
      })),
      may,
      endings: may.flatMap((verb) => {
        const ending = row.kind === 'licence' ? endingOf(verb, cityDate(clock())) : undefined
        return ending
          ? [{ verb, article: ending.article, needs: ending.needs, grounds: openGrounds(ending, statusNow(row)) }]
          : []
      }),
    }
  }

  return {
    issue: (tx, actor, draft) => issueCredential(issueNeeds, tx, actor, draft),
    issueMany: (tx, actor, drafts) => issueCredentials(issueNeeds, tx, actor, drafts),
    wouldIssue: (realm, draft) => wouldIssue(issueNeeds, realm, draft),
    async numbered(tx, realm, type, numbers) {
      const rows = await store.findByNumbers(tx, realm, type, numbers)
      return new Map(
        rows.map(({ id, holderPartyId, record }) => [record.number, { ...record, id, holderPartyId }] as const),
      )
    },

    async list(actor, { caseId, limit, cursor }) {
      const parties = await needs.partiesOf(actor)
      if (caseId) {
        const territory = await needs.territory()
        const rows = await store.listOfCase(db, actor.realm, caseId)
        return { items: rows.filter((row) => maySee(actor, heldBy(row), parties, territory)).map(lineOf) }
      }
      const before = cursor ? String(decodeCursor(cursor, 1)[0]) : undefined
      const rows = await store.listOfParties(db, actor.realm, parties, before, limit + 1)
      const page = pageOf(rows, limit, ({ id }) => [id])
      return { ...page, items: page.items.map(lineOf) }
    },

    get: async (actor, id) => present(actor, await seen(actor, id)),

    async act(actor, id, act, within) {
      const { verb, reason } = act
      const row = await seen(actor, id)
      const { realm } = actor
      const type = await types.get(row.type)
      if (!mayAct(actor, heldBy(row), await needs.territory()))
        throw new Refusal('forbidden', 'credentials.forbidden', `${actor.accountId} may not ${verb} this credential`)
      const status = statusAfter(statusNow(row), verb)
      if (!status || !knowsVerb(type, verb))
        throw new Refusal('conflict', 'credentials.wrong-state', `What is ${statusNow(row)} cannot ${verb}`)
      const at = clock()
      const ended = checkEnding(row.kind, statusNow(row), act, cityDate(at))
      const year =
        verb === 'annual-check' ? yearToCheck(type, row, await yearsChecked(realm, id), cityDate(at)) : undefined
      const idNumber = verb === 'change' || verb === 'renew' ? await store.holderIdOf(db, realm, id) : undefined
      const remedies = ended && (await needs.remediesSaid?.(realm, row.departmentId, cityDate(at)))
      const next = await inTransaction(within ?? db, async (tx) => {
        const replaced =
          verb === 'change' || verb === 'renew'
            ? await replace(issueNeeds, tx, actor, { row, type, idNumber }, act)
            : undefined
        if (!replaced && !(await store.setStatus(tx, realm, row, status)))
          throw new Refusal('conflict', 'credentials.wrong-state', 'Somebody else changed it first')
        const paper = ended && (await issueCredential(issueNeeds, tx, actor, letterOf(row, act, ended, remedies)))
        const data: StepData | undefined = ended
          ? {
              ...(act.basis ? { basis: act.basis } : {}),
              ground: ended.ground.name,
              ...(paper ? { paper: { id: paper.credentialId, name: paper.name, number: paper.number } } : {}),
            }
          : replaced
            ? { next: { id: replaced.credentialId, number: replaced.number } }
            : year
              ? { year }
              : undefined
        const by = { actorId: actor.accountId, actorName: actor.name }
        const step = { version: row.version + 1, verb, reason, ...by, at, ...(data ? { data } : {}) }
        await store.insertStep(tx, realm, id, step)
        const said = {
          format: 'zhengtong-credential-step/1',
          realm,
          identifier: row.record.identifier,
          ...step,
          at: at.toISOString(),
        }
        const digest = cryptoSuite('GM').hash(bytesToSign(said))
        await ledger.append(tx, realm, [{ kind: 'credentials.step', subject: id, digest }])
        const about = { credentialId: id, type: row.type, number: row.record.number, partyId: row.holderPartyId }
        // What takes the place of another tells of that itself, and a check that was passed changes nothing.
        if (!replaced && year === undefined)
          await needs.publish(tx, credentialStatusChanged, { realm, subject: id, data: { ...about, status, reason } })
        return replaced?.credentialId ?? id
      })
      return present(actor, await seen(actor, next))
    },

    async paper(actor, id) {
      const row = await seenWhole(actor, id)
      const name = `${row.record.type.name} ${row.record.number}.pdf`
      return { name, pdf: await paperOf({ ...needs, types, store, press }, actor.realm, row) }
    },

    async ofd(actor, id) {
      const row = await seenWhole(actor, id)
      const name = `${row.record.type.name} ${row.record.number}.ofd`
      return { name, ofd: await ofdOf({ ...needs, types, store, press }, actor.realm, row) }
    },

    async walletCopy(realm, id, request) {
      const row = await store.find(db, realm, id)
      if (!row) throw new Refusal('missing', 'credentials.missing', `No credential ${id}`)
      return walletFace.make(realm, row, request)
    },
    checkPresentation: (realm, text, presentedTo) => walletChecks.presentation(realm, text, presentedTo),
    bundle: async (actor, id) => bundleOf(needs, actor.realm, await seenWhole(actor, id)),
    remind: (realm) => remindHolders({ ...needs, types: types.all }, realm),
    print: (paper) => press.render(paper),
    idOfCode: verification.idOfCode,
    verifyCode: verification.byCode,
    verifyFile: verification.byFile,

    async issuerOf(actor, partyId, type) {
      return (await store.newestValid(db, actor.realm, partyId, type, cityDate(clock())))?.record.issuer
    },
    async heldOf(realm, partyId, type) {
      const rows = await store.heldOfType(db, realm, partyId, type)
      return rows.map((row) => {
        const { number, issued, validFrom, validTo, elements } = row.record
        return { number, issued, validFrom, validTo, elements, status: statusNow(row) }
      })
    },
    holdsOther: (realm, party, type, number) => store.holdsOther(db, { realm, party, type, number }),
    async readForForm(actor, partyId, { type: key, fields }) {
      const now = clock()
      const { name } = await types.get(key)
      const row = await store.newestValid(db, actor.realm, partyId, key, cityDate(now))
      const about = { sourceLabel: `电子证照库·${name}`, fetchedAt: now.toISOString() }
      const mine = row && maySee(actor, heldBy(row), await needs.partiesOf(actor), await needs.territory())
      if (!row || !mine) return { ...about, status: 'missing', rows: [], version: '' }
      const { elements, number, issued, validTo, identifier } = row.record
      const known: Record<string, unknown> = { number, issued, validTo, ...elements }
      const values = Object.fromEntries(fields.map((field) => [field, known[field]]))
      return { ...about, status: 'found', rows: [values], version: identifier }
    },

    stop: () => press.stop(),
  }

  function lineOf(row: CredentialRow): CredentialLine {
    const { record } = row
    const { key, name, nameEn, kind } = record.type
    return {
      id: row.id,
      type: { key, name, nameEn, kind },
      number: record.number,
      holder: record.holder.name,
      holderPartyId: row.holderPartyId,
      issuer: record.issuer.name,
      issued: record.issued,
      issuedAt: record.issuedAt,
      ...(record.validTo ? { validTo: record.validTo } : {}),
      status: statusNow(row),
      verifyCode: record.verifyCode,
      ...(row.caseId ? { caseId: row.caseId } : {}),
      demo: record.demo,
    }
  }
}

/** What is shown of a record of which some is withheld: its digest is of the whole, which the reader does not have. */
function withoutElements(credential: Credential, withheld: readonly string[]): Credential {
  const elements = Object.fromEntries(
    Object.entries(credential.record.elements).filter(([key]) => !withheld.includes(key)),
  )
  return { ...credential, record: { ...credential.record, elements } }
}
