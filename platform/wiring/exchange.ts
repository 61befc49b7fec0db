import { readFile } from 'node:fs/promises'
import type { Clock } from '#ground/clock.ts'
import type { Config } from '#ground/config.ts'
import type { Routes } from '#ground/http/index.ts'
import type { NewId } from '#ground/ids.ts'
import { systemActor } from '#kernel/actor.ts'
import { sharedKey } from '#kernel/http-signatures/index.ts'
import {
  createExchange,
  createHttpProvince,
  exchangeRoutes,
  type Province,
  type Surroundings,
} from '#nets/service/exchange/index.ts'
import type { Items } from '#nets/service/items/index.ts'
import type { RatingService } from '#nets/service/ratings/index.ts'
import type { CaseOut, CaseService } from '#support/cases/index.ts'
import type { CredentialService } from '#support/credentials/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { Organisations } from '#support/organisations/index.ts'
import type { Ground } from './ground.ts'

/** Of each five seconds, what the exchange may take to make rows: a tenth of a core. */
const budget = 500

/** Rows for the province. Without one nobody waits for them, and those that a supervisor looks at are made then. */
export async function createExchangePart(
  needs: Ground & {
    cases: CaseService
    items: Items
    identity: Identity
    credentials: CredentialService
    organisations: Organisations
    ratings: RatingService
  },
) {
  const province = await openProvince(needs)
  const exchange = createExchange({
    ...needs,
    caseOut: needs.cases.whole.out,
    caseIds: needs.cases.whole.idsAfter,
    surroundings: createSurroundings({ ...needs, countingOf: needs.ratings.countingOf }),
    ...(province ? { province } : {}),
  })
  const chore = { every: 5_000, failure: 'the exchange did not go on', run: () => exchange.work.turn(budget) }
  return {
    exchange,
    routes: [exchangeRoutes(exchange)] as Routes[],
    reactions: exchange.reactions,
    chores: province ? [chore] : [],
  }
}

/** What the exchange rows say beyond the case itself: codes of the item version, numbers of the party, papers, the ratings. */
function createSurroundings(needs: {
  items: Items
  identity: Identity
  credentials: CredentialService
  organisations: Organisations
  countingOf: RatingService['countingOf']
}) {
  return async ({ current }: CaseOut): Promise<Surroundings> => {
    const { realm, id, item, party } = current
    const actor = systemActor(realm)
    const [{ item: document }, org, held, papers, rated] = await Promise.all([
      needs.items.getVersion(realm, item.id, item.version),
      needs.organisations.getDepartment(realm, item.departmentId),
      needs.identity.parties.getParty(realm, party.partyId),
      needs.credentials.list(actor, { caseId: id, limit: 100 }),
      needs.countingOf(realm, id),
    ])
    const person = held.kind === 'natural' ? await needs.identity.parties.readPerson(realm, held.id) : undefined
    return {
      codes: document.codes,
      projectType: document.handling.projectType,
      org: { name: org.name, code: org.code },
      party: {
        name: held.name,
        kind: held.kind,
        idType: person?.idType ?? 'uscc',
        idNumber: person?.idNumber ?? held.code ?? '',
        ...(person?.mobile ? { mobile: person.mobile } : {}),
      },
      papers: papers.items.map((paper) => ({
        key: paper.type.key,
        kind: paper.type.kind,
        name: paper.type.name,
        number: paper.number,
        issuer: paper.issuer,
        ...(paper.validTo ? { validTo: paper.validTo } : {}),
      })),
      ratings: rated.map(({ id, stage, level, channel, at, party_name, text }) => ({
        ...{ id, stage, level, channel, at, rater: party_name },
        ...(text ? { text } : {}),
      })),
    }
  }
}

/** The province, when an address is set. */
async function openProvince(needs: { config: Config; clock: Clock; newId: NewId }): Promise<Province | undefined> {
  const { provinceUrl, provinceKeyFile, realm } = needs.config
  if (!provinceUrl || !provinceKeyFile) return undefined
  const hex = (await readFile(provinceKeyFile, 'utf8')).trim()
  if (!/^[0-9a-f]{64}$/i.test(hex))
    throw new Error(`The key of the province at ${provinceKeyFile} must be 64 hex digits`)
  const key = sharedKey(realm, Buffer.from(hex, 'hex'))
  return createHttpProvince({ url: provinceUrl, key, now: needs.clock, nonce: needs.newId })
}
