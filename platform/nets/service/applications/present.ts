import type { Fault } from '#kernel/errors.ts'
import { type CompiledForm, checkAnswers, fieldAt, type Resolution } from '#support/forms/contract.ts'
import {
  type Draft,
  type DraftMaterial,
  type IsNeeded,
  materialFaults,
  materialNeeds,
  partsChosen,
} from './application.ts'
import type { Application } from './contract.ts'
import type { Applicable, ApplicantFacts } from './needs.ts'
import { presentTerms, situationFaults } from './terms.ts'

/** An application as its page shows it, with everything that still stands in the way of submitting. */
export function presentApplication(
  draft: Draft,
  files: DraftMaterial[],
  about: { applicable: Applicable; party: ApplicantFacts; isNeeded: IsNeeded; today: string },
): Application {
  const { applicable, party, isNeeded, today } = about
  const { content } = draft
  const materials = materialNeeds(applicable.item, content, files, isNeeded)
  const checked = checkAnswers(applicable.form.compiled, content.answers, { asOf: today })
  return {
    id: draft.id,
    version: draft.version,
    item: {
      id: applicable.id,
      version: applicable.version,
      name: applicable.item.name,
      departmentName: applicable.item.authority.name,
      ...(applicable.item.nameEn ? { nameEn: applicable.item.nameEn } : {}),
    },
    applicant: { partyId: party.partyId, name: party.name, kind: party.kind },
    form: applicable.form.document,
    answers: content.answers,
    facts: content.facts.map(({ pointer, value, source, sourceLabel, fetchedAt }) => ({
      pointer,
      value,
      source,
      sourceLabel,
      fetchedAt,
    })),
    gaps: content.gaps.map(({ pointer, status, source, sourceLabel }) => ({
      pointer,
      source,
      sourceLabel,
      reason: status,
    })),
    disputes: content.disputes,
    materials,
    parts: partsChosen(applicable.item, content, isNeeded).map(({ key, name, nameEn }) => ({
      ...{ key, name },
      ...(nameEn ? { nameEn } : {}),
    })),
    ...presentTerms(applicable.item, content, isNeeded),
    ...(content.renews ? { renews: shownOf(content.renews) } : {}),
    faults: [
      ...situationFaults(applicable.item, content, isNeeded),
      ...withoutGaps(checked.faults, content, applicable.form.compiled),
      ...materialFaults(materials),
    ],
    updatedAt: draft.updatedAt.toISOString(),
  }
}

const shownOf = ({ on: _on, asks: _asks, ...renews }: NonNullable<Draft['content']['renews']>) => renews

/**
 * A register must not stop anybody: what it did not answer, or should have known and only it can say (a field that the
 * applicant cannot write), is left to a person.
 */
export function withoutGaps(faults: Fault[], { gaps }: Pick<Resolution, 'gaps'>, compiled: CompiledForm): Fault[] {
  const beyond = gaps.filter(
    ({ pointer, status }) => status === 'unavailable' || fieldAt(compiled.root, pointer)?.node.readOnly === true,
  )
  const pointers = new Set(beyond.map((gap) => gap.pointer))
  return faults.filter((fault) => !pointers.has(fault.pointer))
}
