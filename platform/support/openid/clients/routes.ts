import Type from 'typebox'
import { actorOf, empty, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import { Client, ClientOpened, Consent, NewClient } from '../contract.ts'
import type { Clients } from './service.ts'

const tags = ['openid']
const ById = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) })

/** Registration of programs by administrators, and what each person lets them know. */
export const clientRoutes =
  (clients: Clients): Routes =>
  (app) => {
    app.get(
      '/openid-clients',
      {
        schema: {
          operationId: 'listOpenIdClients',
          tags,
          summary: 'Programs that may ask who somebody is',
          querystring: Type.Object(paging),
          response: { 200: pageOf(Client), ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => clients.list(actorOf(request), request.query),
    )
    app.post(
      '/openid-clients',
      {
        schema: {
          operationId: 'registerOpenIdClient',
          tags,
          summary: 'Register a program; its secret is shown this once',
          body: NewClient,
          response: { 201: ClientOpened, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => reply.code(201).send(await clients.register(actorOf(request), request.body)),
    )
    app.post(
      '/openid-clients/:id/secret',
      {
        schema: {
          operationId: 'renewOpenIdClientSecret',
          tags,
          summary: 'A new secret for a program; the old one counts no more',
          params: ById,
          response: { 200: ClientOpened, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => clients.renewSecret(actorOf(request), request.params.id),
    )
    app.delete(
      '/openid-clients/:id',
      {
        schema: {
          operationId: 'closeOpenIdClient',
          tags,
          summary: 'Close a program',
          params: ById,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        await clients.close(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
    app.get(
      '/me/consents',
      {
        schema: {
          operationId: 'listMyConsents',
          tags,
          summary: 'Which programs may know what about me',
          response: { 200: Type.Object({ items: Type.Array(Consent) }), ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request) => ({ items: await clients.listConsents(actorOf(request)) }),
    )
    app.delete(
      '/me/consents/:id',
      {
        schema: {
          operationId: 'withdrawMyConsent',
          tags,
          summary: 'Take a consent back; the program’s access ends at once',
          params: ById,
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'signed-in' }),
      },
      async (request, reply) => {
        await clients.withdrawConsent(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
