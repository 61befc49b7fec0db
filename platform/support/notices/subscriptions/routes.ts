import Type from 'typebox'
import { type App, actorOf, empty, problems, type Routes, route } from '#ground/http/index.ts'
import type { Contacts } from '../outward/contacts/service.ts'
import { ContactCode, ContactInput, Outside } from '../outward/contract.ts'
import { SubscriptionInput, Subscriptions } from './contract.ts'
import type { SubscriptionService } from './service.ts'

const tags = ['notices']

export const subscriptionRoutes =
  ({ subscriptions, contacts }: { subscriptions: SubscriptionService; contacts: Contacts }): Routes =>
  (app: App) => {
    const config = route({ access: 'signed-in' })
    const guessed = route({ access: 'signed-in', perMinute: 20 })
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
        config,
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
        config,
      },
      (request) => subscriptions.choose(actorOf(request), request.body),
    )
    app.put(
      '/me/subscriptions/channels/:channel',
      {
        schema: {
          operationId: 'chooseChannel',
          tags,
          summary: 'Whether notices also reach me by this channel',
          params: Type.Object({ channel: Outside }),
          body: Type.Object({ chosen: Type.Boolean() }, { additionalProperties: false }),
          response: { 200: Subscriptions, ...problems },
        },
        config,
      },
      async (request) => {
        const actor = actorOf(request)
        await contacts.choose(actor, request.params.channel, request.body.chosen)
        return subscriptions.get(actor)
      },
    )
    app.post(
      '/me/contacts',
      {
        schema: {
          operationId: 'checkContact',
          tags,
          summary: 'Send a code to an address of mine; it counts once the code came back',
          body: ContactInput,
          response: { 202: empty, ...problems },
        },
        config: guessed,
      },
      async (request, reply) => {
        await contacts.check(actorOf(request), request.body)
        return reply.code(202).send(null)
      },
    )
    app.post(
      '/me/contacts/:channel/confirmation',
      {
        schema: {
          operationId: 'confirmContact',
          tags,
          summary: 'The code that came: the address is mine, and notices go there',
          params: Type.Object({ channel: Outside }),
          body: ContactCode,
          response: { 200: Subscriptions, ...problems },
        },
        config: guessed,
      },
      async (request) => {
        const actor = actorOf(request)
        await contacts.confirm(actor, request.params.channel, request.body.code)
        return subscriptions.get(actor)
      },
    )
    app.delete(
      '/me/contacts/:channel',
      {
        schema: {
          operationId: 'forgetContact',
          tags,
          summary: 'Forget this address of mine',
          params: Type.Object({ channel: Outside }),
          response: { 200: Subscriptions, ...problems },
        },
        config,
      },
      async (request) => {
        const actor = actorOf(request)
        await contacts.forget(actor, request.params.channel)
        return subscriptions.get(actor)
      },
    )
  }
