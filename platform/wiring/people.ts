import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { ApplicantFacts, ApplicationNeeds } from '#nets/service/applications/index.ts'
import { type BindingReader, resolveBindings } from '#support/forms/index.ts'
import type { Identity } from '#support/identity/index.ts'
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

  const applicant: ApplicationNeeds['applicant'] = async (actor, partyId) => {
    if (!actor.partyId)
      throw new Refusal('forbidden', 'applications.not-your-party', 'This account stands for no person')
    if (partyId === undefined || partyId === actor.partyId) {
      const person = await identity.parties.readPerson(actor.realm, actor.partyId)
      return { partyId: actor.partyId, name: person.name, kind: 'natural', last4: person.idNumber.slice(-4) }
    }
    const mandate = (await identity.parties.listMandates(actor)).find((each) => each.partyId === partyId)
    if (!mandate) throw new Refusal('forbidden', 'applications.not-your-party', 'No mandate for this party')
    return {
      partyId,
      name: mandate.name,
      kind: mandate.kind,
      last4: mandate.code?.slice(-4) ?? '',
      agentName: actor.name,
    }
  }

  const resolve: ApplicationNeeds['resolve'] = async (actor, party, form, answers, why, situations) => {
    const account = await ownFacts(actor)
    const reader: BindingReader = {
      account,
      situations,
      applicant: party.kind === 'natural' ? account : await legalFacts(actor, party),
      register: ({ register, key, fields, many }) => registers.read(actor, { register, key, fields, many, ...why }),
      credential: (request) => needs.readCredential(actor, party.partyId, request),
    }
    return resolveBindings(form, reader, answers)
  }

  async function ownFacts(actor: Actor): Promise<BindingReader['account']> {
    if (!actor.partyId) return {}
    const person = await identity.parties.readPerson(actor.realm, actor.partyId)
    return { ...person, kind: 'natural' }
  }

  async function legalFacts(actor: Actor, party: ApplicantFacts): Promise<BindingReader['applicant']> {
    const { code } = await identity.parties.getParty(actor.realm, party.partyId)
    return { name: party.name, kind: 'legal', idType: 'uscc', ...(code ? { idNumber: code } : {}) }
  }

  /** The person first, then everybody they may act for. */
  const partiesOf = async (actor: Actor): Promise<string[]> =>
    actor.kind === 'citizen' ? (await identity.parties.listMandates(actor)).map((mandate) => mandate.partyId) : []

  /** The number a party is known by in registers: the citizen ID, or the credit code. */
  async function numberOf(realm: string, partyId: string): Promise<string | undefined> {
    const party = await identity.parties.getParty(realm, partyId)
    return party.kind === 'legal' ? party.code : (await identity.parties.readPerson(realm, partyId)).idNumber
  }

  return { applicant, resolve, partiesOf, numberOf }
}
