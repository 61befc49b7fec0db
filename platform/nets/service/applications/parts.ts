import type { Clock } from '#ground/clock.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Fault } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { CaseRequest } from '#support/cases/index.ts'
import { checkAnswers, withFacts } from '#support/forms/contract.ts'
import { branchOf, type Item, type PartTerms } from '../items/contract.ts'
import { divisionIn, reasonOf } from './answers.ts'
import {
  type Draft,
  type DraftContent,
  type DraftMaterial,
  materialFaults,
  materialNeeds,
  partsChosen,
} from './application.ts'
import type { Applicable, ApplicantFacts, ApplicationNeeds } from './needs.ts'
import { withoutGaps } from './present.ts'
import { caseRequest } from './request.ts'
import { chosenSituations, situationFaults, termsOf } from './terms.ts'

/** A part of a joint matter, ready to become a case of its own. */
export type ReadyPart = { terms: PartTerms; item: Item; request: CaseRequest & { id: string } }

type Whole = {
  draft: Draft & { files: DraftMaterial[] }
  item: Item
  party: ApplicantFacts
  answers: Record<string, unknown>
}

/**
 * 一件事: makes an application of each part out of the one form: its answers and materials as the item's data map them, its
 * facts asked from the registers anew, everything checked by the part's own item. Faults say of which part they are.
 */
export async function readyParts(
  needs: ApplicationNeeds & { clock: Clock },
  actor: Actor,
  whole: Whole,
): Promise<{ parts: ReadyPart[]; faults: Fault[] }> {
  const { draft, item, answers } = whole
  const parts: ReadyPart[] = []
  const faults: Fault[] = []
  for (const terms of partsChosen(item, { answers, situations: draft.content.situations }, needs.isNeeded)) {
    const applicable = await needs.partItem(terms.item)
    const made = await makePart(needs, actor, whole, terms, applicable)
    faults.push(
      ...made.faults.map(({ pointer, rule, detail }) => ({
        pointer: `/parts/${terms.key}${pointer}`,
        rule,
        detail: `${terms.name}：${detail}`,
      })),
    )
    parts.push({ terms, item: applicable.item, request: { ...made.request, id: needs.newId() } })
  }
  return { parts, faults }
}

async function makePart(
  needs: ApplicationNeeds & { clock: Clock },
  actor: Actor,
  { draft, party, answers }: Whole,
  terms: PartTerms,
  applicable: Applicable,
): Promise<{ request: CaseRequest; faults: Fault[] }> {
  const { item, form } = applicable
  const { compiled } = form
  const now = needs.clock()
  const scope = { ...answers, answers, situations: draft.content.situations }
  const given = mapped(needs, terms.answers, scope)
  const situations = chosenSituations(
    item,
    mapped(needs, terms.situations, scope) as Record<string, string>,
    needs.isNeeded,
  )
  const known = await needs.resolve(actor, party, compiled, given, reasonOf(item), situations)
  const checked = checkAnswers(compiled, withFacts(compiled, given, known), { asOf: cityDate(now) })
  const content: DraftContent = {
    answers: checked.answers,
    facts: known.facts,
    gaps: known.gaps,
    // What the applicant disputes of a source is disputed wherever that source is used.
    disputes: draft.content.disputes.flatMap(({ pointer, claim }) => {
      const source = draft.content.facts.find((fact) => fact.pointer === pointer)?.source
      return known.facts.filter((fact) => fact.source === source).map((fact) => ({ pointer: fact.pointer, claim }))
    }),
    confirmed: materialsOf(terms).flatMap(([own, from]) => (draft.content.confirmed.includes(from) ? [own] : [])),
    situations,
    follow: [],
    promises: [],
  }
  const files = materialsOf(terms).flatMap(([own, from]) => {
    const file = draft.files.find(({ key }) => key === from)
    const name = item.materials.find(({ key }) => key === own)?.name
    return file && name ? [{ ...file, id: needs.newId(), key: own, name }] : []
  })
  const materials = materialNeeds(item, content, files, needs.isNeeded)
  const office = await needs.routing(item, divisionIn(compiled, checked.answers))
  const request = caseRequest(
    { ...draft, item: { id: applicable.id, version: applicable.version, name: item.name }, content },
    {
      ...{ applicable, party, known, files, office, answers: checked.answers, now },
      terms: termsOf(item, content, { needs: materials, holds: needs.isNeeded, by: actor.name }),
      branch: branchOf(item, content, needs.isNeeded),
    },
  )
  const faults = [
    ...situationFaults(item, content, needs.isNeeded),
    ...withoutGaps(checked.faults, known, compiled),
    ...materialFaults(materials),
  ]
  return { request, faults }
}

const materialsOf = ({ materials = {} }: PartTerms) => Object.entries(materials)

/** Values of FEEL texts by name, without those that have none. */
function mapped(
  needs: Pick<ApplicationNeeds, 'evaluate'>,
  texts: Record<string, string> | undefined,
  scope: Record<string, unknown>,
): Record<string, unknown> {
  const values = Object.entries(texts ?? {}).map(([name, text]) => [name, needs.evaluate(text, scope)] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== null && value !== undefined))
}

/** The request of the whole and those of its parts, each naming the other. */
export function joined(whole: CaseRequest, item: Item, parts: ReadyPart[], newId: () => string) {
  const { matter } = item
  if (!matter) return { whole, parts }
  const id = newId()
  const none = { situations: [], owed: [], promises: [], free: [] }
  const partOf = { caseId: id, itemName: item.name, ...(item.nameEn ? { itemNameEn: item.nameEn } : {}) }
  return {
    whole: {
      ...whole,
      id,
      terms: {
        ...(whole.terms ?? none),
        matter: {
          complete: matter.complete,
          granted: matter.granted,
          parts: parts.map(({ terms: { key, name, nameEn, onFailure }, request }) => ({
            ...{ key, name, onFailure, caseId: request.id },
            ...(nameEn ? { nameEn } : {}),
          })),
        },
      },
    },
    parts: parts.map((part) => ({
      ...part,
      request: {
        ...part.request,
        terms: { ...(part.request.terms ?? none), partOf: { ...partOf, key: part.terms.key } },
      },
    })),
  }
}
