import type { Migrations } from '#ground/database/index.ts'
import type { Routes } from '#ground/http/index.ts'
import type { CredentialNeeds, CredentialService, CredentialType } from '#support/credentials/index.ts'
import type { Organisations } from '#support/organisations/index.ts'
import type { Packs } from '#support/packs/index.ts'
import * as showings from '#support/showings/index.ts'
import * as wallets from '#support/wallets/index.ts'

export const inHandModules: Migrations[] = [wallets.walletsModule, showings.showingsModule]

/** What holders do with credentials themselves: keep them in wallets, show them, let offices use them. */
export function createInHand({
  packs,
  organisations,
  ...needs
}: Omit<CredentialNeeds, 'packs'> & {
  credentials: CredentialService
  packs: Pick<Packs, 'get' | 'list'>
  organisations: Pick<Organisations, 'getDepartment'>
}) {
  const walletService = wallets.createWallets({
    ...needs,
    types: async () => (await packs.list<CredentialType>('credential')).map(({ content }) => content),
    typeOf: async (key) => (await packs.get<CredentialType>('credential', key)).content,
  })
  const showingService = showings.createShowings({ ...needs, department: organisations.getDepartment })
  return {
    wallets: walletService,
    showings: showingService,
    routes: [wallets.walletRoutes(walletService), showings.showingRoutes(showingService)] as Routes[],
    rootRoutes: [wallets.protocolRoutes(walletService)] as Routes[],
  }
}
