import type { Tx } from '#ground/database/index.ts'
import { type Actor, systemActor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refusal } from '#kernel/errors.ts'
import { mask } from '#kernel/masks.ts'
import { cityDate } from '#kernel/working-days.ts'
import type {
  CredentialDraft,
  CredentialService,
  CredentialType,
  NumberedCredential,
} from '#support/credentials/index.ts'
import type { StockLine, StockReason } from './contract.ts'
import type { Mapped, StockLicence } from './mapping.ts'
import * as store from './store.ts'

/** Who the licence is to be held by: the party, or the name that the number is known under. */
export type Holder = { ok: true; partyId: string; idType: string } | { ok: false }

export type MappedLine = { line: number; mapped: Mapped; holder?: Holder }

export type BatchNeeds = {
  clock: () => Date
  credentials: Pick<CredentialService, 'issueMany' | 'numbered' | 'wouldIssue'>
}

/** Issues what a batch of lines holds, in the transaction given; in a trial only says what would come of each. */
export async function doBatch(
  { clock, credentials }: BatchNeeds,
  tx: Tx,
  run: { realm: string; row: store.ImportRow; type: CredentialType },
  lines: readonly MappedLine[],
): Promise<StockLine[]> {
  const { realm, row } = run
  const numbers = lines.flatMap(({ mapped }) => (mapped.ok ? [mapped.licence.number] : []))
  const known = await credentials.numbered(tx, realm, row.type, numbers)
  const read = new Set(await store.selectNumbersRead(tx, realm, row.id, numbers))
  const actor: Actor = { ...systemActor(realm), accountId: row.starterId, name: row.startedBy }
  const today = cityDate(clock())

  async function settle(
    licence: StockLicence,
    holder: Holder,
  ): Promise<Partial<StockLine> & Pick<StockLine, 'state'> & { draft?: CredentialDraft }> {
    if (read.has(licence.number)) return refused('twice-in-file', '')
    read.add(licence.number)
    if (!holder.ok) return refused('holder-name-differs', '')
    const draft = draftOf(row, licence, holder)
    const before = known.get(licence.number)
    if (before)
      return same(before, draft)
        ? { state: 'unchanged', credentialId: before.id }
        : refused('number-in-use', before.identifier)
    try {
      const { validTo } = await credentials.wouldIssue(realm, draft)
      if (validTo && validTo < today) return refused('ended', validTo)
      return { state: 'issued', draft }
    } catch (error) {
      const reason = error instanceof Refusal ? reasons[error.code] : undefined
      if (!reason) throw error
      return refused(reason, detailOf(error as Refusal))
    }
  }

  const done: StockLine[] = []
  const toIssue: { line: StockLine; draft: CredentialDraft }[] = []
  for (const { line, mapped, holder } of lines) {
    if (!mapped.ok || !holder) {
      const { reason, detail } = mapped as Extract<Mapped, { ok: false }>
      done.push({ line, state: 'refused', repairs: [], reason, ...(detail ? { detail: detail.slice(0, 300) } : {}) })
      continue
    }
    const { licence } = mapped
    const { draft, ...outcome } = await settle(licence, holder)
    const state = outcome.state === 'issued' && licence.repairs.length > 0 ? 'repaired' : outcome.state
    const who = licence.holder.kind === 'natural' ? mask('name', licence.holder.name) : licence.holder.name
    const said: StockLine = { line, number: licence.number, holder: who, repairs: licence.repairs, ...outcome, state }
    done.push(said)
    if (draft && !row.trial) toIssue.push({ line: said, draft })
  }
  const issued = await credentials.issueMany(
    tx,
    actor,
    toIssue.map(({ draft }) => draft),
  )
  for (const [i, { line }] of toIssue.entries()) line.credentialId = issued[i]!.credentialId
  return done
}

const reasons: Record<string, StockReason> = {
  'credentials.elements': 'elements-wrong',
  'credentials.no-glyph': 'no-glyph',
}

function refused(reason: StockReason, detail: string) {
  return { state: 'refused' as const, reason, ...(detail ? { detail: detail.slice(0, 300) } : {}) }
}

/** Which elements, not what they said: a report may go further than the line. */
function detailOf({ details }: Refusal): string {
  if (Array.isArray(details.characters)) return details.characters.join(' ')
  return (details.faults ?? []).map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ')
}

function draftOf(row: store.ImportRow, licence: StockLicence, holder: Extract<Holder, { ok: true }>): CredentialDraft {
  const { number, issued, validFrom, validTo, elements } = licence
  return {
    type: row.type,
    departmentId: row.departmentId,
    holder: {
      partyId: holder.partyId,
      name: licence.holder.name,
      idType: holder.idType,
      idNumber: licence.holder.id,
    },
    elements,
    reason: `存量证照导入：${row.fileName}`.slice(0, 200),
    ...(validFrom ? { validFrom } : {}),
    ...(validTo ? { validTo } : {}),
    stock: { number, issued },
  }
}

/** Whether the licence that has the number already says what the line says. */
function same(before: NumberedCredential, draft: CredentialDraft): boolean {
  const { stock, holder, elements, validFrom, validTo } = draft
  return (
    before.holderPartyId === holder.partyId &&
    before.issued === stock?.issued &&
    (validTo === undefined || before.validTo === validTo) &&
    (validFrom === undefined || before.validFrom === validFrom) &&
    canonicalJson(before.elements) === canonicalJson(elements)
  )
}
