import Type from 'typebox'
import { type App, actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import * as contract from './contract.ts'
import type { Evidence } from './service.ts'

const tags = ['evidence']
const id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const key = Type.Object({ key: contract.ChannelKey })
const Keyed = Type.Object({ ...contract.Client.properties, apiKey: Type.String() })

/** The evidence base for systems that anchor, for anybody who checks, and for those who keep it. */
export const evidenceRoutes =
  ({ anchors, channels, clients, chain }: Evidence): Routes =>
  (app: App) => {
    const open = route({ access: 'public' })
    const official = route({ access: 'official' })

    app.post(
      '/evidence/anchors',
      {
        schema: {
          operationId: 'anchorEvidence',
          tags,
          summary:
            'Anchor digests in a step of a channel; the header is `Authorization: Bearer zte_…`, the key of a system',
          body: contract.AnchorRequest,
          response: { 201: Type.Object({ items: Type.Array(contract.Receipt) }), ...problems },
        },
        config: route({ access: 'public', bare: true, perMinute: 6000 }),
      },
      async (request, reply) => {
        const { realm } = actorOf(request)
        const client = await clients.whose(realm, request.headers.authorization)
        return reply.code(201).send({ items: await anchors.anchor(realm, client, request.body) })
      },
    )
    app.get(
      '/evidence/anchors',
      {
        schema: {
          operationId: 'findEvidence',
          tags,
          summary: 'What stands in the evidence base of a digest, or the trail of a thing by channel and reference',
          querystring: Type.Object({
            ...paging,
            digest: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
            channel: Type.Optional(contract.ChannelKey),
            reference: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._:-]{1,80}$' })),
          }),
          response: { 200: pageOf(contract.Receipt), ...problems },
        },
        config: open,
      },
      (request) => anchors.find(actorOf(request).realm, request.query, request.query),
    )
    app.get(
      '/evidence/anchors/:id/receipt',
      {
        schema: {
          operationId: 'getEvidenceReceipt',
          tags,
          summary: 'A receipt with all that checking it without us takes',
          params: id,
          response: { 200: contract.WholeReceipt, ...problems },
        },
        config: open,
      },
      (request) => anchors.receipt(actorOf(request).realm, request.params.id),
    )
    app.get(
      '/evidence/channels',
      {
        schema: {
          operationId: 'listEvidenceChannels',
          tags,
          summary: 'The scenes that leave a trace, and their steps',
          response: { 200: Type.Object({ items: Type.Array(contract.Channel) }), ...problems },
        },
        config: open,
      },
      async (request) => ({ items: await channels.list(actorOf(request).realm) }),
    )
    app.get(
      '/evidence/channels/:key/statistics',
      {
        schema: {
          operationId: 'getEvidenceStatistics',
          tags,
          summary: 'How much a channel is used: by step, by system, by day',
          params: key,
          response: { 200: contract.ChannelStatistics, ...problems },
        },
        config: route({ access: 'public', perMinute: 120 }),
      },
      (request) => channels.statistics(actorOf(request).realm, request.params.key),
    )
    app.post(
      '/evidence/channels',
      {
        schema: {
          operationId: 'openEvidenceChannel',
          tags,
          summary: 'Open a channel for a scene',
          body: contract.ChannelDraft,
          response: { 201: contract.Channel, ...problems },
        },
        config: official,
      },
      async (request, reply) => reply.code(201).send(await channels.open(actorOf(request), request.body)),
    )
    app.put(
      '/evidence/channels/:key/closed',
      {
        schema: {
          operationId: 'closeEvidenceChannel',
          tags,
          summary: 'Close a channel, or open it again',
          params: key,
          body: Type.Object({ closed: Type.Boolean() }),
          response: { 200: contract.Channel, ...problems },
        },
        config: official,
      },
      (request) => channels.setClosed(actorOf(request), request.params.key, request.body.closed),
    )
    app.get(
      '/evidence/clients',
      {
        schema: {
          operationId: 'listEvidenceClients',
          tags,
          summary: 'Systems that may anchor, without their keys',
          response: { 200: Type.Object({ items: Type.Array(contract.Client) }), ...problems },
        },
        config: official,
      },
      async (request) => ({ items: await clients.list(actorOf(request)) }),
    )
    app.post(
      '/evidence/clients',
      {
        schema: {
          operationId: 'admitEvidenceClient',
          tags,
          summary: 'Admit a system; its key is shown this once',
          body: contract.ClientDraft,
          response: { 201: Keyed, ...problems },
        },
        config: official,
      },
      async (request, reply) => reply.code(201).send(await clients.admit(actorOf(request), request.body)),
    )
    app.put(
      '/evidence/clients/:id',
      {
        schema: {
          operationId: 'changeEvidenceClient',
          tags,
          summary: 'To which channels a system is admitted, and whether it is stopped',
          params: id,
          body: Type.Object({ channels: contract.ClientDraft.properties.channels, stopped: Type.Boolean() }),
          response: { 200: contract.Client, ...problems },
        },
        config: official,
      },
      (request) => clients.change(actorOf(request), request.params.id, request.body),
    )
    app.post(
      '/evidence/clients/:id/key',
      {
        schema: {
          operationId: 'renewEvidenceKey',
          tags,
          summary: 'A new key in place of the old one; shown this once',
          params: id,
          response: { 201: Keyed, ...problems },
        },
        config: official,
      },
      async (request, reply) => reply.code(201).send(await clients.renewKey(actorOf(request), request.params.id)),
    )
    app.get(
      '/evidence/chain-anchors',
      {
        schema: {
          operationId: 'listChainAnchors',
          tags,
          summary: 'Heads of the log that stand on a chain, the newest first',
          querystring: Type.Object(paging),
          response: { 200: pageOf(contract.ChainAnchor), ...problems },
        },
        config: open,
      },
      (request) => chain.list(actorOf(request).realm, request.query),
    )
    app.get(
      '/evidence/chain-anchors/:size/check',
      {
        schema: {
          operationId: 'checkChainAnchor',
          tags,
          summary: 'Ask the chain itself whether a head stands there',
          params: Type.Object({ size: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER - 1 }) }),
          response: {
            200: Type.Object({ onChain: Type.Boolean(), inLog: Type.Boolean(), anchor: contract.ChainAnchor }),
            ...problems,
          },
        },
        config: route({ access: 'public', perMinute: 30 }),
      },
      (request) => chain.check(actorOf(request).realm, request.params.size),
    )
  }
