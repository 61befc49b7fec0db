import Type from 'typebox'
import { type App, actorOf, claimOf, empty, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import {
  ConsultationView,
  ConsultInput,
  CounterReportInput,
  CreditScheme,
  DutyView,
  FactInput,
  FactView,
  HandleInput,
  ImportReport,
  ListingView,
  OwnFile,
  PartyNumber,
  ProposeInput,
  ReplayView,
  ReportInput,
  ReportView,
  RequestView,
  TrialInput,
  TrialView,
  WarningView,
  WatchInput,
  WatchView,
} from '../contract.ts'
import type { CreditService } from '../service.ts'

const tags = ['credit']
const byId = Type.Object({ id: Type.String({ format: 'uuid' }) })
const official = route({ access: 'official' })

/** What officials do: ask and report back, keep facts and lists, look at scores, watch. */
export const officeRoutes =
  (credit: CreditService): Routes =>
  (app: App) => {
    app.post(
      '/credit/consultations',
      {
        schema: {
          operationId: 'consultCredit',
          tags,
          summary:
            'What applies to a party in a business: grade, lists, facts, and the measures to apply and report back',
          body: ConsultInput,
          response: { 201: ConsultationView, ...problems },
        },
        config: route({ access: 'official', idempotency: 'required' }),
      },
      async (request, reply) =>
        reply.code(201).send(await credit.consultations.consult(actorOf(request), request.body, claimOf(request))),
    )
    app.get(
      '/credit/duties',
      {
        schema: {
          operationId: 'listCreditDuties',
          tags,
          summary: 'Measures my offices apply: owed, reported, or late',
          querystring: Type.Object({ ...paging, state: Type.Optional(Type.Enum(['owed', 'reported', 'late'])) }),
          response: { 200: pageOf(DutyView), ...problems },
        },
        config: official,
      },
      (request) => credit.consultations.duties(actorOf(request), request.query),
    )
    app.post(
      '/credit/duties/:id/report',
      {
        schema: {
          operationId: 'reportCreditDuty',
          tags,
          summary: 'Report back: whether the measure was applied, and how',
          params: byId,
          body: ReportInput,
          response: { 200: DutyView, ...problems },
        },
        config: official,
      },
      (request) => credit.consultations.report(actorOf(request), request.params.id, request.body),
    )
    app.post(
      '/credit/files',
      {
        schema: {
          operationId: 'openCreditFile',
          tags,
          summary: 'The whole file of a party for a stated purpose; the party sees the look',
          body: Type.Object(
            {
              number: PartyNumber,
              purpose: Type.String({ minLength: 2, maxLength: 200 }),
              basis: Type.String({ minLength: 2, maxLength: 300 }),
            },
            { additionalProperties: false },
          ),
          response: { 200: OwnFile, ...problems },
        },
        config: official,
      },
      (request) => credit.files.fileFor(actorOf(request), request.body),
    )
    app.get(
      '/credit/facts',
      {
        schema: {
          operationId: 'listCreditFacts',
          tags,
          summary: 'Facts of my offices, the newest first',
          querystring: Type.Object({
            ...paging,
            kind: Type.Optional(Type.String({ maxLength: 60 })),
            effect: Type.Optional(Type.Enum(['negative', 'positive', 'neutral'])),
            state: Type.Optional(Type.Enum(['valid', 'withdrawn', 'repaired'])),
          }),
          response: { 200: pageOf(FactView), ...problems },
        },
        config: official,
      },
      (request) => credit.facts.list(actorOf(request), request.query),
    )
    app.post(
      '/credit/facts',
      {
        schema: {
          operationId: 'recordCreditFact',
          tags,
          summary: 'Record a fact of my office; the same document again answers what is there',
          body: FactInput,
          response: { 200: FactView, 201: FactView, ...problems },
        },
        config: route({ access: 'official', idempotency: 'required' }),
      },
      async (request, reply) => {
        const { fact, added } = await credit.facts.keep(actorOf(request), request.body)
        return reply.code(added ? 201 : 200).send(fact)
      },
    )
    app.post(
      '/credit/facts/import',
      {
        schema: {
          operationId: 'importCreditFacts',
          tags,
          summary:
            'Record facts from CSV: number, name, kind, title, reference, happened_on, until and the elements of the kind',
          body: Type.Object(
            {
              csv: Type.String({ minLength: 10, maxLength: 900_000 }),
              departmentId: Type.Optional(Type.String({ maxLength: 60 })),
            },
            { additionalProperties: false },
          ),
          response: { 200: ImportReport, ...problems },
        },
        config: route({ access: 'official', perMinute: 20 }),
      },
      (request) => credit.facts.importCsv(actorOf(request), request.body.csv, request.body.departmentId),
    )
    app.get(
      '/credit/listings',
      {
        schema: {
          operationId: 'listCreditListings',
          tags,
          summary: 'Listings of my offices, the newest first',
          querystring: Type.Object({
            ...paging,
            colour: Type.Optional(Type.Enum(['red', 'black'])),
            state: Type.Optional(Type.Enum(['proposed', 'listed', 'refused', 'removed', 'expired'])),
          }),
          response: { 200: pageOf(ListingView), ...problems },
        },
        config: official,
      },
      (request) => credit.lists.list(actorOf(request), request.query),
    )
    app.post(
      '/credit/listings',
      {
        schema: {
          operationId: 'proposeCreditListing',
          tags,
          summary: 'Propose to put a party on a list: a case with notice, answer and decision by another person',
          body: ProposeInput,
          response: { 201: ListingView, ...problems },
        },
        config: route({ access: 'official', idempotency: 'required' }),
      },
      async (request, reply) => reply.code(201).send(await credit.lists.propose(actorOf(request), request.body)),
    )
    app.get(
      '/credit/requests',
      {
        schema: {
          operationId: 'listCreditRequests',
          tags,
          summary: 'Objections and repairs before my offices, the newest first',
          querystring: Type.Object({
            ...paging,
            state: Type.Optional(Type.Enum(['open', 'granted', 'denied', 'ended'])),
          }),
          response: { 200: pageOf(RequestView), ...problems },
        },
        config: official,
      },
      (request) => credit.requests.list(actorOf(request), request.query),
    )
    app.get(
      '/credit/scheme',
      {
        schema: {
          operationId: 'getCreditScheme',
          tags,
          summary: 'Kinds of facts, lists, businesses, and every version of the models of scoring',
          response: { 200: CreditScheme, ...problems },
        },
        config: official,
      },
      (request) => credit.files.scheme(actorOf(request)),
    )
    app.get(
      '/credit/scores/:id/replay',
      {
        schema: {
          operationId: 'replayCreditScore',
          tags,
          summary: 'Make a kept score again from what it rested on',
          params: byId,
          response: { 200: ReplayView, ...problems },
        },
        config: official,
      },
      (request) => credit.scores.replay(actorOf(request), request.params.id),
    )
    app.post(
      '/credit/trials',
      {
        schema: {
          operationId: 'tryCreditScore',
          tags,
          summary: 'What the score would be without these facts, with those, or under another version',
          body: TrialInput,
          response: { 200: TrialView, ...problems },
        },
        config: official,
      },
      (request) => credit.scores.trial(actorOf(request), request.body),
    )
    app.get(
      '/credit/watches',
      {
        schema: {
          operationId: 'listCreditWatches',
          tags,
          summary: 'Parties my offices watch',
          response: { 200: Type.Object({ items: Type.Array(WatchView) }), ...problems },
        },
        config: official,
      },
      async (request) => ({ items: await credit.watching.list(actorOf(request)) }),
    )
    app.post(
      '/credit/watches',
      {
        schema: {
          operationId: 'watchCredit',
          tags,
          summary: 'Watch a party: a warning comes when its grade changes',
          body: WatchInput,
          response: { 201: WatchView, ...problems },
        },
        config: route({ access: 'official', idempotency: 'required' }),
      },
      async (request, reply) => reply.code(201).send(await credit.watching.watch(actorOf(request), request.body)),
    )
    app.delete(
      '/credit/watches/:id',
      {
        schema: {
          operationId: 'endCreditWatch',
          tags,
          summary: 'Watch a party no longer',
          params: byId,
          response: { 204: empty, ...problems },
        },
        config: official,
      },
      async (request, reply) => {
        await credit.watching.end(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/credit/reports',
      {
        schema: {
          operationId: 'issueCreditReport',
          tags,
          summary: 'The credit report of whoever asks for it at the counter, sealed, to print; logged with its purpose',
          body: CounterReportInput,
          response: { 201: ReportView, ...problems },
        },
        config: route({ access: 'official', idempotency: 'required' }),
      },
      async (request, reply) => reply.code(201).send(await credit.reports.atCounter(actorOf(request), request.body)),
    )
    app.get(
      '/credit/warnings',
      {
        schema: {
          operationId: 'listCreditWarnings',
          tags,
          summary: 'Changes of grades my offices were warned of',
          querystring: Type.Object({ ...paging, open: Type.Optional(Type.Boolean()) }),
          response: { 200: pageOf(WarningView), ...problems },
        },
        config: official,
      },
      (request) => credit.watching.warnings(actorOf(request), request.query),
    )
    app.post(
      '/credit/warnings/:id/handling',
      {
        schema: {
          operationId: 'handleCreditWarning',
          tags,
          summary: 'Say what was done about a warning',
          params: byId,
          body: HandleInput,
          response: { 200: WarningView, ...problems },
        },
        config: official,
      },
      (request) => credit.watching.handle(actorOf(request), request.params.id, request.body.how),
    )
  }
