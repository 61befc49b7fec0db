import type { Migrations } from '#ground/database/index.ts'
import type { Routes } from '#ground/http/index.ts'
import type { Items } from '#nets/service/items/index.ts'
import type { CredentialNeeds, CredentialService, CredentialType } from '#support/credentials/index.ts'
import * as facts from '#support/fact-certificates/index.ts'
import { type Identity, residentCard } from '#support/identity/index.ts'
import type { NoticeService } from '#support/notices/index.ts'
import type { Organisations } from '#support/organisations/index.ts'
import type { Registers } from '#support/registers/index.ts'
import * as stock from '#support/stock-licences/index.ts'
import type { Ground } from './ground.ts'
import { createAskNotices, createDueNotices, createHolderNotices } from './holder-notices.ts'
import { holderOf } from './holders.ts'

export const papersModules: Migrations[] = [stock.stockLicencesModule]

/** What goes on with credentials beside deciding cases: those given before are taken in, holders are reminded. */
export function createPapers({
  packs,
  identity,
  ...needs
}: CredentialNeeds &
  Pick<Ground, 'jobs' | 'config'> & {
    notices: Pick<NoticeService, 'tell'>
    credentials: CredentialService
    identity: Identity
    organisations: Pick<Organisations, 'getDepartment'>
    registers: Registers
    items: Pick<Items, 'listRenewable'>
  }) {
  const { parties } = identity
  const renewsType = async (realm: string, type: string) =>
    (await needs.items.listRenewable(realm)).some(({ item }) => item.renewal && item.result.credential === type)
  const stockService = stock.createStockLicences({
    ...needs,
    types: async () => (await packs.list<CredentialType>('credential')).map(({ content }) => content),
    typeOf: async (key) => (await packs.get<CredentialType>('credential', key)).content,
    async holderOf(realm, { kind, name, id }) {
      const party =
        kind === 'natural'
          ? await parties.registerNatural(realm, { name, idNumber: id })
          : await parties.registerLegal(realm, { name, code: id })
      const same = party.name.normalize('NFKC').replace(/\s/g, '') === name.normalize('NFKC').replace(/\s/g, '')
      return same ? { partyId: party.id, idType: kind === 'natural' ? residentCard : 'uscc' } : undefined
    },
  })
  const factService = facts.createFactCertificates({
    ...needs,
    packs,
    typeOf: async (key) => (await packs.get<CredentialType>('credential', key)).content,
    department: needs.organisations.getDepartment,
    holderOf: (realm, partyId) => holderOf(identity, realm, partyId),
  })
  return {
    stock: stockService,
    routes: [stock.stockRoutes(stockService), facts.factCertificateRoutes(factService)] as Routes[],
    jobHandlers: stockService.jobHandlers,
    reactions: [
      createHolderNotices(packs, parties, needs.notices),
      createDueNotices(packs, parties, needs.notices, renewsType),
      createAskNotices(parties, needs.notices),
    ],
    chores: [
      {
        every: 3_600_000,
        failure: 'holders were not reminded of what is due',
        run: () => needs.credentials.remind(needs.config.realm),
      },
    ],
  }
}
