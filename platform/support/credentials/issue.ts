import type { Clock } from '#ground/clock.ts'
import type { Tx } from '#ground/database/index.ts'
import type { Publish } from '#ground/events.ts'
import type { NewId } from '#ground/ids.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { queryCode } from '#kernel/codes/case-number.ts'
import { buildLicenceId, parseLicenceId } from '#kernel/codes/licence-id.ts'
import { cryptoSuite } from '#kernel/crypto/suites.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Seals, UsableSeal } from '#support/seals/index.ts'
import type { TypeCatalogue } from './catalogue.ts'
import {
  type CredentialKind,
  type CredentialRecord,
  type CredentialType,
  credentialIssued,
  credentialStatusChanged,
} from './contract.ts'
import { elementsOf, validityOf } from './credential.ts'
import type { Gapless } from './gapless/numbers.ts'
import { type NumberSite, numberFor, scopeOf } from './numbering.ts'
import { mayIssue, type Territory } from './policy.ts'
import type { Serials } from './serials.ts'
import type { CredentialRow, Store } from './store.ts'

/** What a decision hands over to be made into a credential. */
export type CredentialDraft = {
  /** Key of the type; the newest version in force unless `typeVersion` says otherwise. */
  type: string
  typeVersion?: number
  /** The office that issues and whose seal is put on. */
  departmentId: string
  /** Where it is issued, 12 digits; the office's own division unless told. */
  divisionCode?: string
  holder: { partyId: string; name: string; idType?: string; idNumber?: string }
  elements: Record<string, unknown>
  /** Why the seal is used: 用章事由. */
  reason: string
  caseId?: string
  caseNo?: string
  /** First day of validity, `YYYY-MM-DD`; the day of issue unless told. */
  validFrom?: string
  /** A licence that was given before, on paper or elsewhere: its own number and day of issue (存量证照). */
  stock?: { number: string; issued: string }
  /** Last day of validity; by the rule of the type unless told. */
  validTo?: string
  /** The credential this one takes the place of (change, renewal): same number and serial, next version. */
  previousId?: string
}

export type IssueNeeds = {
  clock: Clock
  newId: NewId
  random: (bytes: Uint8Array<ArrayBuffer>) => void
  publicUrl: string
  publish: Publish
  seals: Seals
  types: TypeCatalogue
  store: Store
  serials: Serials
  gapless: Gapless
  /** Refuses texts that no font can show. */
  requireGlyphs(
    type: CredentialType,
    parts: { elements: Record<string, unknown>; holder: string; issuer: string },
  ): Promise<void>
  evaluate(expression: string, scope: Record<string, unknown>): unknown
  territory: () => Promise<Territory>
}

/** What a flow learns of the credential it asked for. */
export type Issued = {
  credentialId: string
  name: string
  kind: CredentialKind
  number: string
  identifier: string
  verifyCode: string
}

/**
 * Issues in the act's own transaction: number, identifier, canonical record, SM2 signature, use of the seal, leaf of the
 * ledger, row, event. Refuses before anything is written when an element, a glyph or the seal is lacking.
 */
export async function issueCredential(
  needs: IssueNeeds,
  tx: Tx,
  actor: Actor,
  draft: CredentialDraft,
): Promise<Issued> {
  if (!mayIssue(actor)) throw new Refusal('forbidden', 'credentials.forbidden', `A ${actor.kind} may not issue`)
  const { realm } = actor
  const type = await needs.types.get(draft.type, draft.typeVersion)
  const elements = elementsOf(type, draft.elements)
  await mustIssue(needs, type, draft.departmentId)
  const seal = await needs.seals.usableOf(realm, draft.departmentId)
  await needs.requireGlyphs(type, { elements, holder: draft.holder.name, issuer: seal.departmentName })
  const previous = draft.previousId ? await takeOver(needs, tx, realm, draft.previousId) : undefined
  const signer = await needs.seals.recordSigner(realm, seal)

  const now = needs.clock()
  const id = needs.newId()
  const issued = draft.stock?.issued ?? cityDate(now)
  const number =
    previous?.record.number ??
    draft.stock?.number ??
    (await newNumber(needs, tx, type, seal, {
      ...{ day: issued, elements },
      division: (draft.divisionCode ?? seal.divisionCode).slice(0, 6),
    }))
  const record = recordOf({ needs, type, draft, elements, seal, id, now, issued, number, previous })
  const canonical = canonicalJson(record)
  const bytes = Buffer.from(canonical, 'utf8')
  const recordDigest = cryptoSuite('GM').hash(bytes)
  const signature = await signer.sign(bytes)

  const [, leaf] = await needs.seals.use(tx, systemActor(realm), {
    id: needs.newId(),
    seal,
    digest: recordDigest,
    reason: draft.reason,
    operator: { id: actor.accountId, name: actor.name },
    ...(draft.caseId ? { caseId: draft.caseId } : {}),
    leaves: [{ kind: 'credentials.credential', subject: id, digest: recordDigest }],
  })
  if (!leaf) throw new Error('The ledger answered without the leaf of the credential')
  const row: CredentialRow = {
    id,
    type: type.key,
    typeVersion: type.version,
    kind: type.kind,
    departmentId: seal.departmentId,
    divisionCode: draft.divisionCode ?? seal.divisionCode,
    holderPartyId: draft.holder.partyId,
    record,
    recordDigest,
    signature,
    suite: 'GM',
    keyId: signer.keyId,
    sealId: seal.id,
    leafHash: Buffer.from(leaf.hash, 'hex'),
    status: 'valid',
    caseId: draft.caseId ?? null,
    previousId: draft.previousId ?? null,
    pdfHash: null,
    ofdHash: null,
    version: 1,
  }
  await needs.store.insert(tx, realm, row, canonical, draft.holder.idNumber)
  const about = {
    credentialId: id,
    type: type.key,
    kind: type.kind,
    number,
    partyId: row.holderPartyId,
    departmentId: row.departmentId,
  }
  await needs.publish(tx, credentialIssued, {
    realm,
    subject: id,
    data: { ...about, ...(draft.caseId ? { caseId: draft.caseId } : {}) },
  })
  const { name } = record.type
  return {
    credentialId: id,
    name,
    kind: type.kind,
    number,
    identifier: record.identifier,
    verifyCode: record.verifyCode,
  }
}

/** A type may name the departments that issue it; the offices below them do too. */
async function mustIssue(needs: IssueNeeds, { key, issuers }: CredentialType, departmentId: string): Promise<void> {
  if (!issuers) return
  const { departmentWithin } = await needs.territory()
  if (!issuers.some((each) => departmentWithin(departmentId, each)))
    throw new Refusal('forbidden', 'credentials.not-issuer', `${departmentId} does not issue ${key}`)
}

/** Whether a draft could be issued and until when it would count; refuses as `issueCredential` does, and writes nothing. */
export async function wouldIssue(
  needs: IssueNeeds,
  realm: string,
  draft: CredentialDraft,
): Promise<{ validTo?: string }> {
  const type = await needs.types.get(draft.type, draft.typeVersion)
  const elements = elementsOf(type, draft.elements)
  await mustIssue(needs, type, draft.departmentId)
  const seal = await needs.seals.usableOf(realm, draft.departmentId)
  await needs.requireGlyphs(type, { elements, holder: draft.holder.name, issuer: seal.departmentName })
  const issued = draft.stock?.issued ?? cityDate(needs.clock())
  const until = (expression: string) => needs.evaluate(expression, { elements, issued })
  const { validTo } = validityOf(type.validity, draft.validFrom ?? issued, until)
  const last = draft.validTo ?? validTo
  return last ? { validTo: last } : {}
}

/** The old one ends as the new one begins; refused when it is no longer in force. */
async function takeOver(needs: IssueNeeds, tx: Tx, realm: string, id: string): Promise<CredentialRow> {
  const previous = await needs.store.find(tx, realm, id)
  if (!previous) throw new Refusal('missing', 'credentials.missing', `No credential ${id}`)
  if (previous.status !== 'valid' || !(await needs.store.setStatus(tx, realm, previous, 'superseded')))
    throw new Refusal('conflict', 'credentials.wrong-state', `The credential ${id} is no longer in force`)
  const { type, holderPartyId: partyId, record } = previous
  const said = { credentialId: id, type, number: record.number, partyId, status: 'superseded' as const, reason: '换发' }
  await needs.publish(tx, credentialStatusChanged, { realm, subject: id, data: said })
  return previous
}

/** Stock came with numbers of its own, which the sequence of its type may still meet: those are passed over. */
async function newNumber(
  needs: IssueNeeds,
  tx: Tx,
  type: CredentialType,
  seal: UsableSeal,
  site: NumberSite,
): Promise<string> {
  const { realm } = seal
  for (;;) {
    const number = numberFor(type, site, await nextNumber(needs, tx, realm, type, seal, scopeOf(type, site)))
    if (!type.collection || 'element' in type.numbering) return number
    if ((await needs.store.findByNumbers(tx, realm, type.key, [number])).length === 0) return number
  }
}

async function nextNumber(
  needs: IssueNeeds,
  tx: Tx,
  realm: string,
  type: CredentialType,
  seal: UsableSeal,
  scope: string,
): Promise<number> {
  const { numbering, key } = type
  if ('element' in numbering) return 0
  if ('pattern' in numbering && numbering.gapless)
    return needs.gapless.next(tx, {
      realm,
      type: key,
      departmentId: type.kind === 'letter' ? seal.departmentId : '',
      scope,
    })
  return needs.serials.next(realm, key, scope)
}

type Parts = {
  needs: IssueNeeds
  type: CredentialType
  draft: CredentialDraft
  elements: Record<string, unknown>
  seal: UsableSeal
  id: string
  now: Date
  issued: string
  number: string
  previous: CredentialRow | undefined
}

function recordOf({ needs, type, draft, elements, seal, id, now, issued, number, previous }: Parts): CredentialRecord {
  const verifyCode = queryCode(needs.random)
  const { holder, caseNo } = draft
  const until = (expression: string) => needs.evaluate(expression, { elements, issued })
  return {
    format: 'zhengtong-credential/1',
    realm: seal.realm,
    id,
    identifier: identifierOf(type, seal, id, previous?.record.identifier),
    type: { key: type.key, version: type.version, name: type.name, nameEn: type.nameEn, kind: type.kind },
    number,
    holder: {
      name: holder.name,
      ...(holder.idType ? { idType: holder.idType } : {}),
      ...(holder.idNumber
        ? { idMasked: holder.idType === 'uscc' ? holder.idNumber : mask('id-staff', holder.idNumber) }
        : {}),
    },
    issuer: {
      departmentId: seal.departmentId,
      name: seal.departmentName,
      code: seal.departmentCode,
      divisionCode: seal.divisionCode,
    },
    issuedAt: now.toISOString(),
    issued,
    ...validityOf(type.validity, draft.validFrom ?? issued, until),
    ...(draft.validTo ? { validTo: draft.validTo } : {}),
    elements,
    seal: { id: seal.id, name: seal.name, keyId: seal.recordKeyId },
    basis: type.basis.map(({ law, article = '' }) => `《${law}》${article}`),
    ...(caseNo ? { caseNo } : {}),
    ...(previous ? { previous: previous.record.identifier } : {}),
    verifyCode,
    verifyAt: `${needs.publicUrl}/verify/${verifyCode}`,
    demo: seal.demo,
  }
}

/** C1 identifier (GB/T 36904-2018). A re-issue keeps the serial and raises the version. */
function identifierOf(type: CredentialType, seal: UsableSeal, id: string, before: string | undefined): string {
  const parsed = before ? parseLicenceId(before, { imported: true }) : undefined
  const old = parsed?.ok ? parsed.value : undefined
  return buildLicenceId({
    type: type.identifier.definer + type.identifier.code,
    issuer: seal.departmentCode,
    serial: old?.serial ?? serialOf(id),
    version: (old?.version ?? 0) + 1,
  })
}

/** 18 characters from a time-ordered UUID: its 48 bits of time and the last 40 random ones, in base 36. */
function serialOf(id: string): string {
  const hex = id.replaceAll('-', '')
  const part = (digits: string, width: number) =>
    Number.parseInt(digits, 16).toString(36).toUpperCase().padStart(width, '0')
  return part(hex.slice(0, 12), 10) + part(hex.slice(-10), 8)
}
