import type { Tx } from '#ground/database/index.ts'
import { systemActor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Calendar } from '#kernel/working-days.ts'
import type { ApplicationNeeds } from '#nets/service/applications/index.ts'
import type { Items } from '#nets/service/items/index.ts'
import type { CaseService, InlineService, ServiceCall } from '#support/cases/index.ts'
import type { CredentialService, Issued } from '#support/credentials/index.ts'

/** A wallet holds more only in a test of load; who has so many renews by the item itself. */
const mostLicences = 200

/** What renewals know of licences, items and earlier cases. */
export function forRenewals(needs: {
  cases: CaseService
  credentials: CredentialService
  items: Items
  calendar: Calendar
}): ApplicationNeeds['renewing'] {
  const { cases, credentials, items, calendar } = needs
  const licence: ApplicationNeeds['renewing']['licence'] = async (actor, id) => {
    const { credential } = await credentials.get(actor, id)
    const { record, status, holderPartyId, caseId } = credential
    const { type, number, validTo, elements } = record
    if (status !== 'valid' && status !== 'expired')
      throw new Refusal('conflict', 'applications.licence-not-in-force', `The licence ${id} is ${status}`)
    const named = { type: type.key, name: type.name, nameEn: type.nameEn, number }
    const end = validTo ? { lastDay: validTo } : {}
    return { id, ...named, holderPartyId, ...end, elements, ...(caseId ? { caseId } : {}) }
  }
  return {
    calendar,
    licence,
    async licences(actor) {
      const { items: lines } = await credentials.list(actor, { limit: mostLicences })
      return lines.flatMap(({ id, type, number, holderPartyId, status, validTo }) =>
        type.kind !== 'letter' && status === 'valid'
          ? [
              {
                ...{ id, type: type.key, name: type.name, nameEn: type.nameEn, number, holderPartyId },
                ...(validTo ? { lastDay: validTo } : {}),
              },
            ]
          : [],
      )
    },
    renewable: (realm) => items.listRenewable(realm),
    answered: (realm, caseId) => cases.whole.answered(realm, caseId),
  }
}

/**
 * `credentials.renew`: the licence that a renewal is about is issued again, as it was but for what the item says differs; the old one
 * ends with it. A change and another copy keep the days of the old one. Input `validFrom` where the term of a renewal does not begin
 * today; answers as `credentials.issue` does.
 */
export function renewService(
  issue: (tx: Tx, call: ServiceCall, previousId: string) => Promise<Issued>,
  credentials: CredentialService,
): InlineService {
  return async (tx, call) => {
    const { current } = call.draft
    const renews = current.terms?.renews
    if (!renews) throw new Refusal('conflict', 'applications.not-renewable', `Case ${current.no} renews no licence`)
    const old = (await credentials.get(systemActor(current.realm), renews.credentialId)).credential
    if (old.holderPartyId !== current.party.partyId)
      throw new Refusal('conflict', 'applications.not-renewable', 'The licence is of another party')
    const { type, elements, validFrom, validTo } = old.record
    const kept = renews.change ? { validFrom, validTo: renews.until ?? validTo } : {}
    const inputs = { ...call.inputs, ...kept, type: type.key, elements: { ...elements, ...renews.elements } }
    return issue(tx, { ...call, inputs }, renews.credentialId)
  }
}
