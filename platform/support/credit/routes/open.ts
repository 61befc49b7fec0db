import Type from 'typebox'
import { type App, actorOf, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import {
  CreditFigures,
  EntityView,
  ListingView,
  OwnFile,
  OwnReportInput,
  PublicFile,
  PublicityView,
  ReportView,
  RequestInput,
  RequestView,
  StatementInput,
} from '../contract.ts'
import type { CreditService } from '../service.ts'

const tags = ['credit']
const colour = Type.Optional(Type.Enum(['red', 'black']))

/** What everybody may read, and what a party does with its own file. */
export const openRoutes =
  (credit: CreditService, realm: string): Routes =>
  (app: App) => {
    app.get(
      '/credit/figures',
      {
        schema: {
          operationId: 'getCreditFigures',
          tags,
          summary: 'What is public of credit, counted by dimension, and typical cases',
          response: { 200: CreditFigures, ...problems },
        },
        config: route({ access: 'public' }),
      },
      () => credit.files.figures(realm),
    )
    app.get(
      '/credit/entities',
      {
        schema: {
          operationId: 'searchCreditEntities',
          tags,
          summary: 'Firms and bodies by credit code, or by a part of the name; never persons',
          querystring: Type.Object({ q: Type.String({ minLength: 2, maxLength: 60 }) }),
          response: { 200: Type.Object({ items: Type.Array(EntityView) }), ...problems },
        },
        config: route({ access: 'public', perMinute: 60 }),
      },
      async (request) => ({ items: await credit.files.search(realm, request.query.q) }),
    )
    app.get(
      '/credit/entities/:code',
      {
        schema: {
          operationId: 'getPublicCreditFile',
          tags,
          summary: 'What everybody may read of a firm or body: permits, penalties, lists, honours',
          params: Type.Object({ code: Type.String({ minLength: 15, maxLength: 24 }) }),
          response: { 200: PublicFile, ...problems },
        },
        config: route({ access: 'public', perMinute: 60 }),
      },
      (request) => credit.files.publicFile(realm, request.params.code),
    )
    app.get(
      '/credit/publicity',
      {
        schema: {
          operationId: 'listCreditPublicity',
          tags,
          summary: '双公示: permits and penalties of firms and bodies, the newest first',
          querystring: Type.Object({
            ...paging,
            kind: Type.Optional(Type.Enum(['permit', 'penalty'])),
            q: Type.Optional(
              Type.String({ minLength: 2, maxLength: 60, description: 'A part of the name or of the document number' }),
            ),
          }),
          response: { 200: pageOf(PublicityView), ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => credit.publishing.list(realm, request.query),
    )
    app.get(
      '/credit/lists',
      {
        schema: {
          operationId: 'listPublicCreditListings',
          tags,
          summary: 'Who is on a public red or black list now',
          querystring: Type.Object({ ...paging, colour, list: Type.Optional(Type.String({ maxLength: 60 })) }),
          response: { 200: pageOf(ListingView), ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => credit.lists.publicList(realm, request.query),
    )
    app.get(
      '/me/credit',
      {
        schema: {
          operationId: 'getMyCredit',
          tags,
          summary: 'My whole credit file, or that of a firm I act for, and who looked at it',
          querystring: Type.Object({ partyId: Type.Optional(Type.String({ format: 'uuid' })) }),
          response: { 200: OwnFile, ...problems },
        },
        config: route({ access: 'citizen' }),
      },
      (request) => credit.files.ownFile(actorOf(request), request.query.partyId),
    )
    app.post(
      '/me/credit/reports',
      {
        schema: {
          operationId: 'issueMyCreditReport',
          tags,
          summary: 'My credit report of today, or that of a firm I act for: a sealed PDF that anybody can verify',
          body: OwnReportInput,
          response: { 201: ReportView, ...problems },
        },
        config: route({ access: 'citizen', idempotency: 'required', perMinute: 10 }),
      },
      async (request, reply) => reply.code(201).send(await credit.reports.own(actorOf(request), request.body)),
    )
    app.post(
      '/me/credit/requests',
      {
        schema: {
          operationId: 'raiseCreditRequest',
          tags,
          summary: 'Object to a fact or listing of mine, or ask for its repair: a case of the office it came from',
          body: RequestInput,
          response: { 201: RequestView, ...problems },
        },
        config: route({ access: 'citizen', idempotency: 'required', perMinute: 30 }),
      },
      async (request, reply) => reply.code(201).send(await credit.requests.raise(actorOf(request), request.body)),
    )
    app.post(
      '/credit/listings/:id/statement',
      {
        schema: {
          operationId: 'answerCreditListing',
          tags,
          summary: '陈述申辩: answer before I am put on a list',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          body: StatementInput,
          response: { 200: ListingView, ...problems },
        },
        config: route({ access: 'citizen', perMinute: 30 }),
      },
      (request) => credit.lists.state(actorOf(request), request.params.id, request.body.statement),
    )
  }
