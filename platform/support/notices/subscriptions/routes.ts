import Type from 'typebox'
import { type App, actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import { SubscriptionInput, Subscriptions } from './contract.ts'
import type { SubscriptionService } from './service.ts'

const tags = ['notices']

export const subscriptionRoutes =
  (subscriptions: SubscriptionService): Routes =>
  (app: App) => {
    app.get(
      '/me/subscriptions',
      {
        schema: {
          operationId: 'getSubscriptions',
          tags,
          summary: 'What I hear of and how, for all my cases or for one',
          querystring: Type.Object({ caseId: Type.Optional(Type.String({ format: 'uuid' })) }),
          response: { 200: Subscriptions, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => subscriptions.get(actorOf(request), request.query.caseId),
    )
    app.put(
      '/me/subscriptions',
      {
        schema: {
          operationId: 'setSubscription',
          tags,
          summary: 'Choose for one topic: at once, with the digest of the next morning, or not at all',
          body: SubscriptionInput,
          response: { 200: Subscriptions, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      (request) => subscriptions.choose(actorOf(request), request.body),
    )
  }
