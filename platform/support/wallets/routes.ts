import Type from 'typebox'
import { actorOf, empty, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { NewPresentation, NewWalletOffer, Presentation, ShownLine, WalletCopy, WalletOffer } from './contract.ts'
import type { Wallets } from './service.ts'

const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })
const tags = ['wallets']

export function walletRoutes(wallets: Wallets): Routes {
  return (app) => {
    app.post(
      '/credentials/:id/wallet-offers',
      {
        schema: {
          operationId: 'offerToWallet',
          tags,
          summary: 'Offer a credential of mine to a wallet (OpenID4VCI)',
          params: ById,
          body: NewWalletOffer,
          response: { 201: WalletOffer, ...problems },
        },
        config: route({ access: 'citizen', perMinute: 30 }),
      },
      async (request, reply) => {
        const { withPin = true } = request.body
        return reply.code(201).send(await wallets.offer(actorOf(request), request.params.id, withPin))
      },
    )
    app.get(
      '/credentials/:id/wallet-copies',
      {
        schema: {
          operationId: 'listWalletCopies',
          tags,
          summary: 'The copies of a credential of mine that wallets hold, newest first',
          params: ById,
          response: { 200: Type.Object({ items: Type.Array(WalletCopy) }), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      async (request) => ({ items: await wallets.copies(actorOf(request), request.params.id) }),
    )
    app.delete(
      '/wallet-copies/:id',
      {
        schema: {
          operationId: 'withdrawWalletCopy',
          tags,
          summary: 'Make one copy count no more, as when a phone is lost',
          params: ById,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      async (request, reply) => {
        await wallets.withdraw(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
    app.get(
      '/me/presentations',
      {
        schema: {
          operationId: 'listMyPresentations',
          tags,
          summary: 'What my wallets showed, to whom and why, newest first',
          querystring: Type.Object(paging),
          response: { 200: pageOf(ShownLine), ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => wallets.shown(actorOf(request), request.query),
    )
    app.post(
      '/presentations',
      {
        schema: {
          operationId: 'askForPresentation',
          tags,
          summary: 'Ask a holder’s wallet to show certain claims for a purpose (OpenID4VP)',
          body: NewPresentation,
          response: { 201: Presentation, ...problems },
        },
        config: route({ access: 'official', perMinute: 60 }),
      },
      async (request, reply) => reply.code(201).send(await wallets.ask(actorOf(request), request.body)),
    )
    app.get(
      '/presentations/:id',
      {
        schema: {
          operationId: 'getPresentation',
          tags,
          summary: 'What came of asking: open, answered with the checks made, or expired',
          params: ById,
          response: { 200: Presentation, ...problems },
        },
        config: route({ access: 'official', perMinute: 300 }),
      },
      (request) => wallets.getPresentation(actorOf(request), request.params.id),
    )
  }
}
