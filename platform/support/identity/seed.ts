import { type AssuranceLevel, type PostRole, systemActor } from '#kernel/actor.ts'
import type { Department } from '#support/organisations/index.ts'
import type { DemoSignIn } from './contract.ts'
import type { Identity } from './service.ts'

/** `accounts.yaml` of a pack's seed folder, parsed. All people and firms in it are invented. */
export type AccountSeed = {
  password: string
  people: {
    username: string
    name: string
    idNumber: string
    sex: string
    mobile: string
    level: AssuranceLevel
    note?: string
  }[]
  firms: { code: string; name: string; legalRepresentative: string; agents?: { idNumber: string; until?: string }[] }[]
  officials: {
    username: string
    name: string
    posts: { role: PostRole; department: string; division?: string }[]
    note?: string
  }[]
}

/** Opens a pack's demo accounts with their firms and posts; what is there already stays as it is. */
export async function seedAccounts(identity: Identity, realm: string, seed: AccountSeed): Promise<void> {
  const { password } = seed
  await Promise.all(seed.people.map((person) => seedPerson(identity, realm, person, password)))
  await Promise.all(seed.firms.map((firm) => seedFirm(identity, realm, firm)))
  await Promise.all(seed.officials.map((official) => seedOfficial(identity, realm, official, password)))
}

async function seedPerson(identity: Identity, realm: string, person: AccountSeed['people'][number], password: string) {
  const { username, name, idNumber, mobile, level } = person
  if (await identity.accounts.findByUsername(realm, username)) return
  const party = await identity.parties.registerNatural(realm, { name, idNumber, mobile, demo: true })
  await identity.accounts.open(realm, { username, password, name, level, kind: 'citizen', partyId: party.id })
}

async function seedFirm({ parties }: Identity, realm: string, firm: AccountSeed['firms'][number]) {
  const { id: legalParty } = await parties.registerLegal(realm, { name: firm.name, code: firm.code, demo: true })
  const idOf = async (idNumber: string) => {
    const person = await parties.findByIdNumber(realm, idNumber)
    if (!person) throw new Error(`${firm.name}: nobody in the seed has the number of one of its agents`)
    return person.id
  }
  const head = await idOf(firm.legalRepresentative)
  await parties.authorise(realm, { legalParty, naturalParty: head, role: 'legal-representative' })
  for (const { idNumber, until } of firm.agents ?? []) {
    // `until` is the last day, in the city's time.
    const validTo = until === undefined ? undefined : new Date(Date.parse(`${until}T00:00:00+08:00`) + 86_400_000)
    await parties.authorise(realm, { legalParty, naturalParty: await idOf(idNumber), role: 'agent', validTo })
  }
}

async function seedOfficial(
  { accounts, posts }: Identity,
  realm: string,
  official: AccountSeed['officials'][number],
  password: string,
) {
  const { username, name } = official
  const known = await accounts.findByUsername(realm, username)
  const account = known ?? (await accounts.open(realm, { username, password, name, kind: 'official', level: 'L3' }))
  // Who ever held a post is left as administrators made it; a start that was cut short is made good.
  if (known && (await posts.hasHeldPost(realm, account.id))) return
  const system = systemActor(realm)
  for (const { role, department, division } of official.posts)
    await posts.appoint(system, { accountId: account.id, role, departmentId: department, divisionCode: division })
}

/** What the demo tells a visitor: every sign-in of the seed with its roles and department. */
export function demoSignIns(seed: AccountSeed, departments: readonly Department[]): DemoSignIn[] {
  const { password } = seed
  const nameOf = (id: string | undefined) => departments.find((department) => department.id === id)?.name
  return [
    ...seed.people.map(
      ({ username, name, note }): DemoSignIn => ({ username, password, name, kind: 'citizen', roles: [], note }),
    ),
    ...seed.officials.map(
      ({ username, name, posts, note }): DemoSignIn => ({
        username,
        password,
        name,
        kind: 'official',
        roles: posts.map((post) => post.role),
        department: nameOf(posts[0]?.department),
        note,
      }),
    ),
  ]
}
