import type { Migrations } from '#ground/database/index.ts'
import type { Routes } from '#ground/http/index.ts'
import type { CredentialNeeds, CredentialService, CredentialType } from '#support/credentials/index.ts'
import type { Identity } from '#support/identity/index.ts'
import type { Organisations } from '#support/organisations/index.ts'
import * as showings from '#support/showings/index.ts'
import * as wallets from '#support/wallets/index.ts'
import type { Ground } from './ground.ts'

export const inHandModules: Migrations[] = [wallets.walletsModule, showings.showingsModule]

/** What holders do with credentials themselves: keep them in wallets, show them, let offices use them. */
export function createInHand({
  packs,
  organisations,
  config,
  ...needs
}: CredentialNeeds & {
  config: Pick<Ground['config'], 'realm' | 'profile'>
  identity: Identity
  credentials: CredentialService
  organisations: Pick<Organisations, 'getDepartment'>
}) {
  const walletService = wallets.createWallets({
    ...needs,
    types: async () => (await packs.list<CredentialType>('credential')).map(({ content }) => content),
    typeOf: async (key) => (await packs.get<CredentialType>('credential', key)).content,
  })
  const showingService = showings.createShowings({ ...needs, department: organisations.getDepartment })
  const asks = showings.createAsks({ ...needs, department: organisations.getDepartment, grant: showingService.grant })
  return {
    wallets: walletService,
    showings: showingService,
    routes: [
      wallets.walletRoutes(walletService),
      wallets.licenceSignInRoutes(walletService.signIns, {
        realm: config.realm,
        secureCookies: config.profile === 'production',
      }),
      showings.showingRoutes(showingService),
      showings.askRoutes(asks),
    ] as Routes[],
    rootRoutes: [wallets.protocolRoutes(walletService)] as Routes[],
    reactions: walletService.reactions,
    chores: [{ every: 3_600_000, failure: 'old wallet offers were not swept', run: () => walletService.sweep() }],
  }
}
