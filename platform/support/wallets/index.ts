export * from './contract.ts'
export { protocolRoutes } from './protocol-routes.ts'
export { walletRoutes } from './routes.ts'
export { createWallets, type WalletNeeds, type Wallets } from './service.ts'
export { licenceSignInRoutes } from './sign-ins/routes.ts'

export const walletsModule = { name: 'wallets', migrations: new URL('./migrations/', import.meta.url) }
