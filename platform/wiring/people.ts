import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { ApplicantFacts, ApplicationNeeds } from '#nets/service/applications/index.ts'
import { type BindingReader, resolveBindings } from '#support/forms/index.ts'
import { covers, type Identity, type MandateAct, refuseForFirm } from '#support/identity/index.ts'
import type { Registers } from '#support/registers/index.ts'

/** What an application asks about people: for whom it is, and what registers and licences already know of them. */
export function createPeople(needs: {
  identity: Identity
  registers: Registers
  readCredential: (
    actor: Actor,
    partyId: string,
    request: { type: string; fields: string[] },
  ) => ReturnType<BindingReader['credential']>
}) {
  const { identity, registers } = needs

  const applicant: ApplicationNeeds['applicant'] = async (actor, partyId, itemId) => {
    if (!actor.partyId)
      throw new Refusal('forbidden', 'applications.not-your-party', 'This account stands for no person')
    const wantedParty = partyId ?? actor.actingFor?.partyId
    if (wantedParty === undefined || wantedParty === actor.partyId) {
      refuseForFirm(actor)
      const { parties } = identity
      const { name } = await parties.getParty(actor.realm, actor.partyId)
      const number = await parties.readIdNumber(actor.realm, actor.partyId)
      return { partyId: actor.partyId, name, kind: 'natural', last4: number.slice(-4) }
    }
    const wanted = { act: 'apply', ...(itemId ? { itemId } : {}) } as const
    const { name, kind, code } = await identity.parties
      .mayActFor(actor, wantedParty, wanted)
      .catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'identity.no-mandate')
          throw new Refusal('forbidden', 'applications.not-your-party', 'No mandate for this party')
        throw error
      })
    const number = code ?? (await identity.parties.readIdNumber(actor.realm, wantedParty))
    return { partyId: wantedParty, name, kind, last4: number.slice(-4), agentName: actor.name }
  }

  const resolve: ApplicationNeeds['resolve'] = async (actor, party, form, answers, why, situations) => {
    const account = await ownFacts(actor)
    const reader: BindingReader = {
      account,
      situations,
      applicant: party.partyId === actor.partyId ? account : await factsOf(actor, party),
      register: ({ register, key, fields, many }) => registers.read(actor, { register, key, fields, many, ...why }),
      // That the actor may apply for this party has been asked; what the party holds is read as its own.
      credential: (request) => needs.readCredential({ ...actor, partyId: party.partyId }, party.partyId, request),
    }
    return resolveBindings(form, reader, answers)
  }

  async function ownFacts(actor: Actor): Promise<BindingReader['account']> {
    if (!actor.partyId) return {}
    const person = await identity.parties.readPerson(actor.realm, actor.partyId)
    return { ...person, kind: 'natural' }
  }

  async function factsOf(actor: Actor, party: ApplicantFacts): Promise<BindingReader['applicant']> {
    if (party.kind === 'natural')
      return { ...(await identity.parties.readPerson(actor.realm, party.partyId)), kind: 'natural' }
    const { code } = await identity.parties.getParty(actor.realm, party.partyId)
    return { name: party.name, kind: 'legal', idType: 'uscc', ...(code ? { idNumber: code } : {}) }
  }

  /** The person first, then everybody they may do this for; for a matter that is named, also who lets them do it in that one. */
  const partiesFor =
    (act: MandateAct) =>
    async (actor: Actor, itemId?: string): Promise<string[]> => {
      if (actor.kind !== 'citizen') return []
      const held = await identity.parties.listMandates(actor)
      const wanted = { act, ...(itemId ? { itemId } : {}) }
      return [...new Set(held.filter((each) => covers(each, wanted)).map(({ partyId }) => partyId))]
    }

  /** Matters in which the actor may act for somebody who lets them act in no others. */
  const mattersOf = async (actor: Actor): Promise<{ partyId: string; itemId: string }[]> =>
    (await identity.parties.listMandates(actor)).flatMap(({ partyId, items = [], acts }) =>
      acts && !acts.includes('apply') ? [] : items.map((itemId) => ({ partyId, itemId })),
    )

  /** When the actor's mandate for such a matter of the party ended, if it still held after `since`. */
  const mandateEnded = (actor: Actor, partyId: string, itemId: string, since: Date) =>
    identity.parties.mandateEnded(actor, partyId, { act: 'apply', itemId, since })

  /** The number a party is known by in registers: the citizen ID, or the credit code. */
  async function numberOf(realm: string, partyId: string): Promise<string | undefined> {
    const party = await identity.parties.getParty(realm, partyId)
    return party.kind === 'legal' ? party.code : identity.parties.readIdNumber(realm, partyId)
  }

  return { applicant, resolve, partiesOf: partiesFor('apply'), partiesFor, mattersOf, mandateEnded, numberOf }
}
