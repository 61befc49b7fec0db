import type { CaseRequest, CaseTerms } from '#support/cases/index.ts'
import type { Resolution } from '#support/forms/contract.ts'
import { type Branch, limitsUnder } from '../items/contract.ts'
import type { Draft, DraftMaterial } from './application.ts'
import type { Applicable, ApplicantFacts, ApplicationNeeds } from './needs.ts'

/** What an application brings when it becomes a case: everything frozen as it stands at this moment. */
export function caseRequest(
  draft: Draft,
  given: {
    applicable: Applicable
    party: ApplicantFacts
    known: Pick<Resolution, 'facts' | 'gaps'>
    files: DraftMaterial[]
    office: Awaited<ReturnType<ApplicationNeeds['routing']>>
    answers: Record<string, unknown>
    terms: CaseTerms | undefined
    branch: Branch | undefined
    now: Date
  },
): CaseRequest {
  const { applicable, party, known, files, answers, terms, now } = given
  const { divisionCode, ...office } = given.office
  const { item } = applicable
  const limits = limitsUnder(item, given.branch)
  return {
    item: {
      id: applicable.id,
      version: applicable.version,
      name: item.name,
      ...(item.nameEn ? { nameEn: item.nameEn } : {}),
      form: { key: applicable.form.key, version: applicable.form.version },
      ...office,
      limits: {
        ...(limits.promised ? { promise: { unit: limits.promised.unit, days: limits.promised.days } } : {}),
        ...(limits.legal ? { legal: { unit: limits.legal.unit, days: limits.legal.days } } : {}),
        ...(item.authority.joint?.length ? { joint: true } : {}),
      },
      ...(item.codes.taskCode ? { taskCode: item.codes.taskCode } : {}),
    },
    party: {
      partyId: party.partyId,
      name: party.name,
      kind: party.kind,
      accountId: draft.accountId,
      ...(party.agentName ? { agentName: party.agentName } : {}),
    },
    last4: party.last4,
    divisionCode,
    channel: 'web',
    answers,
    facts: known.facts.map(({ version, fetchedAt, ...fact }) => ({
      ...fact,
      sourceVersion: version,
      // What the account itself says is known at this moment; only fetched facts carry a time of their own.
      fetchedAt: fetchedAt ? new Date(fetchedAt) : now,
    })),
    materials: files.map(({ from, ...file }) => ({
      ...file,
      version: 1,
      trust: from?.trust ?? ('C' as const),
      ...(from ? { from: { caseNo: from.caseNo, at: from.at } } : {}),
    })),
    disputes: draft.content.disputes,
    // What follows later is a gap too: no rule grants over it.
    gaps: [...known.gaps.map((gap) => gap.pointer), ...(terms?.owed ?? []).map(({ key }) => `/materials/${key}`)],
    ...(terms ? { terms } : {}),
  }
}
