import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import {
  DifferenceView,
  Draft,
  DraftSummary,
  Guidance,
  Guide,
  ItemId,
  ItemResults,
  ItemSearch,
  ItemVersion,
  LintFinding,
  ProofQuery,
  ProofsInForce,
  PublishRequest,
  VersionSummary,
} from './contract.ts'
import { importRoutes } from './imports/routes.ts'
import type { Items } from './items.ts'
import { matterRoutes } from './matters/routes.ts'
import { sendPrepared } from './prepared/sending.ts'
import { profileRoutes } from './profiles/routes.ts'

const params = Type.Object({ id: ItemId })
const Side = Type.String({ pattern: '^([1-9]\\d{0,6}|draft)$', description: 'A version number, or `draft`' })
const tags = ['items']

/** Public: search, guides, versions. For item managers: drafts, lint, difference, publishing, imports. */
export function itemsRoutes(items: Items): Routes {
  return (app) => {
    app.get(
      '/items',
      {
        schema: {
          operationId: 'searchItems',
          tags,
          summary: 'Items by Chinese words, pinyin, initials or code; all by name without a query',
          querystring: ItemSearch,
          response: { 200: ItemResults, ...problems },
        },
        config: route({ access: 'public' }),
      },
      async (request, reply) => {
        const { realm } = actorOf(request)
        const answer = await items.prepared(`search ${realm} ${JSON.stringify(request.query)}`, async () =>
          asJson(reply, await items.search(actorOf(request), request.query)),
        )
        return sendPrepared(request, reply, answer) as never
      },
    )
    app.get(
      '/items/:id',
      {
        schema: {
          operationId: 'getItem',
          tags,
          summary: 'The guide of an item: the version in force today',
          params,
          response: { 200: Guide, 304: Type.Null(), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async (request, reply) => {
        const actor = actorOf(request)
        if (actor.kind === 'anonymous') {
          reply.header('vary', 'authorization, cookie').header('cache-control', 'public, max-age=60')
          const answer = await items.prepared(`guide ${actor.realm} ${request.params.id}`, async () =>
            asJson(reply, await items.getGuide(actor, request.params.id)),
          )
          return sendPrepared(request, reply, answer) as never
        }
        const guide = await items.getGuide(actor, request.params.id)
        const etag = etagOf(guide)
        reply.header('etag', etag).header('vary', 'authorization, cookie')
        reply.header('cache-control', 'private, no-cache')
        if (request.headers['if-none-match'] === etag) return reply.code(304).send(null)
        return guide
      },
    )
    app.post(
      '/items/:id/guidance',
      {
        schema: {
          operationId: 'guideThroughItem',
          tags,
          summary: 'What applies to these answers: questions, branch, limits, fees, materials. Nothing is kept',
          params,
          body: Type.Object(
            {
              situations: Type.Record(Type.String({ maxLength: 80 }), Type.String({ maxLength: 80 }), {
                description: 'Option chosen, by question',
              }),
            },
            { additionalProperties: false },
          ),
          response: { 200: Guidance, ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => items.getGuidance(actorOf(request), request.params.id, request.body.situations),
    )
    app.get(
      '/items/:id/versions',
      {
        schema: {
          operationId: 'listItemVersions',
          tags,
          summary: 'The published versions, newest first',
          params,
          response: { 200: Type.Object({ items: Type.Array(VersionSummary) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async (request) => ({ items: await items.listVersions(actorOf(request), request.params.id) }),
    )
    app.get(
      '/items/:id/diff',
      {
        schema: {
          operationId: 'diffItem',
          tags,
          summary: 'What differs between two versions, or a version and the draft',
          params,
          querystring: Type.Object({ from: Side, to: Side }),
          response: { 200: Type.Object({ items: Type.Array(DifferenceView) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async (request) => {
        const { from, to } = request.query
        return { items: await items.diff(actorOf(request), request.params.id, sideOf(from), sideOf(to)) }
      },
    )
    app.get(
      '/items/:id/lint',
      {
        schema: {
          operationId: 'lintItem',
          tags,
          summary: 'Breaches of the consistency rules, in the draft or else in what is in force',
          params,
          response: {
            200: Type.Object({ of: Type.Enum(['draft', 'published']), findings: Type.Array(LintFinding) }),
            ...problems,
          },
        },
        config: route({ access: 'official' }),
      },
      (request) => items.lint(actorOf(request), request.params.id),
    )
    app.post(
      '/items',
      {
        schema: {
          operationId: 'createItem',
          tags,
          summary: 'A new item, as a draft',
          body: Type.Object({
            item: Type.Unknown({ description: 'Elements of an item; what is left out has its default' }),
          }),
          response: { 201: Draft, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => reply.code(201).send(await items.create(actorOf(request), request.body.item)),
    )
    app.get(
      '/item-drafts',
      {
        schema: {
          operationId: 'listItemDrafts',
          tags,
          summary: 'The open drafts of the divisions I manage',
          response: { 200: Type.Object({ items: Type.Array(DraftSummary) }), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request) => ({ items: await items.listDrafts(actorOf(request)) }),
    )
    app.post(
      '/items/:id/drafts',
      {
        schema: {
          operationId: 'startItemDraft',
          tags,
          summary: 'A draft begun from the version in force',
          params,
          response: { 201: Draft, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => reply.code(201).send(await items.startDraft(actorOf(request), request.params.id)),
    )
    app.get(
      '/items/:id/draft',
      {
        schema: {
          operationId: 'getItemDraft',
          tags,
          summary: 'The open draft with its findings',
          params,
          response: { 200: Draft, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => items.getDraft(actorOf(request), request.params.id),
    )
    app.put(
      '/items/:id/draft',
      {
        schema: {
          operationId: 'saveItemDraft',
          tags,
          summary: 'Saves the draft whole',
          params,
          body: Type.Object({ item: Type.Unknown(), expectedVersion: Type.Integer() }),
          response: { 200: Draft, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => items.saveDraft(actorOf(request), request.params.id, request.body),
    )
    app.delete(
      '/items/:id/draft',
      {
        schema: {
          operationId: 'discardItemDraft',
          tags,
          summary: 'Discards the draft; what is published stays',
          params,
          response: { 204: Type.Null(), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        await items.discardDraft(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/items/:id/publish',
      {
        schema: {
          operationId: 'publishItem',
          tags,
          summary: 'Makes the draft the next version, today or on a later day',
          params,
          body: PublishRequest,
          response: { 201: ItemVersion, ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) =>
        reply.code(201).send(await items.publishDraft(actorOf(request), request.params.id, request.body)),
    )
    app.post(
      '/items/:id/withdraw',
      {
        schema: {
          operationId: 'withdrawItem',
          tags,
          summary: 'No longer offers the item; cases under way keep their version',
          params,
          body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 1000 }) }),
          response: { 204: Type.Null(), ...problems },
        },
        config: route({ access: 'official' }),
      },
      async (request, reply) => {
        await items.withdraw(actorOf(request), request.params.id, request.body.reason)
        return reply.code(204).send(null)
      },
    )
    app.get(
      '/proofs',
      {
        schema: {
          operationId: 'listProofs',
          tags,
          summary:
            'Every proof that may be demanded on a day, with its legal basis; nothing else may be (清单之外无证明)',
          querystring: ProofQuery,
          response: { 200: ProofsInForce, ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => items.listProofs(request.query),
    )
    profileRoutes(items)(app)
    matterRoutes(items)(app)
    importRoutes(items)(app)
  }
}

const sideOf = (text: string) => (text === 'draft' ? 'draft' : Number(text))

/** As the route's own schema writes it. */
function asJson(reply: FastifyReply, answer: Record<string, unknown>): string {
  return String(reply.serializeInput(answer, '200'))
}

function etagOf({ id, version, state, may }: Guide): string {
  const text = [id, version, state, ...may].join(' ')
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
}
