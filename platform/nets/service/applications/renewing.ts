import type { Clock } from '#ground/clock.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Renewed } from '#support/cases/index.ts'
import { type CompiledForm, eachField } from '#support/forms/contract.ts'
import { type Item, renewalState, renewalWindow, underRenewal } from '../items/contract.ts'
import type { RenewalOffer } from './contract.ts'
import type { Applicable } from './needs.ts'
import type { Carried, RenewalNeeds } from './renewal.ts'

/** 延续 (行政许可法第50条): which licences can be renewed and until when, and what of the old one goes into the application. */
export function createRenewing(needs: RenewalNeeds & { clock: Clock }) {
  const { calendar } = needs
  const today = () => cityDate(needs.clock())

  async function offers(actor: Actor): Promise<RenewalOffer[]> {
    const [licences, items] = await Promise.all([needs.licences(actor), needs.renewable(actor.realm)])
    return licences.flatMap(({ holderPartyId: partyId, ...licence }) => {
      const found = items.find(({ item }) => item.result.credential === licence.type)
      if (!found?.item.renewal) return []
      const { silence } = found.item.renewal
      const days = renewalWindow(found.item.renewal, licence.lastDay, calendar)
      return [{ ...licence, ...days, partyId, itemId: found.itemId, silence, state: renewalState(days, today()) }]
    })
  }

  /** The licence to renew under this item, with the facts that go over. Refuses outside the days of the renewal. */
  async function carry(actor: Actor, credentialId: string, { item, form }: Applicable): Promise<Carried> {
    const licence = await needs.licence(actor, credentialId)
    const { renewal } = item
    if (!renewal || item.result.credential !== licence.type)
      throw new Refusal('conflict', 'applications.not-renewable', 'This item does not renew this licence')
    const state = renewalState(renewalWindow(renewal, licence.lastDay, calendar), today())
    if (state === 'early') throw new Refusal('conflict', 'applications.renewal-early', 'It is too early to renew')
    if (state === 'over') throw new Refusal('conflict', 'applications.renewal-over', 'The licence has ended')
    const { id, name, nameEn, number, lastDay, elements, caseId, holderPartyId } = licence
    const earlier = caseId ? await needs.answered(actor.realm, caseId) : { answers: {}, situations: {} }
    return {
      renews: { credentialId: id, name, ...(nameEn ? { nameEn } : {}), number, lastDay, on: elements },
      holderPartyId,
      answers: known(form.compiled, { ...elements, ...earlier.answers }),
      situations: earlier.situations,
    }
  }

  /** What the case is told when it is opened today: whether silence renews, and how the new licence differs. */
  function said(
    item: Item,
    renews: Carried['renews'],
    answers: Record<string, unknown>,
    evaluate: (text: string, scope: Record<string, unknown>) => unknown,
  ): Renewed {
    const { on: elements, ...rest } = renews
    const { renewal } = item
    const isInTime =
      renewal !== undefined && renewalState(renewalWindow(renewal, renews.lastDay, calendar), today()) === 'open'
    const scope = { answers, elements, lastDay: renews.lastDay, today: today() }
    const differing = Object.entries(renewal?.elements ?? {}).map(([name, text]) => [name, evaluate(text, scope)])
    return {
      ...rest,
      silence: isInTime && renewal.silence === 'renewed',
      elements: Object.fromEntries(differing.filter(([, value]) => value !== null && value !== undefined)),
    }
  }

  return { offers, carry, said }
}

/** The item as this application applies for it. */
export function asRenewal(applicable: Applicable, renews: Carried['renews'] | undefined): Applicable {
  return renews ? { ...applicable, item: underRenewal(applicable.item) } : applicable
}

/** Of what was said before, what this form still asks and the applicant may still change. */
function known(compiled: CompiledForm, earlier: Record<string, unknown>): Record<string, unknown> {
  const fields = [...eachField(compiled.root)].filter(({ node }) => node.readOnly !== true)
  const names = new Set(fields.map(({ pointer }) => pointer.split('/')[1]))
  return Object.fromEntries(Object.entries(earlier).filter(([name, value]) => names.has(name) && value !== null))
}
