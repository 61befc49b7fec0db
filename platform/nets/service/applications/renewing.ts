import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '#ground/clock.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import { cityDate } from '#kernel/working-days.ts'
import type { Renewed } from '#support/cases/index.ts'
import { type CompiledForm, checkAnswers, eachField } from '#support/forms/contract.ts'
import { type Item, renewalState, renewalWindow, underChange, underRenewal } from '../items/contract.ts'
import { unknownFields } from './answers.ts'
import type { ChangeOffer, RenewalOffer } from './contract.ts'
import type { Applicable } from './needs.ts'
import type { Carried, RenewalNeeds } from './renewal.ts'

/** 延续 (行政许可法第50条): which licences can be renewed and until when, and what of the old one goes into the application. */
export function createRenewing(needs: RenewalNeeds & { clock: Clock }) {
  const { calendar } = needs
  const today = () => cityDate(needs.clock())

  async function offers(actor: Actor): Promise<RenewalOffer[]> {
    const [licences, items] = await Promise.all([needs.licences(actor), needs.renewable(actor.realm)])
    return licences.flatMap(({ holderPartyId: partyId, lastDay, ...rest }) => {
      if (lastDay === undefined) return []
      const licence = { ...rest, lastDay }
      const found = items.find(({ item }) => item.renewal && item.result.credential === licence.type)
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
    if (!renewal || item.result.credential !== licence.type || licence.lastDay === undefined)
      throw new Refusal('conflict', 'applications.not-renewable', 'This item does not renew this licence')
    const state = renewalState(renewalWindow(renewal, licence.lastDay, calendar), today())
    if (state === 'early') throw new Refusal('conflict', 'applications.renewal-early', 'It is too early to renew')
    if (state === 'over') throw new Refusal('conflict', 'applications.renewal-over', 'The licence has ended')
    return brought(actor, licence, form, {})
  }

  /** The licence to change or issue again under this item, with the facts that go over. Refuses one that has ended. */
  async function carryChange(
    actor: Actor,
    credentialId: string,
    { item, form }: Applicable,
    key: string,
  ): Promise<Carried> {
    const licence = await needs.licence(actor, credentialId)
    const change = item.changes?.find((each) => each.key === key)
    if (!change || item.result.credential !== licence.type)
      throw new Refusal('conflict', 'applications.not-changeable', 'This item does not change this licence so')
    if (licence.lastDay !== undefined && licence.lastDay < today())
      throw new Refusal('conflict', 'applications.licence-not-in-force', 'The licence has ended')
    const { name, nameEn } = change
    const said = { key, kind: change.kind, name, ...(nameEn ? { nameEn } : {}) }
    return brought(actor, licence, form, { change: said, asks: change.asks })
  }

  async function brought(
    actor: Actor,
    licence: Awaited<ReturnType<RenewalNeeds['licence']>>,
    form: Applicable['form'],
    more: Pick<Carried['renews'], 'change' | 'asks'>,
  ): Promise<Carried> {
    const { id, name, nameEn, number, lastDay, elements, caseId, holderPartyId } = licence
    const earlier = caseId ? await needs.answered(actor.realm, caseId) : { answers: {}, situations: {} }
    const named = { name, ...(nameEn ? { nameEn } : {}), number, ...(lastDay ? { lastDay } : {}) }
    return {
      renews: { credentialId: id, ...named, on: elements, ...more },
      holderPartyId,
      answers: known(form.compiled, { ...elements, ...earlier.answers }),
      situations: earlier.situations,
    }
  }

  /** 变更、补发: what of the licences of a person can be changed or issued again, and under which item. */
  async function changes(actor: Actor): Promise<ChangeOffer[]> {
    const [licences, items] = await Promise.all([needs.licences(actor), needs.renewable(actor.realm)])
    return licences.flatMap(({ id, type, number, holderPartyId: partyId, lastDay }) => {
      if (lastDay !== undefined && lastDay < today()) return []
      return items.flatMap(({ itemId, item }) =>
        (item.result.credential === type ? (item.changes ?? []) : []).map(
          ({ key, kind, name, nameEn, help, helpEn }) => ({
            ...{ id, number, partyId, itemId, key, kind, name },
            ...(nameEn ? { nameEn } : {}),
            ...(help ? { help } : {}),
            ...(helpEn ? { helpEn } : {}),
          }),
        ),
      )
    })
  }

  /** What the case is told when it is opened today: whether silence renews, and how the new licence differs. */
  function said(
    item: Item,
    renews: Carried['renews'],
    answers: Record<string, unknown>,
    evaluate: (text: string, scope: Record<string, unknown>) => unknown,
  ): Renewed {
    const { on: elements, asks: _asks, ...rest } = renews
    const { lastDay, change: chosen } = renews
    const terms = chosen ? item.changes?.find(({ key }) => key === chosen.key) : item.renewal
    const scope = { answers, elements, lastDay: lastDay ?? null, today: today() }
    const evaluated = Object.entries(terms?.elements ?? {}).map(
      ([name, text]) => [name, evaluate(text, scope)] as const,
    )
    const differing = evaluated.filter(
      ([name, value]) => value !== null && value !== undefined && !isDeepStrictEqual(value, elements[name]),
    )
    const until = terms && 'lastDay' in terms && terms.lastDay ? evaluate(terms.lastDay, scope) : undefined
    if (chosen?.kind === 'change' && differing.length === 0 && (until ?? lastDay) === lastDay)
      throw new Refusal('invalid', 'applications.nothing-changed', 'What is on the licence stays as it is')
    return {
      ...rest,
      silence: !chosen && inTime(item, lastDay),
      elements: Object.fromEntries(differing),
      ...(typeof until === 'string' ? { until } : {}),
    }
  }

  const inTime = ({ renewal }: Item, lastDay: string | undefined): boolean =>
    renewal?.silence === 'renewed' &&
    lastDay !== undefined &&
    renewalState(renewalWindow(renewal, lastDay, calendar), today()) === 'open'

  return { offers, changes, carry, carryChange, said }
}

/** The item as this application applies for it; of a change only what it asks of the form. */
export function asRenewal(applicable: Applicable, renews: Carried['renews'] | undefined): Applicable {
  if (!renews) return applicable
  const { item, form } = applicable
  if (!renews.change) return { ...applicable, item: underRenewal(item) }
  const change = item.changes?.find(({ key }) => key === renews.change?.key)
  if (!change) throw new Refusal('conflict', 'applications.not-changeable', 'This item does not change this licence so')
  const document = onlyAsking(form.document, renews.asks ?? [])
  return { ...applicable, item: underChange(item, change), form: { ...form, document } }
}

type Page = { fields: string[] }

/** The form with the pages that ask something; where nothing is asked the first stays, to be looked over. */
function onlyAsking(document: unknown, asks: string[]): unknown {
  const { pages, ...form } = document as { pages: Page[] }
  const asking = pages.flatMap((page) => {
    const fields = page.fields.filter((name) => asks.includes(name))
    return fields.length > 0 ? [{ ...page, fields }] : []
  })
  return { ...form, pages: asking.length > 0 ? asking : pages.slice(0, 1) }
}

/** What the old case does not answer, as with a licence from before this platform, a change asks too. */
export function askingWhatLacks(
  renews: Carried['renews'],
  compiled: CompiledForm,
  answers: Record<string, unknown>,
  today: string,
): Carried['renews'] {
  if (!renews.change) return renews
  const { faults } = checkAnswers(compiled, answers, { asOf: today })
  const lacking = faults.map(({ pointer }) => pointer.split('/')[1] ?? '')
  return { ...renews, asks: [...new Set([...(renews.asks ?? []), ...lacking])] }
}

/** Refuses answers to what a change does not ask. */
export function onlyAsked(renews: Carried['renews'] | undefined, answers: Record<string, unknown>): void {
  if (!renews?.change) return
  const strange = Object.keys(answers).filter((name) => !renews.asks?.includes(name))
  if (strange.length > 0) throw unknownFields(strange)
}

/** Of what was said before, what this form still asks and the applicant may still change. */
function known(compiled: CompiledForm, earlier: Record<string, unknown>): Record<string, unknown> {
  const fields = [...eachField(compiled.root)].filter(({ node }) => node.readOnly !== true)
  const names = new Set(fields.map(({ pointer }) => pointer.split('/')[1]))
  return Object.fromEntries(Object.entries(earlier).filter(([name, value]) => names.has(name) && value !== null))
}
