import Type from 'typebox'
import { type App, actorOf, empty, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import {
  Channel,
  Message,
  MessageStatus,
  ProviderState,
  Sender,
  SenderKey,
  Template,
  TemplateDraft,
} from './contract.ts'
import type { Messages } from './service.ts'

const tags = ['messages']
const id = Type.String({ format: 'uuid' })
const name = Type.String({ minLength: 1, maxLength: 60 })

/** For those who look after the sending: senders, keys, templates, providers, and what was sent. */
export const messageRoutes =
  (messages: Messages): Routes =>
  (app: App) => {
    const { senders, templates } = messages
    const config = route({ access: 'official' })
    const changing = route({ access: 'official', idempotency: 'optional' })

    app.get(
      '/sent-messages',
      {
        schema: {
          operationId: 'listSentMessages',
          tags,
          summary: 'Messages sent to people outside the platform, the newest first; addresses are masked',
          querystring: Type.Object({
            ...paging,
            senderId: Type.Optional(id),
            channel: Type.Optional(Channel),
            status: Type.Optional(MessageStatus),
            reference: Type.Optional(Type.String({ maxLength: 200 })),
            to: Type.Optional(Type.String({ maxLength: 254, description: 'A whole address; needs `channel` too' })),
          }),
          response: { 200: pageOf(Message), ...problems },
        },
        config,
      },
      (request) => messages.list(actorOf(request), request.query),
    )
    app.get(
      '/message-providers',
      {
        schema: {
          operationId: 'listMessageProviders',
          tags,
          summary: 'The ways out of the house, in the order they are tried, and how the last day went',
          response: { 200: Type.Object({ items: Type.Array(ProviderState) }), ...problems },
        },
        config,
      },
      async (request) => ({ items: await messages.providerStates(actorOf(request)) }),
    )
    app.post(
      '/message-unsubscriptions/:token',
      {
        schema: {
          operationId: 'unsubscribeMessages',
          tags,
          summary: 'No more messages of this sender to this address (RFC 8058); urgent ones still come',
          params: Type.Object({ token: Type.String({ maxLength: 400 }) }),
          response: { 204: empty, ...problems },
        },
        config: route({ access: 'public', perMinute: 60 }),
      },
      async (request, reply) => {
        await messages.unsubscribe(actorOf(request).realm, request.params.token)
        return reply.code(204).send(null)
      },
    )
    app.get(
      '/message-senders',
      {
        schema: {
          operationId: 'listMessageSenders',
          tags,
          summary: 'Departments and systems that send',
          response: { 200: Type.Object({ items: Type.Array(Sender) }), ...problems },
        },
        config,
      },
      async (request) => ({ items: await senders.list(actorOf(request)) }),
    )
    app.post(
      '/message-senders',
      {
        schema: {
          operationId: 'openMessageSender',
          tags,
          summary: 'Let a department or a system send',
          body: Type.Object({ name, departmentId: Type.Optional(Type.String({ maxLength: 100 })) }),
          response: { 201: Sender, ...problems },
        },
        config: changing,
      },
      async (request, reply) => reply.code(201).send(await senders.open(actorOf(request), request.body)),
    )
    app.put(
      '/message-senders/:id/stopped',
      {
        schema: {
          operationId: 'stopMessageSender',
          tags,
          summary: 'Stop a sender, or let it send again',
          params: Type.Object({ id }),
          body: Type.Object({ stopped: Type.Boolean() }),
          response: { 200: Sender, ...problems },
        },
        config,
      },
      (request) => senders.setStopped(actorOf(request), request.params.id, request.body.stopped),
    )
    app.get(
      '/message-senders/:id/keys',
      {
        schema: {
          operationId: 'listSenderKeys',
          tags,
          summary: 'Keys of a sender, without their secrets',
          params: Type.Object({ id }),
          response: { 200: Type.Object({ items: Type.Array(SenderKey) }), ...problems },
        },
        config,
      },
      async (request) => ({ items: await senders.listKeys(actorOf(request), request.params.id) }),
    )
    app.post(
      '/message-senders/:id/keys',
      {
        schema: {
          operationId: 'addSenderKey',
          tags,
          summary: 'A new key; its secret is shown this once',
          params: Type.Object({ id }),
          body: Type.Object({ name }),
          response: {
            201: Type.Object({ ...SenderKey.properties, apiKey: Type.String() }),
            ...problems,
          },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) =>
        reply.code(201).send(await senders.addKey(actorOf(request), request.params.id, request.body.name)),
    )
    app.delete(
      '/message-senders/:id/keys/:keyId',
      {
        schema: {
          operationId: 'revokeSenderKey',
          tags,
          summary: 'A key counts no longer',
          params: Type.Object({ id, keyId: id }),
          response: { 204: empty, ...problems },
        },
        config,
      },
      async (request, reply) => {
        await senders.revokeKey(actorOf(request), request.params.id, request.params.keyId)
        return reply.code(204).send(null)
      },
    )
    app.get(
      '/message-templates',
      {
        schema: {
          operationId: 'listMessageTemplates',
          tags,
          summary: 'Templates in their newest version',
          querystring: Type.Object({ senderId: Type.Optional(id) }),
          response: { 200: Type.Object({ items: Type.Array(Template) }), ...problems },
        },
        config,
      },
      async (request) => ({ items: await templates.list(actorOf(request), request.query.senderId) }),
    )
    app.post(
      '/message-senders/:id/templates',
      {
        schema: {
          operationId: 'writeMessageTemplate',
          tags,
          summary: 'A new template of a sender',
          params: Type.Object({ id }),
          body: TemplateDraft,
          response: { 201: Template, ...problems },
        },
        config: changing,
      },
      async (request, reply) =>
        reply.code(201).send(await templates.write(actorOf(request), request.params.id, request.body)),
    )
    app.get(
      '/message-templates/:id/versions',
      {
        schema: {
          operationId: 'listMessageTemplateVersions',
          tags,
          summary: 'All versions of a template, the newest first',
          params: Type.Object({ id }),
          response: { 200: Type.Object({ items: Type.Array(Template) }), ...problems },
        },
        config,
      },
      async (request) => ({ items: await templates.versions(actorOf(request), request.params.id) }),
    )
    app.post(
      '/message-templates/:id/versions',
      {
        schema: {
          operationId: 'rewriteMessageTemplate',
          tags,
          summary: 'A new version of a template, or its end; what was sent keeps its version',
          params: Type.Object({ id }),
          body: Type.Object({ ...TemplateDraft.properties, archived: Type.Optional(Type.Boolean()) }),
          response: { 201: Template, ...problems },
        },
        config: changing,
      },
      async (request, reply) => {
        const { archived = false, ...draft } = request.body
        return reply.code(201).send(await templates.rewrite(actorOf(request), request.params.id, draft, archived))
      },
    )
  }
