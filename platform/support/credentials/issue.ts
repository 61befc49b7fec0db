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
import { numbersOf } from './numbers.ts'
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
  const [issued] = await issueCredentials(needs, tx, actor, [draft])
  return issued!
}

/** The same for many: numbers are looked for together, signatures made together, and a seal's uses noted in one statement. */
export async function issueCredentials(
  needs: IssueNeeds,
  tx: Tx,
  actor: Actor,
  drafts: readonly CredentialDraft[],
): Promise<Issued[]> {
  if (!mayIssue(actor)) throw new Refusal('forbidden', 'credentials.forbidden', `A ${actor.kind} may not issue`)
  const { realm } = actor
  const now = needs.clock()
  const wanted: Wanted[] = []
  for (const draft of drafts) wanted.push(await wantedOf(needs, tx, realm, draft, now))
  const numbers = await numbersOf(needs, tx, wanted)
  const issued: Issued[] = []
  for (const [sealId, places] of Map.groupBy(wanted.keys(), (place) => wanted[place]!.seal.id)) {
    const { seal } = wanted[places[0]!]!
    const signer = await needs.seals.recordSigner(realm, seal)
    const made = places.map((place) => {
      const record = recordOf({ needs, ...wanted[place]!, id: needs.newId(), now, number: numbers[place]! })
      const canonical = canonicalJson(record)
      const bytes = Buffer.from(canonical, 'utf8')
      return { ...wanted[place]!, place, record, canonical, bytes, recordDigest: cryptoSuite('GM').hash(bytes) }
    })
    const signatures = await signer.signMany(made.map(({ bytes }) => bytes))
    const operator = { id: actor.accountId, name: actor.name }
    const leaves = await needs.seals.useMany(
      tx,
      systemActor(realm),
      seal,
      made.map(({ draft, record, recordDigest }) => ({
        ...{ id: needs.newId(), digest: recordDigest, reason: draft.reason, operator },
        ...(draft.caseId ? { caseId: draft.caseId } : {}),
        leaves: [{ kind: 'credentials.credential', subject: record.id, digest: recordDigest }],
      })),
    )
    for (const [i, { draft, type, record, canonical, recordDigest, place }] of made.entries()) {
      const [, leaf] = leaves[i]!
      if (!leaf) throw new Error('The ledger answered without the leaf of the credential')
      const row: CredentialRow = {
        id: record.id,
        type: type.key,
        typeVersion: type.version,
        kind: type.kind,
        departmentId: seal.departmentId,
        divisionCode: draft.divisionCode ?? seal.divisionCode,
        holderPartyId: draft.holder.partyId,
        record,
        recordDigest,
        signature: signatures[i]!,
        suite: 'GM',
        keyId: signer.keyId,
        sealId,
        leafHash: Buffer.from(leaf.hash, 'hex'),
        status: 'valid',
        caseId: draft.caseId ?? null,
        previousId: draft.previousId ?? null,
        pdfHash: null,
        ofdHash: null,
        version: 1,
      }
      await needs.store.insert(tx, realm, row, canonical, draft.holder.idNumber)
      await tell(needs, tx, realm, row)
      const { number, identifier, verifyCode } = record
      issued[place] = {
        credentialId: row.id,
        name: record.type.name,
        ...{ kind: type.kind, number, identifier, verifyCode },
      }
    }
  }
  return issued
}

function tell(needs: IssueNeeds, tx: Tx, realm: string, row: CredentialRow): Promise<void> {
  const about = {
    credentialId: row.id,
    type: row.type,
    kind: row.kind,
    number: row.record.number,
    partyId: row.holderPartyId,
    departmentId: row.departmentId,
  }
  return needs.publish(tx, credentialIssued, {
    realm,
    subject: row.id,
    data: { ...about, ...(row.caseId ? { caseId: row.caseId } : {}) },
  })
}

/** A draft that may be issued, and all it is made from. */
type Wanted = {
  draft: CredentialDraft
  type: CredentialType
  elements: Record<string, unknown>
  seal: UsableSeal
  issued: string
  previous: CredentialRow | undefined
}

async function wantedOf(needs: IssueNeeds, tx: Tx, realm: string, draft: CredentialDraft, now: Date): Promise<Wanted> {
  const type = await needs.types.get(draft.type, draft.typeVersion)
  const elements = elementsOf(type, draft.elements)
  await mustIssue(needs, type, draft.departmentId)
  const seal = await needs.seals.usableOf(realm, draft.departmentId)
  await needs.requireGlyphs(type, { elements, holder: draft.holder.name, issuer: seal.departmentName })
  const previous = draft.previousId ? await takeOver(needs, tx, realm, draft.previousId) : undefined
  return { draft, type, elements, seal, issued: draft.stock?.issued ?? cityDate(now), previous }
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

type Parts = Wanted & { needs: IssueNeeds; id: string; now: Date; number: string }

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
