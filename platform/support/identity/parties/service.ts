import type { Clock } from '#ground/clock.ts'
import { type Db, inTransaction } from '#ground/database/index.ts'
import type { NewId } from '#ground/ids.ts'
import type { Secrets } from '#ground/secrets.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Mandate } from '../contract.ts'
import { covers, type Wanted } from '../mandates/mandate.ts'
import * as store from './store.ts'

/** 居民身份证 in GA/T 2000.156. */
export const residentCard = '111'

const recentMillis = 5_000
const mostRecent = 10_000

const numberContext = 'identity.party.id-number'
const mobileContext = 'identity.party.mobile'

export type Party = { id: string; kind: 'natural' | 'legal'; name: string; code?: string; demo: boolean }

/** What an account proves about its person: what forms fill in and registers are asked by. Never log it. */
export type PersonFacts = { name: string; idType: string; idNumber: string; mobile?: string }

export type NewNaturalParty = { name: string; idNumber: string; mobile?: string; demo?: boolean }
export type NewLegalParty = { name: string; code: string; demo?: boolean }

export type Parties = {
  /** Adds the person, or gives the one who has this number already. The number is stored sealed. */
  registerNatural(realm: string, party: NewNaturalParty): Promise<Party>
  /** Adds the firm or body, or gives the one that has this credit code already. */
  registerLegal(realm: string, party: NewLegalParty): Promise<Party>
  /** Lets a natural person act for a legal one until `validTo` (exclusive; absent: until further notice). */
  authorise(
    realm: string,
    mandate: { legalParty: string; naturalParty: string; role: 'legal-representative' | 'agent'; validTo?: Date },
  ): Promise<void>
  /** Refuses with `identity.party-missing`. */
  getParty(realm: string, id: string): Promise<Party>
  findByIdNumber(realm: string, idNumber: string): Promise<Party | undefined>
  findByCode(realm: string, code: string): Promise<Party | undefined>
  /** Opens the sealed number and mobile of a natural person. Whoever passes them on logs why. */
  readPerson(realm: string, id: string): Promise<PersonFacts>
  /** Opens the number alone. */
  readIdNumber(realm: string, id: string): Promise<string>
  /** Everyone the actor may act for today: themself first, then others by name. */
  listMandates(actor: Actor): Promise<Mandate[]>
  /** For whom this natural person may act today, themself left out. */
  mandatesOf(realm: string, partyId: string): Promise<Mandate[]>
  /** The accounts of those who are the party, or may act for it now. */
  accountsFor(realm: string, partyId: string): Promise<string[]>
  /** The person's own accounts in use. */
  ownAccounts(realm: string, partyId: string): Promise<string[]>
  /**
   * The mandate by which the actor may do this for this party today. Refuses with `identity.mandate-scope`, with
   * `identity.mandate-over` who could once, and others with `identity.no-mandate`.
   */
  mayActFor(actor: Actor, partyId: string, wanted?: Wanted): Promise<Mandate>
  /** When the actor's last mandate to do this for the party came to its end, if one still held after `since`. */
  mandateEnded(actor: Actor, partyId: string, wanted: Wanted & { since: Date }): Promise<Date | undefined>
}

export function createParties(needs: { db: Db; clock: Clock; newId: NewId; secrets: Secrets }): Parties {
  const { db, clock, newId, secrets } = needs
  const indexOf = (idType: string, idNumber: string) => secrets.blindIndex(`${idType}:${idNumber}`)

  /** Rows as they are stored, sealed, for a few seconds: one act asks for the same person many times over. */
  const recent = new Map<string, { row: store.PartyRow; until: number }>()
  async function must(realm: string, id: string): Promise<store.PartyRow> {
    const now = clock().getTime()
    const known = recent.get(`${realm} ${id}`)
    if (known && known.until > now) return known.row
    const row = await store.selectParty(db, realm, { id })
    if (!row) throw new Refusal('missing', 'identity.party-missing', `No party ${id}`)
    if (recent.size >= mostRecent) recent.clear()
    recent.set(`${realm} ${id}`, { row, until: now + recentMillis })
    return row
  }

  function numbered({
    id,
    name,
    id_type: idType,
    id_number_sealed: sealed,
  }: store.PartyRow): Omit<PersonFacts, 'mobile'> {
    if (!sealed) throw new Refusal('missing', 'identity.party-missing', `No natural person ${id}`)
    return { name, idType, idNumber: secrets.decrypt(sealed, numberContext) }
  }

  async function register(realm: string, row: Omit<store.PartyRow, 'realm' | 'id' | 'created_at'>, key: Key) {
    const id = newId()
    const added = await inTransaction(db, (tx) => store.insertParty(tx, { ...row, realm, id, created_at: clock() }))
    const kept = await store.selectParty(db, realm, added ? { id } : key)
    if (!kept) throw new Error('A party met a conflict with a row that is not there')
    return asParty(kept)
  }

  async function listMandates(actor: Actor): Promise<Mandate[]> {
    if (!actor.partyId || actor.kind !== 'citizen') return []
    const self: Mandate = { partyId: actor.partyId, kind: 'natural', name: actor.name, role: 'self' }
    const all = [self, ...(await store.selectMandates(db, actor.realm, actor.partyId, clock()))]
    const { actingFor } = actor
    return actingFor ? all.filter(({ partyId }) => partyId === actingFor.partyId) : all
  }

  async function pastMandates(actor: Actor, partyId: string): Promise<store.PastMandate[]> {
    if (!actor.partyId || actor.kind !== 'citizen') return []
    return store.selectPastMandates(db, actor.realm, actor.partyId, partyId, clock())
  }

  return {
    registerNatural(realm, { name, idNumber, mobile, demo = false }) {
      const idNumberIndex = indexOf(residentCard, idNumber)
      const row = {
        kind: 'natural' as const,
        name,
        id_type: residentCard,
        id_number_sealed: secrets.encrypt(idNumber, numberContext),
        id_number_index: idNumberIndex,
        code: null,
        mobile_sealed: mobile ? secrets.encrypt(mobile, mobileContext) : null,
        demo,
      }
      return register(realm, row, { idType: residentCard, idNumberIndex })
    },
    registerLegal(realm, { name, code, demo = false }) {
      const none = { id_number_sealed: null, id_number_index: null, mobile_sealed: null }
      return register(realm, { kind: 'legal', name, id_type: 'uscc', code, demo, ...none }, { code })
    },
    authorise: (realm, { legalParty, naturalParty, role, validTo }) =>
      inTransaction(db, (tx) =>
        store.upsertAgent(tx, {
          realm,
          legal_party: legalParty,
          natural_party: naturalParty,
          role,
          valid_from: clock(),
          valid_to: validTo ?? null,
        }),
      ),
    getParty: async (realm, id) => asParty(await must(realm, id)),
    async findByIdNumber(realm, idNumber) {
      const key = { idType: residentCard, idNumberIndex: indexOf(residentCard, idNumber) }
      const row = await store.selectParty(db, realm, key)
      return row && asParty(row)
    },
    async findByCode(realm, code) {
      const row = await store.selectParty(db, realm, { code })
      return row && asParty(row)
    },
    async readPerson(realm, id) {
      const row = await must(realm, id)
      return {
        ...numbered(row),
        ...(row.mobile_sealed ? { mobile: secrets.decrypt(row.mobile_sealed, mobileContext) } : {}),
      }
    },
    readIdNumber: async (realm, id) => numbered(await must(realm, id)).idNumber,
    listMandates,
    mandatesOf: (realm, partyId) => store.selectMandates(db, realm, partyId, clock()),
    ownAccounts: (realm, partyId) => store.selectOwnAccounts(db, realm, partyId),
    accountsFor: (realm, partyId) => store.selectAccountsFor(db, realm, partyId, clock()),
    async mayActFor(actor, partyId, wanted = { act: 'apply' }) {
      const held = (await listMandates(actor)).filter((each) => each.partyId === partyId)
      const mandate = held.find((each) => covers(each, wanted))
      if (mandate) return mandate
      if (held.length > 0)
        throw new Refusal('forbidden', 'identity.mandate-scope', `No mandate to ${wanted.act} this for ${partyId}`)
      const [over] = await pastMandates(actor, partyId)
      if (over)
        throw new Refusal('forbidden', 'identity.mandate-over', `The mandate for party ${partyId} is over`, {
          endedAt: over.ended.toISOString(),
        })
      throw new Refusal('forbidden', 'identity.no-mandate', `No mandate for party ${partyId} today`)
    },
    async mandateEnded(actor, partyId, { since, ...wanted }) {
      const past = await pastMandates(actor, partyId)
      return past.find((each) => covers(each, wanted) && each.ended > since)?.ended
    },
  }
}

type Key = Parameters<typeof store.selectParty>[2]

function asParty(row: store.PartyRow): Party {
  return { id: row.id, kind: row.kind, name: row.name, demo: row.demo, ...(row.code ? { code: row.code } : {}) }
}
