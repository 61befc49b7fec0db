import Type from 'typebox'
import { type App, actorOf, empty, pageOf, paging, problems, type Routes, route } from '#ground/http/index.ts'
import type { createClosedList } from './closed.ts'
import { ClosedLine, NewClosedLine, NewRelease, ReleaseAct, ReleaseRow, ReleaseState, ReleaseView } from './contract.ts'
import type { Letters } from './letters.ts'
import { Letter, LetterAnswer, LetterKind, LetterState } from './portal/contract.ts'
import type { Releases } from './service.ts'

const tags = ['open-data']
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** The side of the data office and of the departments. */
export const openingRoutes =
  (releases: Releases, closed: ReturnType<typeof createClosedList>, letters: Letters): Routes =>
  (app: App) => {
    const config = route({ access: 'official' })
    app.get(
      '/open-data/releases',
      {
        schema: {
          operationId: 'listOpeningReleases',
          tags,
          summary: 'Releases: those that are out, and those that my offices work on; the latest changed first',
          querystring: Type.Object({ ...paging, state: Type.Optional(ReleaseState) }),
          response: { 200: pageOf(ReleaseRow), ...problems },
        },
        config,
      },
      (request) => releases.list(actorOf(request), request.query),
    )
    app.get(
      '/open-data/releases/:id',
      {
        schema: {
          operationId: 'getOpeningRelease',
          tags,
          summary: 'One release: its plan, what the check found, its history, and what I may do with it',
          params,
          response: { 200: ReleaseView, ...problems },
        },
        config,
      },
      (request) => releases.get(actorOf(request), request.params.id),
    )
    app.post(
      '/open-data/releases',
      {
        schema: {
          operationId: 'prepareOpeningRelease',
          tags,
          summary: 'Prepare the release of a catalogue entry: mask, and check the risk of re-identification',
          body: NewRelease,
          response: { 201: ReleaseView, ...problems },
        },
        config,
      },
      async (request, reply) => reply.code(201).send(await releases.draft(actorOf(request), request.body)),
    )
    app.post(
      '/open-data/releases/:id/acts',
      {
        schema: {
          operationId: 'actOnOpeningRelease',
          tags,
          summary: 'Check again, approve, return, refresh or withdraw a release',
          params,
          body: ReleaseAct,
          response: { 200: ReleaseView, ...problems },
        },
        config,
      },
      (request) => releases.act(actorOf(request), request.params.id, request.body),
    )
    app.post(
      '/open-data/closed',
      {
        schema: {
          operationId: 'closeCatalogueEntry',
          tags,
          summary: 'Put an entry on the negative list, with the reason and the law; what is open of it ends',
          body: NewClosedLine,
          response: { 201: ClosedLine, ...problems },
        },
        config,
      },
      async (request, reply) => reply.code(201).send(await closed.add(actorOf(request), request.body)),
    )
    app.delete(
      '/open-data/closed/:id',
      {
        schema: {
          operationId: 'liftClosedEntry',
          tags,
          summary: 'Take an entry off the negative list',
          params,
          response: { 204: empty, ...problems },
        },
        config,
      },
      async (request, reply) => {
        await closed.lift(actorOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
    app.get(
      '/open-data/letters',
      {
        schema: {
          operationId: 'listOpenDataLetters',
          tags,
          summary: 'Applications, requests and feedback, for those who answer them; the latest first',
          querystring: Type.Object({
            ...{ ...paging, kind: Type.Optional(LetterKind), state: Type.Optional(LetterState) },
          }),
          response: { 200: pageOf(Letter), ...problems },
        },
        config,
      },
      (request) => letters.all(actorOf(request), request.query),
    )
    app.post(
      '/open-data/letters/:id/answer',
      {
        schema: {
          operationId: 'answerOpenDataLetter',
          tags,
          summary: 'Answer a request or feedback, grant or refuse an application',
          params,
          body: LetterAnswer,
          response: { 200: Letter, ...problems },
        },
        config,
      },
      (request) => letters.answer(actorOf(request), request.params.id, request.body),
    )
  }
