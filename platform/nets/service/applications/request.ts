import type { CaseRequest } from '#support/cases/index.ts'
import type { Resolution } from '#support/forms/contract.ts'
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
    now: Date
  },
): CaseRequest {
  const { applicable, party, known, files, answers, now } = given
  const { divisionCode, ...office } = given.office
  const { item } = applicable
  return {
    item: {
      id: applicable.id,
      version: applicable.version,
      name: item.name,
      ...(item.nameEn ? { nameEn: item.nameEn } : {}),
      form: { key: applicable.form.key, version: applicable.form.version },
      ...office,
      limits: {
        ...(item.limits.promised
          ? { promise: { unit: item.limits.promised.unit, days: item.limits.promised.days } }
          : {}),
        ...(item.limits.legal ? { legal: { unit: item.limits.legal.unit, days: item.limits.legal.days } } : {}),
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
    materials: files.map((file) => ({ ...file, version: 1, trust: 'C' as const })),
    disputes: draft.content.disputes,
    gaps: known.gaps.map((gap) => gap.pointer),
  }
}
