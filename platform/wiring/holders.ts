import type { Identity } from '#support/identity/index.ts'

/** Whom a credential or letter names, as identity knows the party. */
export async function holderOf({ parties }: Pick<Identity, 'parties'>, realm: string, partyId: string) {
  const party = await parties.getParty(realm, partyId)
  const person = party.kind === 'natural' ? await parties.readPerson(realm, party.id) : undefined
  const number = person?.idNumber ?? party.code
  return {
    partyId: party.id,
    name: party.name,
    idType: person?.idType ?? 'uscc',
    ...(number ? { idNumber: number } : {}),
  }
}
